//! Memory checkers over the tests of the runtime, the one package with unsafe code: valgrind, `AddressSanitizer`
//! and Miri.
//!
//! Under the first two every task cell gets memory of its own (`--cfg taskscope_plain_cells`): in the pool they would not
//! see what is used after it was given back.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::{apt, process, rust, timing::timed};

/// Cases of the random tests: a checker makes each some fifty times slower.
const CASES: &str = "200";

/// The tests that run programs on the executor. The others do no more with memory than these: `peer` compares with Tokio,
/// `book` and `fetch` are programs like any other.
const TESTS: [&str; 14] = [
    "behaviour",
    "callbacks",
    "channels",
    "combine",
    "hosts",
    "misuse",
    "model",
    "policies",
    "recording",
    "streams",
    "sync",
    "tasks",
    "thread",
    "time",
];

/// What takes a checker minutes and shows it nothing: traces of plain data, cut at every event by safe code.
const SKIPPED: [&str; 3] = [
    "latest::random_traces_say_the_same",
    "latest::long_random_traces_say_the_same",
    "latest::a_program_is_pictured_the_same",
];

const PLAIN_CELLS: &str = "--cfg taskscope_plain_cells";

/// Errors and leaks end a test with a failure. Memory that "possibly" leaks is left out: the test harness keeps some.
const VALGRIND: &str = "valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite,indirect \
     --errors-for-leak-kinds=definite,indirect";

/// Runs every checker that this machine can run, and says in words which did and which could not.
pub(crate) fn check() -> Result<String> {
    Ok(format!("{}; {}", valgrind()?, sanitizer()?))
}

fn valgrind() -> Result<String> {
    if !cfg!(target_os = "linux") {
        return Ok("valgrind runs on Linux only".to_owned());
    }
    ensure_valgrind()?;
    let host = host()?;
    let runner = format!("CARGO_TARGET_{}_RUNNER", host.to_uppercase().replace('-', "_"));
    let mut tests = tests(process::cargo(), "memcheck", &host);
    tests.env(runner, VALGRIND).env("RUSTFLAGS", PLAIN_CELLS);
    let counts = timed("Tests of the runtime under valgrind", || process::run_tests(&mut tests))?;
    Ok(format!("valgrind: {counts}"))
}

fn sanitizer() -> Result<String> {
    let mut nightly = cargo_of("+nightly");
    if !cfg!(target_os = "linux") || process::answer(nightly.arg("--version")).is_none() {
        return Ok("AddressSanitizer did not run: it needs Linux and a nightly toolchain".to_owned());
    }
    let mut tests = tests(cargo_of("+nightly"), "asan", &host()?);
    tests.env("RUSTFLAGS", format!("-Zsanitizer=address {PLAIN_CELLS}"));
    let counts = timed("Tests of the runtime under AddressSanitizer", || process::run_tests(&mut tests))?;
    Ok(format!("AddressSanitizer: {counts}"))
}

/// Runs Miri over the tests of the runtime that need no files and no clock.
pub(crate) fn miri() -> Result<()> {
    let cargo = ["+nightly", ""]
        .into_iter()
        .find(|toolchain| process::answer(cargo_of(toolchain).args(["miri", "--version"])).is_some());
    let by_hand = "no toolchain with Miri is installed, so nothing was checked; `rustup toolchain install nightly \
                   --component miri` would install one";
    let mut miri = cargo_of(cargo.context(by_hand)?);
    miri.args(["miri", "test", "--package", rust::RUNTIME, "--lib", "--test", "tasks", "--test", "misuse"]);
    miri.env("TASKSCOPE_CASES", "20");
    process::run_tests(&mut miri).map(drop)
}

/// Installs valgrind, if it is missing and can be installed.
pub(crate) fn ensure_valgrind() -> Result<()> {
    if which::which("valgrind").is_err() && apt::is_usable() {
        timed("Installing valgrind with apt-get", || apt::install(&["valgrind"]))?;
    }
    ensure!(
        which::which("valgrind").is_ok(),
        "the memory check needs valgrind; install it, for example with `sudo apt-get install valgrind`"
    );
    Ok(())
}

fn tests(mut cargo: Command, folder: &str, host: &str) -> Command {
    cargo.args(["test", "--package", rust::RUNTIME, "--lib", "--target", host]);
    cargo.args(TESTS.iter().flat_map(|test| ["--test", test]));
    // Apart from the other builds: other flags would build everything anew each time.
    cargo.args(["--target-dir", &format!("target/{folder}")]).env("TASKSCOPE_CASES", CASES);
    cargo.arg("--").args(SKIPPED.iter().flat_map(|name| ["--skip", name]));
    cargo
}

fn cargo_of(toolchain: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(Some(toolchain).filter(|toolchain| !toolchain.is_empty()));
    cargo
}

/// The target that rustc builds for by itself.
fn host() -> Result<String> {
    let version = process::answer(Command::new("rustc").arg("-vV")).context("`rustc -vV` gave no answer")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}
