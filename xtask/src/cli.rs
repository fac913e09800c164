//! The command line: which commands there are, and what was asked for.

use std::{ffi::OsString, num::NonZeroU16};

use lexopt::{
    Arg::{Long, Short, Value},
    Error, Parser, ValueExt as _,
};

use crate::{
    bench::{Bench, BenchOptions},
    browser::{Engine, Engines},
    checks::{Check, Selection},
    demo::Folder,
};

/// The port that Trunk.toml names for a bare `trunk serve`.
const DEFAULT_PORT: NonZeroU16 = NonZeroU16::new(8080).expect("8080 is not zero");

const COMMANDS: [(&str, &str); 12] = [
    (
        "serve [--no-open] [--port N] [--release]",
        "set up what is missing, then build, serve and rebuild on changes",
    ),
    (
        "test [--all] [--no-browser] [--browsers LIST] [--only CHECK] [--cases N]",
        "what a change can break, in the order that CI runs it; with --all the slow rest too; N random programs \
         instead of 10,000",
    ),
    ("memcheck", "the runtime's tests under valgrind, and AddressSanitizer where a nightly is installed"),
    ("miri", "the runtime's tests under Miri, where a toolchain has it"),
    (
        "mutants [--sample N] [--seed N] [OPTIONS]",
        "put small faults into the code, one at a time, and list those that no test sees; --help lists the options",
    ),
    ("lint", "formatting and clippy, natively and for wasm32"),
    (
        "dist [--npm]",
        "the site in dist/, with the size of each file; with --npm the package in target/npm, too",
    ),
    ("demo new SLUG [--in FOLDER]", "a demo to start from, in the folder traps or in another one"),
    ("shots", "the pictures of the README, taken from the built site"),
    (
        "bench BENCH [--quick] [--check]",
        "measure, and say which limits are met; with --check missing one is a failure",
    ),
    (
        "setup [--test] [--browsers LIST]",
        "install what serve and dist need; with --test also what the tests need",
    ),
    ("help", "this list"),
];

/// One parsed command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Invocation {
    Help,
    Setup {
        tests_in: Option<Engines>,
    },
    Serve(ServeOptions),
    Dist {
        is_packed: bool,
    },
    Lint,
    Test(TestOptions),
    Memcheck,
    Miri,
    /// Its options are read by the package that does it.
    Mutants(Vec<OsString>),
    Shots,
    NewDemo {
        slug: String,
        folder: Folder,
    },
    Bench(BenchOptions),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    pub(crate) port: NonZeroU16,
    pub(crate) opens_browser: bool,
    pub(crate) release: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TestOptions {
    pub(crate) selection: Selection,
    pub(crate) engines: Engines,
    /// Whether the slow rest runs too: every engine, and the bundlers.
    pub(crate) is_all: bool,
    /// How many random programs the native tests run, if not as many as they like.
    pub(crate) cases: Option<u32>,
}

/// The list of commands, one line each.
pub(crate) fn help() -> String {
    let width = COMMANDS.iter().map(|(usage, _)| usage.len()).max().unwrap_or_default();
    let lines = COMMANDS.map(|(usage, purpose)| format!("  {usage:width$}  {purpose}"));
    let (checks, benches, folders) = (Check::names(), Bench::names(), Folder::names());
    let engines = Engine::names();
    format!(
        "cargo xtask COMMAND, where COMMAND is one of\n\n{}\n\nCHECK is one of {checks}; BENCH of {benches}; FOLDER of {folders}.\n\
         LIST has any of {engines}, with commas in between; without it, tests run in Chromium and in those that are installed,\n\
         and with --all in every engine.",
        lines.join("\n")
    )
}

pub(crate) fn parse(mut parser: Parser) -> Result<Invocation, Error> {
    let command = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Invocation::Help),
        Some(Value(command)) => command.string()?,
        Some(option) => return Err(option.unexpected()),
    };
    match command.as_str() {
        "help" => Ok(Invocation::Help),
        "setup" => parse_setup(&mut parser),
        "serve" => parse_serve(&mut parser),
        "test" => parse_test(&mut parser),
        "bench" => parse_bench(&mut parser),
        "demo" => parse_demo(&mut parser),
        "dist" => parse_dist(&mut parser),
        "lint" => without_options(&mut parser, Invocation::Lint),
        "memcheck" => without_options(&mut parser, Invocation::Memcheck),
        "mutants" => Ok(Invocation::Mutants(parser.raw_args()?.collect())),
        "miri" => without_options(&mut parser, Invocation::Miri),
        "shots" => without_options(&mut parser, Invocation::Shots),
        _ => Err(format!("there is no command `{command}`").into()),
    }
}

