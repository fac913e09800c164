//! Time that several polls took together, on the browser's clock: it is drawn, told and counted as shared, and given to
//! none of them.

mod hosted;

use taskscope_format::Place;
use taskscope_format::{
    Clock, Entry, Event, HostThread, Micros, Order, PlaceId, TaskId, TextId, TurnCause, WakeSource, Way,
};
use taskscope_judge::{FindingKind, Findings};
use taskscope_tell::{Around, plain_text};
use taskscope_trace::{Run, Shared, SharedTime, Span, SpanKind, Step, Trace};

use self::hosted::Hosted;

/// A run with one turn in which two tasks alternate, `polls` polls each; after that 20 ms have passed.
fn sampled(polls: u32) -> Hosted {
    let mut run = Hosted::new(HostThread::Worker, Way::Promise);
    run.at(1_000).say(Event::TurnStarted { cause: TurnCause::Request });
    for task in [1, 2].map(TaskId) {
        run.say(Event::TaskReady { task, by: WakeSource::Outside });
    }
    for _ in 0..polls {
        for task in [1, 2].map(TaskId) {
            poll(&mut run, task);
        }
    }
    run.at(21_000);
    run
}

/// A poll in which a task only wakes itself.
fn poll(run: &mut Hosted, task: TaskId) {
    run.say(Event::PollStarted { task });
    run.say(Event::TaskReady { task, by: WakeSource::Task(task) });
    run.say(Event::PollEnded { task });
}

fn end(run: &mut Hosted) -> Run {
    run.say(Event::TurnEnded { budget_spent: false });
    run.run(30_000)
}

fn spans(run: &Run, task: u32, kind: SpanKind) -> Vec<Span> {
    let lane = run.lanes().lane(TaskId(task)).expect("it was spawned");
    lane.track().spans().filter(|span| span.kind == kind).collect()
}

fn times(run: &Run, span: &Span) -> [u64; 2] {
    [span.from, span.to.expect("it is over")].map(|step| run.trace().time(step).0)
}

#[test]
fn every_lane_that_was_polled_shares_the_time() {
    let mut hosted = sampled(20);
    poll(&mut hosted, TaskId(1));
    let run = end(&mut hosted);
    for task in [1, 2] {
        let shared = spans(&run, task, SpanKind::Shared);
        assert_eq!(shared.iter().map(|span| times(&run, span)).collect::<Vec<_>>(), [[1_000, 21_000]]);
        for poll in spans(&run, task, SpanKind::Running) {
            let [from, to] = times(&run, &poll);
            assert_eq!(from, to, "no poll has a length of its own");
        }
    }
}

#[test]
fn it_is_told_of_all_its_polls_at_once() {
    let run = end(&mut sampled(20));
    let text: Vec<_> = taskscope_tell::lines(&run).iter().map(|line| line.text(run.trace())).collect();
    let told: Vec<_> = text.iter().filter(|line| line.contains("20 ms")).collect();
    assert!(told.len() == 1 && told[0].ends_with(" (20 ms in these 40 polls)"), "{text:#?}");
    let around = Around { step: run.trace().end(), before: 3, after: 0 };
    let (lines, _) = taskscope_tell::lines_around(&run, around);
    assert!(lines.iter().any(|line| plain_text(&line.pieces, run.trace()).contains("these 40 polls")));
}

#[test]
fn equal_rounds_are_told_what_they_took_together() {
    let mut hosted = sampled(20);
    for _ in 0..20 {
        for task in [TaskId(1), TaskId(2)] {
            poll(&mut hosted, task);
        }
    }
    hosted.at(22_500);
    for _ in 0..20 {
        for task in [TaskId(1), TaskId(2)] {
            poll(&mut hosted, task);
        }
    }
    let run = end(&mut hosted);
    let lines = taskscope_tell::lines(&run);
    let text: Vec<_> = lines.iter().map(|line| line.text(run.trace())).collect();
    let told: Vec<_> = text.iter().filter(|line| line.contains(" ms in these")).collect();
    assert!(told.len() == 1 && told[0].contains(" take turns (21.5 ms in these 80 polls) · "), "{text:#?}");
    assert!(lines.windows(2).all(|pair| pair[0].step < pair[1].step), "one line a step");
}

