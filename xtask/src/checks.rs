//! The checks: what `cargo xtask test` runs, in which order, and how it reports.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use clap::{ValueEnum, builder::PossibleValue};

use crate::{
    bench,
    browser::{self, Browser, Engine, Engines},
    counts::Counts,
    e2e, memory, packages, prose, rust, site,
    timing::{Seconds, measured},
    tools::{self, Toolbox},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    Setup,
    Lint,
    Native,
    Memory,
    Docs,
    Package,
    Browser,
    Site,
    EndToEnd,
    Bench,
}

/// Which checks were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    All,
    WithoutBrowser,
    Only(Check),
}

/// What to check, and how much of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TestOptions {
    pub(crate) selection: Selection,
    pub(crate) engines: Engines,
    /// Whether the slow rest runs too: every engine, and the bundlers.
    pub(crate) is_all: bool,
    /// How many random programs the native tests run, if not as many as they like.
    pub(crate) cases: Option<u32>,
}

impl Check {
    /// The quick ones first, and what a check builds on before it.
    const ALL: [Self; 10] = [
        Self::Setup,
        Self::Lint,
        Self::Native,
        Self::Memory,
        Self::Docs,
        Self::Package,
        Self::Browser,
        Self::Site,
        Self::EndToEnd,
        Self::Bench,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Memory => "memory",
            Self::Docs => "docs",
            Self::Package => "package",
            Self::Browser => "browser",
            Self::Site => "site",
            Self::EndToEnd => "e2e",
            Self::Bench => "bench",
        }
    }

    fn purpose(self) -> &'static str {
        match self {
            Self::Setup => "what the checks need is here",
            Self::Lint => "formatting, clippy natively and for wasm32, and the texts",
            Self::Native => "tests that run natively",
            Self::Memory => "tests of the runtime under memory checkers",
            Self::Docs => "the documentation builds without warnings",
            Self::Package => "packages for the registry, and their examples",
            Self::Browser => "tests of the runtime in headless browsers",
            Self::Site => "the release build of the site, and its size",
            Self::EndToEnd => "the built site, used as a visitor does",
            Self::Bench => "every bench runs, whatever it measures",
        }
    }

    fn needs_browser(self) -> bool {
        matches!(self, Self::Browser | Self::EndToEnd | Self::Bench)
    }

    /// Runs the check and returns what is worth a word in the summary.
    fn run(self, options: &TestOptions) -> Result<String> {
        let TestOptions { selection, engines, is_all, cases } = options;
        match self {
            Self::Setup => {
                let tests_in = (*selection != Selection::WithoutBrowser).then_some(engines);
                setup(tests_in).map(|()| String::new())
            }
            Self::Lint => rust::lint().and_then(|()| prose::check()).map(|()| String::new()),
            Self::Native => rust::test(*cases).map(|counts| counts.to_string()),
            Self::Memory => memory::check(),
            Self::Docs => rust::document().map(|()| String::new()),
            Self::Package => packages::check().map(|files| format!("{files} files")),
            Self::Browser => in_each(engines, browser::test),
            Self::Site => site::dist(None).map(|sizes| format!("{} gzip", sizes.gzip)),
            Self::EndToEnd => in_each(engines, |browser| e2e::test(browser, *is_all)),
            Self::Bench => bench::run_each_once().map(|rows| format!("{rows} rows")),
        }
    }
}

impl ValueEnum for Check {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.purpose()))
    }
}

/// Runs tests in every browser that was asked for, and says how many passed in which.
fn in_each(engines: &Engines, test: impl Fn(&Browser) -> Result<Counts>) -> Result<String> {
    let counted = |browser: &Browser| {
        let engine = browser.engine.name();
        println!("In {engine}: {browser}");
        let counts = test(browser).with_context(|| where_it_failed(engines, browser.engine))?;
        Ok(format!("{engine}: {counts}"))
    };
    let browsers = Browser::ensure_all(engines)?;
    Ok(browsers.iter().map(counted).collect::<Result<Vec<_>>>()?.join(" · "))
}

/// The engine, and how to do without it if nobody asked for it: it may be here for another purpose, and not start.
fn where_it_failed(engines: &Engines, engine: Engine) -> String {
    match (engines, engine) {
        (Engines::Named(_), _) | (Engines::Installed, Engine::Chromium) => format!("in {}", engine.name()),
        (Engines::Installed, Engine::Firefox | Engine::WebKit) => {
            let name = engine.name();
            format!(
                "in {name}, which is tested because it is installed (`--browsers chromium` leaves it out)"
            )
        }
    }
}

impl Selection {
    fn checks(self) -> Vec<Check> {
        let is_selected = |check: &Check| match self {
            Self::All => true,
            Self::WithoutBrowser => !check.needs_browser(),
            // These mean the site of today, not the one that happens to lie there.
            Self::Only(only @ (Check::EndToEnd | Check::Bench)) => *check == Check::Site || *check == only,
            Self::Only(only) => *check == only,
        };
        Check::ALL.into_iter().filter(is_selected).collect()
    }
}

