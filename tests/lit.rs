//! What is lit together: the cursor's step, or what the visitor points at; the callout, and what a stop of the tour points at.

use taskscope_format::{Event, ResourceId, TaskId};
use taskscope_gallery::Source;
use taskscope_scene::Stretch;
use taskscope_session::{Action, Aim, Lit, Session, Settings};
use taskscope_simulate::{Simulate as _, rules};
use taskscope_tell::plain_text;
use taskscope_trace::{SpanKind, Step};

/// A session whose run is recorded to its end, with the cursor at the start.
fn recorded(slug: &str, variant: &str) -> Session {
    let demo = taskscope_gallery::find(slug).expect("the demo is in the gallery");
    let variant = demo.variant(variant).expect("the demo has the variant");
    let settings = Settings { variant, ..Settings::of(demo) };
    let mut session = Session::new(settings);
    session.apply(Action::RunButton);
    run(&mut session);
    session.apply(Action::Seek(Step(0)));
    session
}

/// Sends the session what its worker would: the whole run of its settings.
fn run(session: &mut Session) {
    let settings = session.settings().expect("it shows a demo");
    let words = settings.variant.simulate_with(settings.knobs, rules(settings.scheduling())).words().to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
}

fn source(session: &Session) -> &'static Source {
    session.settings().expect("it shows a demo").demo.source
}

/// The line of the source that has a text in it.
fn line(session: &Session, text: &str) -> u32 {
    let found = source(session).lines().find(|line| line.text().contains(text));
    found.unwrap_or_else(|| panic!("no line has {text}")).number
}

/// The step right after the first event that is as wanted.
fn step(session: &Session, is_it: impl Fn(Event) -> bool) -> Step {
    let trace = session.run.trace();
    let found = trace.between(Step(0), trace.end()).find(|&(_, event)| is_it(event));
    found.expect("it happens").0
}

fn lit(session: &mut Session, aim: impl Into<Option<Aim>>) -> Lit {
    session.apply(Action::Aim(aim.into()));
    session.lit()
}

fn kind(session: &Session, stretch: Stretch) -> SpanKind {
    let lane = session.run.lanes().lane(stretch.task).expect("it has a lane");
    let track = match stretch.node {
        None => lane.track(),
        Some(node) => {
            let row = lane.rows().iter().find(|row| row.node_at(stretch.from) == Some(node));
            row.expect("it has a row").track()
        }
    };
    track.span_at(stretch.from).expect("it does something").kind
}

#[test]
fn at_the_cursor_span_line_and_task_are_those_of_the_event() {
    let mut session = recorded("futurelock", "bad");
    let backup = TaskId(2);
    let released = step(&session, |event| matches!(event, Event::Granted { .. }));
    session.apply(Action::Seek(released));
    let lit = session.lit();
    assert_eq!(lit.times, [[released, released]]);
    assert_eq!(lit.resource, Some(ResourceId(1)));
    assert_eq!(lit.lines, [line(&session, "has read")], "the last line that is known in its poll");
    assert_eq!(session.line_of_poll(), Some((line(&session, "has read"), backup)));
    let [unlocks, is_next] = *lit.stretches else { panic!("{:?}", lit.stretches) };
    assert_eq!((unlocks.task, unlocks.node, kind(&session, unlocks)), (backup, None, SpanKind::Running));
    assert_eq!(is_next.task, TaskId(1), "the lock is set aside for a future of main");
    let trace = session.run.trace();
    let lane = session.run.lanes().lane(TaskId(1)).expect("it has a lane");
    let row = lane.rows().iter().find(|row| row.node_at(released) == is_next.node).expect("it has a row");
    assert_eq!(trace.text(row.label), "first");
}

#[test]
fn a_sentence_lights_what_it_tells_of_wherever_the_cursor_is() {
    let mut session = recorded("futurelock", "bad");
    let prints = step(&session, |event| matches!(event, Event::Output { .. }));
    let at_start = session.lit();
    let pointed = lit(&mut session, Aim::Step(prints));
    assert_ne!(pointed, at_start);
    assert!(
        pointed.has_told(Step(prints.0 - 2), prints)
            && !pointed.has_told(Step(prints.0 + 1), Step(prints.0 + 4))
    );
    session.apply(Action::Seek(prints));
    assert_eq!(lit(&mut session, None), pointed, "the cursor lights the same there");
}

