//! The one way in which behaviour is tested: run a program on the virtual clock and compare its whole trace.

use std::future::Future;

use expect_test::Expect;
use taskscope_format::transcript;
use taskscope_runtime::simulate;

/// Runs `program` as the main task and compares the transcript of its trace.
#[track_caller]
pub(crate) fn check(program: impl Future<Output = ()> + 'static, expected: &Expect) {
    let run = simulate("main", program);
    let text = transcript(run.words()).expect("a recorder writes what its decoder reads");
    // Places are file:line of the test, which would change with every edit above it.
    let text: Vec<String> = text.lines().map(without_places).collect();
    expected.assert_eq(&(text.join("\n") + "\n"));
}

fn without_places(line: &str) -> String {
    let at = line.rfind(" at ").filter(|at| line.get(*at..).is_some_and(|end| end.contains(".rs:")));
    at.and_then(|at| line.get(..at)).unwrap_or(line).trim_end_matches(',').to_owned()
}
