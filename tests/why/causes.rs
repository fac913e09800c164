//! What led to a poll.

use std::time::Duration;

use expect_test::expect;
use taskscope_format::{Event, TaskId};
use taskscope_judge::cause_chain;
use taskscope_runtime::{sleep, spawn, yield_now};
use taskscope_tell::plain_text;
use taskscope_trace::{Step, Trace};

use super::programs::{demo, senseless::senseless, traced};

fn told(trace: &Trace, step: Step) -> String {
    cause_chain(trace, step, 16)
        .iter()
        .map(|cause| plain_text(&taskscope_tell::cause_sentence(trace, cause), trace) + "\n")
        .collect()
}

/// The step right after the start of a task's n-th poll.
fn poll(trace: &Trace, task: u32, number: usize) -> Step {
    let task = TaskId(task);
    let polls =
        trace.between(Step(0), trace.end()).filter(|&(_, event)| event == Event::PollStarted { task });
    polls.map(|(step, _)| step).nth(number).expect("it is polled so often")
}

#[test]
fn a_poll_has_a_wake_and_those_who_were_ahead() {
    let trace = demo("export-and-upload", "bad");
    expect![[r"
        upload was spawned by main at 0 ms and got the thread 100 ms after it was ready, after export.
        main was spawned from outside at 0 ms and ran at that moment.
    "]]
    .assert_eq(&told(&trace, poll(&trace, 3, 0)));
    expect![[r"
        main was woken by upload at 156 ms and ran at that moment.
        upload was woken by request 4 at 154 ms and ran at that moment.
    "]]
    .assert_eq(&told(&trace, poll(&trace, 1, 2)));
}

#[test]
fn a_task_that_yields_is_behind_those_it_let_go_first() {
    let trace = traced(async {
        let other = spawn("other", async { yield_now().await });
        yield_now().await;
        sleep(Duration::from_millis(1)).await;
        other.await.expect("it does not panic");
    });
    let second = poll(&trace, 1, 1);
    expect![[r"
        main woke itself at 0 ms and ran at that moment, after other.
        main was spawned from outside at 0 ms and ran at that moment.
    "]]
    .assert_eq(&told(&trace, second));
    let cause = &cause_chain(&trace, second, 1)[0];
    assert!(cause.woken < cause.ready, "it stands in the queue when its poll is over");
}

#[test]
fn every_step_of_a_poll_has_the_same_cause_and_between_polls_there_is_none() {
    for variant in ["bad", "fixed"] {
        let trace = demo("export-and-upload", variant);
        let mut inside: Option<Step> = None;
        for (step, event) in trace.between(Step(0), trace.end()) {
            if let Event::PollStarted { .. } = event {
                inside = Some(step);
            }
            let poll = cause_chain(&trace, step, 1).first().map(|cause| cause.poll);
            assert_eq!(poll, inside, "{variant}, {step:?}");
            if matches!(event, Event::PollEnded { .. } | Event::TaskDone { .. }) {
                inside = None;
            }
        }
    }
}

#[test]
fn senseless_events_have_causes_that_end() {
    let trace = senseless(362_436_069, 3_000);
    for step in 0..=trace.end().0 + 1 {
        let causes = cause_chain(&trace, Step(step), 8);
        assert!(causes.len() <= 8);
        assert!(causes.windows(2).all(|pair| pair[1].poll < pair[0].woken));
        assert!(causes.iter().all(|cause| cause.woken <= cause.ready && cause.ready <= cause.poll));
    }
}