#[test]
fn a_task_lights_what_it_does_at_the_cursor_and_where() {
    let mut session = recorded("futurelock", "bad");
    let backup = TaskId(2);
    let set = step(&session, |event| matches!(event, Event::TimerSet { .. }));
    session.apply(Action::Seek(Step(set.0 + 12)));
    let lit = lit(&mut session, Aim::Task(backup));
    let [does] = *lit.stretches else { panic!("{:?}", lit.stretches) };
    assert_eq!((does.task, kind(&session, does)), (backup, SpanKind::Waiting));
    assert_eq!(lit.tasks, [backup]);
    assert_eq!(lit.times, [[does.from, does.from]], "others go on while it waits");
    assert_eq!(lit.lines.len(), 1, "it waits at one line");
}

#[test]
fn a_span_that_runs_lights_everything_that_it_does() {
    let mut session = recorded("futurelock", "bad");
    let lane = session.run.lanes().lane(TaskId(2)).expect("it has a lane");
    let polls: Vec<_> = lane.track().spans().filter(|span| span.kind == SpanKind::Running).collect();
    let poll = polls[1];
    let to = poll.to.expect("it is over");
    let stretch = Stretch { task: TaskId(2), node: None, from: poll.from, to };
    let lit = lit(&mut session, Aim::Stretch(stretch));
    assert_eq!(lit.times, [[poll.from, Step(to.0 - 1)]]);
    let lines = [line(&session, "has read"), line(&session, "is stored") - 1];
    assert_eq!(lit.lines, lines, "what it prints, and the await that it comes to");
}

#[test]
fn a_line_lights_every_poll_that_reached_it_and_the_tasks_that_wait_there() {
    let mut session = recorded("futurelock", "bad");
    session.apply(Action::Seek(session.run.trace().end()));
    let lock = line(&session, "let mut journal = journal.lock().await");
    let lit = lit(&mut session, Aim::Line(lock));
    assert_eq!(lit.lines, [lock]);
    assert!(lit.times.len() >= 2, "{:?}", lit.times);
    for &[at, _] in &lit.times {
        let place = session.run.trace().event_before(at).and_then(Event::place).expect("it has a place");
        assert_eq!(session.line_of(place), Some(lock));
    }
    assert!(lit.tasks.contains(&TaskId(1)), "main waits there for ever");
}

#[test]
fn a_resource_lights_who_holds_it_and_who_waits_for_it() {
    let mut session = recorded("locks-in-two-orders", "bad");
    session.apply(Action::Seek(session.run.trace().end()));
    let lit = lit(&mut session, Aim::Resource(ResourceId(1)));
    let state = session.state();
    let mutex = state.resource(ResourceId(1)).expect("it was made");
    let mut expected: Vec<_> = mutex.holding_tasks().flatten().collect();
    expected.extend(mutex.waiters().filter_map(|waiter| waiter.task));
    assert!(expected.len() == 2 && lit.tasks == expected, "{:?}", lit.tasks);
    assert_eq!(lit.stretches.len(), 2);
    assert_eq!(lit.resource, Some(ResourceId(1)));
}

#[test]
fn what_does_not_exist_lights_nothing() {
    let mut session = recorded("counting", "join");
    for aim in
        [Aim::Step(Step(99_999)), Aim::Task(TaskId(99)), Aim::Resource(ResourceId(99)), Aim::Line(99_999)]
    {
        let lit = lit(&mut session, aim);
        assert!(lit.stretches.is_empty(), "{aim:?}: {lit:?}");
    }
}

