//! What a listing prints to standard output, which a test sees only from outside: it starts its own program again, as a
//! child that runs nothing but the listing.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use expect_test::Expect;

/// Tells the child that it is one.
const CHILD: &str = "TASKSCOPE_LISTING";
const START: &str = "-- the listing starts --";
const END: &str = "-- the listing ends --";

/// Runs `main` in a child, as the test called `test` there, and compares what it prints.
pub(crate) fn check(test: &str, main: fn(), expected: &Expect) {
    if is_child() {
        return print(main);
    }
    let mut child = start(test);
    // To the end of everything: a pipe closed early would fail the child's harness.
    let printed: Vec<String> = lines(&mut child).collect();
    let lines: Vec<String> = printed.into_iter().take_while(|line| line != END).collect();
    expected.assert_eq(&(lines.join("\n") + "\n"));
    assert!(child.0.wait().unwrap().success(), "the listing panicked");
}

/// Like [`check`], for a listing that goes on waiting after it has printed so many lines.
pub(crate) fn check_endless(test: &str, main: fn(), count: usize, expected: &Expect) {
    if is_child() {
        return print(main);
    }
    let mut child = start(test);
    let lines: Vec<String> = lines(&mut child).take(count).collect();
    expected.assert_eq(&(lines.join("\n") + "\n"));
    assert_eq!(child.0.try_wait().unwrap(), None, "the listing ended");
}

fn is_child() -> bool {
    env::var_os(CHILD).is_some()
}

// Standard output is what is tested.
#[allow(clippy::print_stdout)]
fn print(main: fn()) {
    println!("{START}");
    main();
    println!("{END}");
}

/// A child that does not outlive its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Fails if the child has ended, which is as well.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn start(test: &str) -> Running {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]).env(CHILD, "yes");
    Running(command.stdout(Stdio::piped()).spawn().unwrap())
}

/// What the child prints after the start of the listing.
fn lines(child: &mut Running) -> impl Iterator<Item = String> {
    let output = BufReader::new(child.0.stdout.take().unwrap());
    // The test harness prints the name of the test in front of the first line.
    output.lines().map(Result::unwrap).skip_while(|line| !line.ends_with(START)).skip(1)
}
