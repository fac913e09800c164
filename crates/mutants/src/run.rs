//! Runs a test program until it ends, fails or takes too long.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use crate::compile::Program;

/// What a program may allocate, in KiB: a mutant that allocates without end must not take the machine along.
const MOST_MEMORY: u32 = 6 << 20;

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Passed,
    /// A test failed, or the whole program did.
    Failed(String),
    /// It was still running when its time was over, in this test.
    TimedOut(String),
}

/// How a program is to run.
pub(crate) struct Run<'a> {
    /// A variable of its environment, and the value.
    pub(crate) variable: (&'a str, &'a str),
    /// Cases of the random tests.
    pub(crate) cases: u32,
    /// When it is ended.
    pub(crate) limit: Duration,
    /// How many tests run at a time.
    pub(crate) threads: usize,
    /// The tests that run; all if there are none.
    pub(crate) tests: &'a [&'a str],
    /// The tests that do not run.
    pub(crate) skipped: &'a [String],
}

impl Run<'_> {
    /// Runs the program up to its first failing test, and says how long it took.
    ///
    /// # Errors
    ///
    /// If it cannot be started.
    pub(crate) fn start(&self, program: &Program) -> Result<(End, Duration)> {
        let (variable, value) = self.variable;
        let mut command = command(program, self.limit);
        command.arg(format!("--test-threads={}", self.threads));
        command.arg("--exact").args(self.tests);
        command.args(self.skipped.iter().flat_map(|test| ["--skip", test]));
        let mut child = command
            .env(variable, value)
            .env("TASKSCOPE_CASES", self.cases.to_string())
            // The same random programs each time, so that a score can be repeated.
            .env("PROPTEST_RNG_SEED", "1")
            .env("CARGO_MANIFEST_DIR", &program.folder)
            // Golden files are looked for in the outermost workspace, if nothing says otherwise; the copy is inside another.
            .env("CARGO_WORKSPACE_DIR", &program.workspace)
            .env_remove("UPDATE_EXPECT")
            .current_dir(&program.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {}", program.path.display()))?;
        let output = child.stdout.take().context("the output is piped")?;
        let start = now();
        let end = wait(output, start + self.limit);
        if end != Some(End::Passed) {
            kill(&mut child);
        }
        let status = child.wait()?;
        let end = match end {
            Some(End::Passed) if !status.success() => End::Failed(format!("({status})")),
            Some(end) => end,
            None => End::Failed("(it ended within a test)".to_owned()),
        };
        Ok((end, start.elapsed()))
    }
}

/// The names of a program's tests.
///
/// # Errors
///
/// If it cannot be started.
pub(crate) fn tests_of(program: &Program) -> Result<BTreeSet<String>> {
    let output = Command::new(&program.path).args(["--list", "--format", "terse"]).output();
    let output = output.with_context(|| format!("cannot run {}", program.path.display()))?;
    let lines = String::from_utf8_lossy(&output.stdout);
    Ok(lines.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
}

/// Reads what the harness prints; `None` if the program died within a test.
fn wait(output: ChildStdout, deadline: Instant) -> Option<End> {
    let (sender, lines) = mpsc::channel();
    // It ends when the program does, which is killed if need be.
    thread::spawn(move || {
        let lines = BufReader::new(output).split(b'\n').map_while(Result::ok);
        lines.map_while(|line| sender.send(String::from_utf8_lossy(&line).into_owned()).ok()).for_each(drop);
    });
    let (mut last, mut is_over) = (String::new(), false);
    loop {
        match lines.recv_timeout(deadline.saturating_duration_since(now())) {
            Ok(line) => {
                if let Some(test) = line.strip_prefix("test ") {
                    let (name, result) = test.split_once(" ... ").unwrap_or((test, ""));
                    name.clone_into(&mut last);
                    if result == "FAILED" {
                        return Some(End::Failed(last));
                    }
                }
                is_over |= line.starts_with("test result: ");
            }
            Err(RecvTimeoutError::Timeout) => return Some(End::TimedOut(format!("(after {last})"))),
            Err(RecvTimeoutError::Disconnected) => return is_over.then_some(End::Passed),
        }
    }
}

#[cfg(unix)]
fn command(program: &Program, limit: Duration) -> Command {
    use std::os::unix::process::CommandExt as _;

    let mut command = Command::new("sh");
    // What runs on when this command is ended from outside has an end of its own.
    let seconds = limit.as_secs() * 4;
    let script = format!("ulimit -v {MOST_MEMORY}; ulimit -t {seconds}; exec nice -n 5 \"$0\" \"$@\"");
    // A group of its own, so that what a test starts can be ended with it.
    command.args(["-c", &script]).arg(&program.path).process_group(0);
    command
}

#[cfg(not(unix))]
fn command(program: &Program, _limit: Duration) -> Command {
    Command::new(&program.path)
}

/// Ends the program and, where there are groups of processes, what it started.
fn kill(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("kill -KILL -{}", child.id());
        let killed = Command::new("sh").args(["-c", &group]).stderr(Stdio::null()).status();
        if killed.is_ok_and(|status| status.success()) {
            return;
        }
    }
    // It may have ended by itself meanwhile.
    drop(child.kill());
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is a tool: its times are limits for programs and reach no trace"
)]
fn now() -> Instant {
    Instant::now()
}