#[test]
fn the_callout_says_the_sentence_and_the_code_at_every_step() {
    let mut session = recorded("futurelock", "bad");
    assert_eq!(session.callout(), None, "nothing has happened");
    let released = step(&session, |event| matches!(event, Event::Granted { .. }));
    session.apply(Action::Seek(released));
    let callout = session.callout().expect("something has happened");
    let after = line(&session, "has read");
    assert_eq!((callout.line, callout.is_after), (Some(after), true), "nothing says where it was unlocked");
    assert_eq!(callout.code.as_deref(), Some("println!(\"backup has read {} entries\", entries.len())"));
    assert!(!callout.cause.is_empty(), "why backup runs is not in the sentence");
    for at in 1..=session.run.trace().end().0 {
        session.apply(Action::Seek(Step(at)));
        let Some(callout) = session.callout() else {
            assert!(at < 4, "the run has started");
            continue;
        };
        assert!(!plain_text(&callout.sentence, session.run.trace()).is_empty());
        assert_eq!(callout.code.is_some(), callout.line.is_some(), "no line of this program is blank");
        if let Some(Event::PollStarted { .. }) = session.run.trace().event_before(Step(at)) {
            assert_eq!(callout.cause, [], "the sentence says it");
        }
    }
}

#[test]
fn the_callout_of_a_future_has_its_own_line_and_no_cause_of_another() {
    let mut session = recorded("counting", "join");
    let (says, sleeps, mut seen) = (line(&session, "println!"), line(&session, "sleep("), 0);
    for at in 1..=session.run.trace().end().0 {
        session.apply(Action::Seek(Step(at)));
        let Some(callout) = session.callout() else { continue };
        let sentence = plain_text(&callout.sentence, session.run.trace());
        if sentence.starts_with("main › ") || sentence.contains(" fires and wakes ") {
            assert_eq!(callout.cause, [], "{sentence}");
        }
        if sentence.contains(" waits for timer ") {
            assert_eq!((callout.line, callout.is_after), (Some(sleeps), false), "{sentence}");
        }
        if sentence.contains(" prints ") {
            assert_eq!((callout.line, callout.is_after), (Some(says), false), "{sentence}");
            seen += 1;
        }
    }
    assert!(seen > 2, "{seen}");
}

#[test]
fn a_stop_of_the_tour_points_at_something_in_every_demo() {
    for demo in taskscope_gallery::DEMOS {
        let mut session = Session::new(Settings::of(demo));
        session.apply(Action::RunButton);
        run(&mut session);
        for (index, stop) in demo.tour.iter().enumerate() {
            session.apply(Action::Visit(index));
            if session.run.trace().run_end().is_none() {
                run(&mut session);
            }
            assert_eq!(session.stop_here(), Some((index, stop)), "{} {index}", demo.slug);
            let spot = session.spot();
            assert!(spot.is_some() || session.cursor() == session.run.trace().end(), "{} {index}", demo.slug);
            if let Some(spot) = spot {
                // What is new does something from the next event on.
                assert!(spot.from.0 <= session.cursor().0 + 1, "{} {index}", demo.slug);
            }
        }
        session.apply(Action::StepBack);
        assert_eq!((session.stop_here(), session.spot()), (None, None), "the visitor has stepped away");
    }
}

#[test]
fn keys_go_from_mark_to_mark() {
    let mut session = recorded("futurelock", "bad");
    let mut visited = Vec::new();
    while let Some(before) = Some(session.cursor()) {
        session.apply(Action::NextMark);
        if session.cursor() == before {
            break;
        }
        visited.push(session.cursor());
    }
    let finding = session.run.findings().list()[0].step;
    assert!(visited.len() >= 2 && visited.contains(&finding) && visited.is_sorted(), "{visited:?}");
    for step in visited.iter().rev().skip(1) {
        session.apply(Action::PreviousMark);
        assert_eq!(session.cursor(), *step);
    }
}

#[test]
fn what_was_pointed_at_goes_with_its_run() {
    let mut session = recorded("futurelock", "bad");
    session.apply(Action::Aim(Some(Aim::Task(TaskId(2)))));
    session.apply(Action::Restart);
    assert_eq!(session.aim, None);
}