struct Passed {
    check: Check,
    took: Duration,
    note: String,
}

/// Runs the selected checks up to the first that fails.
pub(crate) fn test(options: &TestOptions) -> Result<()> {
    let checks = options.selection.checks();
    let mut passed = Vec::new();
    for (index, check) in checks.iter().copied().enumerate() {
        println!("\n── {} of {} · {}: {}", index + 1, checks.len(), check.name(), check.purpose());
        let (result, took) = measured(|| check.run(options));
        let note = result.map_err(|error| failure(check, took, &error))?;
        println!("── {} passed in {}", check.name(), Seconds(took));
        passed.push(Passed { check, took, note });
    }
    println!("\n{}", summary(&passed));
    Ok(())
}

fn failure(check: Check, took: Duration, error: &anyhow::Error) -> anyhow::Error {
    let (name, took) = (check.name(), Seconds(took));
    anyhow!(
        "the check `{name}` failed after {took}: {error:#}.\nTo repeat it alone: cargo xtask test --only {name}"
    )
}

/// A table of the checks, and as the last line all that has to be known.
fn summary(passed: &[Passed]) -> String {
    let row = |Passed { check, took, note }: &Passed| {
        let row = format!("{:8} {:48} {:>9}  {note}", check.name(), check.purpose(), Seconds(*took));
        row.trim_end().to_owned()
    };
    let rows: Vec<_> = passed.iter().map(row).collect();
    let with_note = passed.iter().filter(|passed| !passed.note.is_empty());
    let notes: Vec<_> =
        with_note.map(|passed| format!("; {} {}", passed.check.name(), passed.note)).collect();
    let total = Seconds(passed.iter().map(|passed| passed.took).sum());
    format!("{}\n\n{} checks passed in {total}{}", rows.join("\n"), passed.len(), notes.concat())
}

/// Installs what is missing, for tests in `tests_in` as well, and says what is there.
pub(crate) fn setup(tests_in: Option<&Engines>) -> Result<()> {
    rust::ensure_wasm_target()?;
    println!("  the Rust target {} is here", rust::WASM);
    println!("  {} are here", Toolbox::ensure()?);
    if let Some(engines) = tests_in {
        rust::ensure_linters()?;
        println!("  rustfmt and clippy are here");
        if cfg!(target_os = "linux") {
            memory::ensure_valgrind()?;
            println!("  valgrind is here");
        }
        for browser in Browser::ensure_all(engines)? {
            println!("  {browser} is here");
        }
        e2e::ensure_packages()?;
        println!("  the packages of the end-to-end tests are here");
        tools::mdbook()?;
        println!("  mdBook is here");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_browser_the_site_is_still_built() {
        let checks = Selection::WithoutBrowser.checks();
        assert_eq!(
            checks,
            [
                Check::Setup,
                Check::Lint,
                Check::Native,
                Check::Memory,
                Check::Docs,
                Check::Package,
                Check::Site
            ]
        );
    }

    #[test]
    fn what_uses_the_site_alone_gets_a_fresh_one() {
        assert_eq!(Selection::Only(Check::EndToEnd).checks(), [Check::Site, Check::EndToEnd]);
        assert_eq!(Selection::Only(Check::Bench).checks(), [Check::Site, Check::Bench]);
        assert_eq!(Selection::Only(Check::Docs).checks(), [Check::Docs]);
    }

    #[test]
    fn an_engine_that_nobody_asked_for_can_be_left_out() {
        let named = Engines::Named(vec![Engine::Firefox]);
        assert_eq!(where_it_failed(&named, Engine::Firefox), "in firefox");
        assert_eq!(where_it_failed(&Engines::Installed, Engine::Chromium), "in chromium");
        assert!(where_it_failed(&Engines::Installed, Engine::WebKit).contains("`--browsers chromium`"));
    }

    #[test]
    fn the_last_line_of_the_summary_has_the_counts() {
        let passed = |check, seconds, note: &str| Passed {
            check,
            took: Duration::from_secs(seconds),
            note: note.into(),
        };
        let text = summary(&[passed(Check::Lint, 30, ""), passed(Check::Native, 12, "31 passed")]);
        assert!(text.starts_with("lint     formatting, clippy"));
        assert_eq!(text.lines().last(), Some("2 checks passed in 42.0 s; native 31 passed"));
    }

    #[test]
    fn a_failure_names_the_command_that_repeats_the_check() {
        let error =
            failure(Check::Docs, Duration::from_secs(3), &anyhow!("`cargo doc` ended with exit status: 1"));
        assert!(error.to_string().ends_with("cargo xtask test --only docs"));
    }
}