fn parse_setup(parser: &mut Parser) -> Result<Invocation, Error> {
    let (mut for_tests, mut engines) = (false, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("test") => for_tests = true,
            Long("browsers") => engines = Some(parser.value()?.parse_with(Engines::from_list)?),
            Short(_) | Long(_) | Value(_) => return Err(argument.unexpected()),
        }
    }
    if engines.is_some() && !for_tests {
        return Err("--browsers names what tests need: it goes with --test".into());
    }
    Ok(Invocation::Setup { tests_in: for_tests.then(|| engines.unwrap_or(Engines::Installed)) })
}

fn parse_dist(parser: &mut Parser) -> Result<Invocation, Error> {
    let mut is_packed = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("npm") => is_packed = true,
            Short(_) | Long(_) | Value(_) => return Err(argument.unexpected()),
        }
    }
    Ok(Invocation::Dist { is_packed })
}

fn parse_serve(parser: &mut Parser) -> Result<Invocation, Error> {
    let mut options = ServeOptions { port: DEFAULT_PORT, opens_browser: true, release: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("no-open") => options.opens_browser = false,
            Long("release") => options.release = true,
            Long("port") => options.port = parser.value()?.parse()?,
            Short(_) | Long(_) | Value(_) => return Err(argument.unexpected()),
        }
    }
    Ok(Invocation::Serve(options))
}

fn parse_test(parser: &mut Parser) -> Result<Invocation, Error> {
    let (mut selection, mut engines, mut cases, mut is_all) = (Selection::All, None, None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("all") => is_all = true,
            Long("no-browser") => selection = Selection::WithoutBrowser,
            Long("only") => selection = Selection::Only(parser.value()?.parse_with(Check::from_name)?),
            Long("browsers") => engines = Some(parser.value()?.parse_with(Engines::from_list)?),
            Long("cases") => cases = Some(parser.value()?.parse()?),
            Short(_) | Long(_) | Value(_) => return Err(argument.unexpected()),
        }
    }
    if engines.is_some() && selection == Selection::WithoutBrowser {
        return Err("--no-browser and --browsers contradict each other".into());
    }
    if is_all && selection == Selection::WithoutBrowser {
        return Err("--no-browser and --all contradict each other".into());
    }
    let usual = if is_all { Engines::Named(Engine::ALL.to_vec()) } else { Engines::Installed };
    let engines = engines.unwrap_or(usual);
    Ok(Invocation::Test(TestOptions { selection, engines, is_all, cases }))
}

fn parse_demo(parser: &mut Parser) -> Result<Invocation, Error> {
    let what = parser.value()?.string()?;
    if what != "new" {
        return Err(format!("`demo` takes `new SLUG`, not `{what}`").into());
    }
    let (slug, mut folder) = (parser.value()?.string()?, Folder::Traps);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("in") => folder = parser.value()?.parse_with(Folder::from_name)?,
            Short(_) | Long(_) | Value(_) => return Err(argument.unexpected()),
        }
    }
    Ok(Invocation::NewDemo { slug, folder })
}

fn parse_bench(parser: &mut Parser) -> Result<Invocation, Error> {
    let bench = parser.value()?.parse_with(Bench::from_name)?;
    let mut options = BenchOptions { bench, quick: false, check: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("quick") => options.quick = true,
            Long("check") => options.check = true,
            Short(_) | Long(_) | Value(_) => return Err(argument.unexpected()),
        }
    }
    Ok(Invocation::Bench(options))
}

