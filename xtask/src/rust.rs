//! The Rust toolchain: what it has to bring along, and the checks that it makes by itself.
//!
//! Missing parts are added to the toolchain that is there; no toolchain is ever installed, updated or chosen.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};

use crate::{counts::Counts, process, timing::timed};

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The package whose browser half is tested in a browser.
pub(crate) const RUNTIME: &str = "taskscope-runtime";

/// What the page does not need but the tests do: streams go to and from those of futures-core, and what code written for
/// Tokio uses beyond the demos.
const WITH_FEATURES: &str = "taskscope-runtime/futures,taskscope-runtime/tokio-like";

/// Selects what is compiled for the browser.
const IN_BROWSER: [&str; 10] = [
    "--package",
    "taskscope",
    "--package",
    RUNTIME,
    "--package",
    "taskscope-modules",
    "--features",
    "taskscope-runtime/web",
    "--target",
    WASM,
];

/// Adds the wasm32 target, if it is missing.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    rustup(&["target", "add", WASM])?;
    ensure!(has_wasm_target(), "the {WASM} target is still missing; run `rustup target add {WASM}` by hand");
    Ok(())
}

/// Adds rustfmt and clippy, if they are missing: rustup's minimal profile comes without them.
pub(crate) fn ensure_linters() -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if process::answer(process::cargo().args([subcommand, "--version"])).is_none() {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// Formatting and clippy, natively and for the browser.
pub(crate) fn lint() -> Result<()> {
    ensure_linters()?;
    ensure_wasm_target()?;
    timed("Checking the formatting", || {
        process::run(process::cargo().args(["fmt", "--all", "--check"]))
            .context("`cargo fmt --all` mends this")?;
        // The gallery's macro declares these, and rustfmt does not look into macros.
        let mut rustfmt = Command::new("rustfmt");
        rustfmt.args(["--edition", "2024", "--check"]).args(demos()?);
        process::run(&mut rustfmt).context("`rustfmt --edition 2024 crates/programs/src/*/*.rs` mends this")
    })?;
    // Warnings are denied by an argument of clippy: RUSTFLAGS would build every dependency once more.
    let clippy = |selection: &[&str]| {
        process::run(process::cargo().arg("clippy").args(selection).args(["--", "--deny", "warnings"]))
    };
    timed("Clippy on everything, natively", || {
        clippy(&["--workspace", "--all-targets", "--features", WITH_FEATURES])
    })?;
    timed("Clippy on the runtime without its features", || {
        clippy(&["--package", RUNTIME, "--no-default-features"])
    })?;
    timed("Clippy on the runtime with its features, for the browser", || {
        clippy(&["--package", RUNTIME, "--features", "web,futures,tokio-like", "--target", WASM])
    })?;
    timed("Clippy on what the browser runs", || {
        clippy(&[&IN_BROWSER[..], &["--lib", "--test", "web"]].concat())
    })?;
    timed("Clippy on what is measured", || {
        let measured = ["--package", "taskscope-bench", "--features"];
        clippy(&[&measured[..], &["peers,record,size", "--target", WASM, "--lib", "--examples"]].concat())?;
        clippy(&[&measured[..], &["trace", "--target", WASM, "--lib"]].concat())?;
        clippy(&[&measured[..], &["trace", "--lib", "--bins"]].concat())
    })
}

/// The files of the demos.
fn demos() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in fs::read_dir("crates/programs/src").context("cannot list crates/programs/src")? {
        let folder = folder?.path();
        if folder.is_dir() {
            files
                .extend(fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.iter().map(fs::DirEntry::path));
        }
    }
    files.sort();
    Ok(files)
}

/// Every test that runs natively; `cases` overrides how many random programs they run.
pub(crate) fn test(cases: Option<u32>) -> Result<Counts> {
    let cases = cases.map(|cases| ("TASKSCOPE_CASES", cases.to_string()));
    process::run_tests(
        process::cargo().args(["test", "--workspace", "--features", WITH_FEATURES]).envs(cases),
    )
}

/// Small faults in the code, and which of them no test sees. A package of its own: it needs syn, and nothing else here does.
pub(crate) fn mutants(options: &[OsString]) -> Result<()> {
    process::run(
        process::cargo().args(["run", "--quiet", "--package", "taskscope-mutants", "--"]).args(options),
    )
}

/// The documentation, which has to build without warnings.
pub(crate) fn document() -> Result<()> {
    ensure_wasm_target()?;
    let doc = |selection: &[&str]| {
        let mut command = process::cargo();
        command.args(["doc", "--no-deps"]).args(selection).env("RUSTDOCFLAGS", "--deny warnings");
        process::run(&mut command)
    };
    timed("Documentation of everything, natively", || doc(&["--workspace", "--features", WITH_FEATURES]))?;
    timed("Documentation of what the browser runs", || doc(&IN_BROWSER))
}

fn has_wasm_target() -> bool {
    // A missing target is not reported before a build fails, but its folder tells.
    process::answer(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

fn rustup(arguments: &[&str]) -> Result<()> {
    let by_hand = format!("rustup {}", arguments.join(" "));
    timed(&format!("Adding {} to the Rust toolchain", arguments.last().unwrap_or(&"parts")), || {
        process::run(Command::new("rustup").args(arguments)).with_context(|| {
            format!(
                "run `{by_hand}` by hand, or without rustup install the package of your system that has it"
            )
        })
    })
}
