//! What is found only where time passes by itself: long polls and missed frames, on the clock of a browser.

mod hosted;

use taskscope_format::{HostThread, TaskId, TurnCause, Way};
use taskscope_judge::{FindingKind, Findings};

use self::hosted::Hosted;

/// What is found of a kind in a run in a page: the tasks that it is about.
fn found(kind: FindingKind, tell: impl FnOnce(&mut Hosted)) -> Vec<Vec<TaskId>> {
    let mut hosted = Hosted::new(HostThread::Page, Way::Promise);
    tell(&mut hosted);
    let run = hosted.run(500_000);
    let findings = Findings::of(run.trace());
    findings
        .list()
        .iter()
        .filter(|finding| finding.kind == kind)
        .map(|finding| finding.tasks.clone())
        .collect()
}

const MAIN: TaskId = TaskId(1);

#[test]
fn a_long_poll_is_found_though_nothing_else_is_ready() {
    let poll =
        |micros| found(FindingKind::LongPoll, |run| _ = run.turn(TurnCause::Request, 2_000, 1, micros));
    assert_eq!(poll(60_000), [[MAIN]]);
    assert_eq!(poll(40_000), [[]; 0]);
}

#[test]
fn frames_that_are_missed_while_one_task_is_polled_are_its_fault() {
    let missed = |micros, missed| {
        found(FindingKind::MissedFrames, |run| {
            run.frame(1_000, 0).turn(TurnCause::Request, 2_000, 1, micros).frame(67_000, missed);
        })
    };
    assert_eq!(missed(62_000, 3), [[MAIN]]);
    assert_eq!(missed(62_000, 0), [[]; 0], "none was missed");
    assert_eq!(missed(10_000, 3), [[]; 0], "most of the time it was not polled");
}

#[test]
fn frames_that_are_missed_in_many_short_turns_are_the_fault_of_the_run() {
    let missed = |length: u64| {
        found(FindingKind::MissedFrames, |run| {
            run.frame(1_000, 0);
            for number in 0..8 {
                let task = 1 + u32::try_from(number % 2).expect("it is small");
                run.turn(TurnCause::Request, 2_000 + 8_000 * number, task, length);
            }
            run.frame(67_000, 3);
        })
    };
    assert_eq!(missed(7_000), [[]], "no task has half of the time");
    assert_eq!(missed(2_000), [[]; 0], "the executor did nothing for most of the time");
}