#[test]
fn few_polls_are_told_with_the_last_of_them() {
    let run = end(&mut sampled(1));
    let text: Vec<_> = taskscope_tell::lines(&run).iter().map(|line| line.text(run.trace())).collect();
    let told: Vec<_> = text.iter().filter(|line| line.ends_with(" (20 ms in these 2 polls)")).collect();
    assert!(told.len() == 1 && told[0].starts_with("other "), "{text:#?}");
}

#[test]
fn it_is_found_at_its_polls_and_at_its_time() {
    let mut hosted = sampled(20);
    poll(&mut hosted, TaskId(2));
    let run = end(&mut hosted);
    let shared = spans(&run, 1, SpanKind::Shared)[0];
    let found = run.shared_time_at(shared.from);
    let first = spans(&run, 1, SpanKind::Running)[0].from;
    let expected = SharedTime { first, from: shared.from, polls: 40, length: Micros(20_000) };
    assert_eq!(found, Some(expected));
    assert_eq!(run.shared_time_at(first), Some(expected));
    assert_eq!(run.shared_time_at(Step(first.0 - 1)), None);
    assert_eq!(run.shared_time_at(run.trace().end()), None);
}

#[test]
fn it_is_counted_apart_from_what_tasks_were_busy_for() {
    let run = end(&mut sampled(20));
    let total = run.statistics().run();
    assert_eq!(total.shared, Shared { time: Micros(20_000), polls: 40 });
    assert_eq!(total.busy.time, Micros(0));
    assert_eq!(total.longest_poll.map(|(_, longest)| longest.spent.time), Some(Micros(0)));
    for task in run.statistics().tasks() {
        let sum = task.busy.time.0 + task.ready.time.0 + task.waiting.time.0;
        assert_eq!(sum, task.lifetime.time.0, "what is shared is missing nowhere");
    }
    assert!(Findings::of(run.trace()).list().iter().all(|finding| finding.kind != FindingKind::LongPoll));
}

#[test]
fn time_between_turns_and_in_polls_is_shared_by_none() {
    let run = hosted::visit().run(120_000);
    assert_eq!(run.statistics().run().shared, Shared::default());
    for task in [1, 2] {
        assert_eq!(spans(&run, task, SpanKind::Shared), []);
    }
}

#[test]
fn on_the_virtual_clock_nothing_is_shared() {
    let mut words = Vec::new();
    let mut say = |entry: Entry| entry.write(&mut words);
    for text in ["main", "src/lib.rs"] {
        say(Entry::Text(text.to_owned()));
    }
    say(Entry::Place(Place { file: TextId(1), line: 1, column: 1 }));
    let task = TaskId(1);
    let (name, place) = (TextId(0), PlaceId(0));
    for event in [
        Event::RunStarted { clock: Clock::Virtual, order: Order::Fifo, seed: 0 },
        Event::TaskSpawned { task, parent: None, name, place },
        Event::TaskReady { task, by: WakeSource::Spawn },
        Event::TurnStarted { cause: TurnCause::Request },
        Event::PollStarted { task },
        Event::PollEnded { task },
    ] {
        say(Entry::Event(event));
    }
    say(Entry::Time(Micros(5_000)));
    say(Entry::Event(Event::TurnEnded { budget_spent: false }));
    let mut trace = Trace::default();
    trace.append(&words).expect("it is a trace");
    let run = Run::from(trace);
    assert_eq!(run.statistics().run().shared, Shared::default());
    assert_eq!(spans(&run, 1, SpanKind::Shared), []);
}
