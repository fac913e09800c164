//! What is found in runs: every kind in a program that has it, and nothing in its repaired twin.

#[path = "findings/borrows.rs"]
mod borrows;
#[path = "findings/demos.rs"]
mod demos;
#[path = "findings/ends.rs"]
mod ends;
#[path = "findings/honest.rs"]
mod honest;
#[path = "findings/inside.rs"]
mod inside;
#[path = "findings/load.rs"]
mod load;
#[path = "findings/messages.rs"]
mod messages;
#[path = "findings/page.rs"]
mod page;
mod programs;
#[path = "findings/promises.rs"]
mod promises;
#[path = "findings/stuck.rs"]
mod stuck;
#[path = "findings/tasks.rs"]
mod tasks;

use expect_test::Expect;
use taskscope_judge::Findings;
use taskscope_tell::plain_text;
use taskscope_trace::{Trace, follow};

/// What is found in a trace.
fn found(trace: &Trace) -> Findings {
    let mut findings = Findings::default();
    follow(trace, |moment| findings.take(moment));
    findings
}

/// The findings in words: kind, sentence, and how often.
fn told(trace: &Trace) -> String {
    let findings = found(trace);
    let one = |finding: &taskscope_judge::Finding| {
        let text: String =
            taskscope_tell::finding_sentence(trace, finding).iter().map(|piece| said(trace, piece)).collect();
        format!("{:?} x{}: {text}\n", finding.kind, finding.count)
    };
    findings.list().iter().map(one).collect()
}

/// A piece without the number of its line, which changes with every edit of a test.
fn said(trace: &Trace, piece: &taskscope_tell::Piece) -> String {
    match piece {
        taskscope_tell::Piece::Line(_) => "here".to_owned(),
        taskscope_tell::Piece::Text(_)
        | taskscope_tell::Piece::Task(_)
        | taskscope_tell::Piece::Future { .. }
        | taskscope_tell::Piece::Said(_) => plain_text(std::slice::from_ref(piece), trace),
    }
}

/// Checks what is found in a program, and that nothing is found in its repaired twin.
fn check(bad: &Trace, fixed: &Trace, expected: &Expect) {
    expected.assert_eq(&told(bad));
    assert_eq!(told(fixed), "", "the repaired twin");
}