fn without_options(parser: &mut Parser, invocation: Invocation) -> Result<Invocation, Error> {
    match parser.next()? {
        None => Ok(invocation),
        Some(argument) => Err(argument.unexpected()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Invocation, String> {
        parse(Parser::from_args(line.split_whitespace())).map_err(|error| error.to_string())
    }

    #[test]
    fn no_argument_asks_for_help() {
        assert_eq!(parsed(""), Ok(Invocation::Help));
        assert_eq!(parsed("--help"), Ok(Invocation::Help));
    }

    #[test]
    fn serve_takes_its_options_in_any_order() {
        let expected =
            ServeOptions { port: NonZeroU16::new(9000).unwrap(), opens_browser: false, release: true };
        assert_eq!(parsed("serve --release --port 9000 --no-open"), Ok(Invocation::Serve(expected)));
    }

    #[test]
    fn dist_packs_for_npm_if_it_is_to() {
        assert_eq!(parsed("dist"), Ok(Invocation::Dist { is_packed: false }));
        assert_eq!(parsed("dist --npm"), Ok(Invocation::Dist { is_packed: true }));
    }

    #[test]
    fn test_selects_checks() {
        let test = |selection, cases| {
            Ok(Invocation::Test(TestOptions { selection, engines: Engines::Installed, is_all: false, cases }))
        };
        assert_eq!(parsed("test"), test(Selection::All, None));
        assert_eq!(parsed("test --no-browser"), test(Selection::WithoutBrowser, None));
        assert_eq!(parsed("test --only docs"), test(Selection::Only(Check::Docs), None));
        assert_eq!(parsed("test --cases 50000"), test(Selection::All, Some(50_000)));
    }

    #[test]
    fn all_tests_run_in_every_engine_unless_some_are_named() {
        let all = |selection, engines| {
            Ok(Invocation::Test(TestOptions { selection, engines, is_all: true, cases: None }))
        };
        let every = || Engines::Named(Engine::ALL.to_vec());
        assert_eq!(parsed("test --all"), all(Selection::All, every()));
        assert_eq!(parsed("test --only e2e --all"), all(Selection::Only(Check::EndToEnd), every()));
        let chromium = Engines::Named(vec![Engine::Chromium]);
        assert_eq!(parsed("test --all --browsers chromium"), all(Selection::All, chromium));
    }

    #[test]
    fn test_and_setup_take_the_browsers_that_are_wanted() {
        let engines = || Engines::Named(vec![Engine::Chromium, Engine::Firefox]);
        let selection = Selection::Only(Check::Browser);
        let expected =
            Invocation::Test(TestOptions { selection, engines: engines(), is_all: false, cases: None });
        assert_eq!(parsed("test --browsers firefox,chromium --only browser"), Ok(expected));
        let setup = |tests_in| Ok(Invocation::Setup { tests_in });
        assert_eq!(parsed("setup"), setup(None));
        assert_eq!(parsed("setup --test"), setup(Some(Engines::Installed)));
        assert_eq!(parsed("setup --test --browsers chromium,firefox"), setup(Some(engines())));
    }

    #[test]
    fn the_options_of_mutants_are_passed_on() {
        let expected = Invocation::Mutants(["--sample", "20"].map(OsString::from).into());
        assert_eq!(parsed("mutants --sample 20"), Ok(expected));
    }

    #[test]
    fn a_bench_is_named_before_its_options() {
        let expected = BenchOptions { bench: Bench::Size, quick: true, check: true };
        assert_eq!(parsed("bench size --check --quick"), Ok(Invocation::Bench(expected)));
    }

    #[test]
    fn a_new_demo_is_a_trap_unless_said_otherwise() {
        let expected = |folder| Ok(Invocation::NewDemo { slug: "lost-wake".to_owned(), folder });
        assert_eq!(parsed("demo new lost-wake"), expected(Folder::Traps));
        assert_eq!(parsed("demo new lost-wake --in book"), expected(Folder::Book));
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        for (line, name) in [
            ("sreve", "sreve"),
            ("serve --prot 1", "--prot"),
            ("serve --port 0", "\"0\""),
            ("test --only everything", "everything"),
            ("test --browsers firefox,netscape", "netscape"),
            ("test --browsers firefox --no-browser", "--no-browser"),
            ("test --all --no-browser", "--all"),
            ("setup --browsers firefox", "--browsers"),
            ("bench everything", "everything"),
            ("demo old x", "old"),
            ("demo new x --in attic", "attic"),
            ("dist now", "now"),
            ("--fast", "--fast"),
        ] {
            let error = parsed(line).expect_err(line);
            assert!(error.contains(name), "`{error}` does not name {name}");
        }
    }

    #[test]
    fn the_default_port_is_that_of_trunk_toml() {
        let trunk = include_str!("../../Trunk.toml");
        assert!(trunk.lines().any(|line| line == format!("port = {DEFAULT_PORT}")));
    }
}
