//! Walks through a run: from poll to poll, along wakes, over spans and lanes.

use taskscope_format::TaskId;
use taskscope_session::{Action, Effect, Look, Session, Settings, Walk};
use taskscope_simulate::Simulate as _;
use taskscope_trace::{SpanKind, Step};

/// A session whose run is recorded to its end, with the cursor at the start.
fn recorded(slug: &str, variant: &str) -> Session {
    let demo = taskscope_gallery::find(slug).expect("the demo is in the gallery");
    let variant = demo.variant(variant).expect("the demo has the variant");
    let settings = Settings { variant, ..Settings::of(demo) };
    let mut session = Session::new(settings);
    assert_eq!(session.apply(Action::RunButton), Some(Effect::Start));
    let words = settings.variant.simulate(settings.knobs).words().to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
    session
}

/// Where the polls of a task begin.
fn polls_of(session: &Session, task: TaskId) -> Vec<Step> {
    let lane = session.run.lanes().lane(task).expect("it has a lane");
    lane.track().spans().filter(|span| span.kind == SpanKind::Running).map(|span| span.from).collect()
}

#[test]
fn a_walk_leads_from_poll_to_poll_of_the_selected_task() {
    let mut session = recorded("export-and-upload", "fixed");
    let upload = TaskId(3);
    let expected = polls_of(&session, upload);
    assert!(expected.len() > 3);
    session.apply(Action::Seek(Step(0)));
    session.apply(Action::Look(Look::Select(Some(upload))));
    let mut walked = Vec::new();
    for _ in &expected {
        session.apply(Action::Walk(Walk::NextPoll));
        walked.push(session.cursor());
    }
    assert_eq!(walked, expected);
    session.apply(Action::Walk(Walk::NextPoll));
    assert_eq!(Some(&session.cursor()), expected.last(), "there is no other");
    for step in expected.iter().rev().skip(1) {
        session.apply(Action::Walk(Walk::PreviousPoll));
        assert_eq!(session.cursor(), *step);
    }
    session.apply(Action::Look(Look::Select(None)));
    session.apply(Action::Walk(Walk::PreviousPoll));
    assert!(session.cursor() < expected[0], "a poll of any task");
}

#[test]
fn a_walk_follows_wakes_back_and_forth() {
    let mut session = recorded("export-and-upload", "fixed");
    let (export, progress) = (TaskId(2), TaskId(4));
    let poll = polls_of(&session, progress)[1];
    session.apply(Action::Look(Look::Select(Some(progress))));
    session.apply(Action::Seek(poll));
    session.apply(Action::Walk(Walk::BackToCause));
    assert_eq!(session.view.selected, Some(export), "a message woke it");
    assert!(session.cursor() < poll);
    session.apply(Action::Walk(Walk::OnToEffect));
    assert_eq!((session.view.selected, session.cursor()), (Some(progress), poll));
}

#[test]
fn arrows_walk_over_spans_and_lanes() {
    let mut session = recorded("export-and-upload", "fixed");
    session.apply(Action::Seek(Step(0)));
    session.apply(Action::Look(Look::Select(None)));
    session.apply(Action::Walk(Walk::LaneBelow));
    assert_eq!(session.view.selected, Some(TaskId(1)), "a walk begins at the first lane");
    let mut walked = Vec::new();
    for _ in 0..4 {
        session.apply(Action::Walk(Walk::NextSpan));
        walked.extend(session.shown().selected_span());
    }
    let lane = session.run.lanes().lane(TaskId(1)).expect("it has a lane");
    let expected: Vec<_> = lane.track().spans().take(4).collect();
    assert_eq!(walked, expected);
    session.apply(Action::Walk(Walk::PreviousSpan));
    assert_eq!(session.shown().selected_span(), Some(expected[2]));
    let cursor = session.cursor();
    session.apply(Action::Walk(Walk::LaneBelow));
    assert_eq!((session.view.selected, session.cursor()), (Some(TaskId(2)), cursor), "at the same time");
    session.apply(Action::Walk(Walk::LaneAbove));
    session.apply(Action::Walk(Walk::LaneAbove));
    assert_eq!(session.view.selected, Some(TaskId(1)), "there is none above");
}

#[test]
fn a_wake_by_a_timer_leads_on_to_the_poll_that_it_caused() {
    let mut session = recorded("export-and-upload", "fixed");
    let upload = TaskId(3);
    let poll = polls_of(&session, upload).last().copied().expect("it is polled");
    session.apply(Action::Look(Look::Select(Some(upload))));
    session.apply(Action::Seek(poll));
    session.apply(Action::Walk(Walk::BackToCause));
    assert!(session.cursor() < poll);
    session.apply(Action::Walk(Walk::OnToEffect));
    assert_eq!((session.view.selected, session.cursor()), (Some(upload), poll));
}
