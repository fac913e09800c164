//! When the browser's clock is read, on a clock that the test moves and that goes in steps, as those of browsers do: every
//! poll has its own length until 64 of them fit into one step; then time belongs to several.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use taskscope_format::{Clock, Micros, RunEnd, TurnCause};
use taskscope_format::{Event, TaskId};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{sleep, Budget, Executor, Instant, Options};

use crate::reading::{read, Told};

/// A host whose clock is moved by hand, and that counts how often it is read.
#[derive(Clone)]
struct Stepping(Rc<Inner>);

struct Inner {
    /// Microseconds that have really passed.
    passed: Cell<u64>,
    step: u64,
    reads: Cell<u32>,
    is_asked: Cell<bool>,
    alarm: Cell<Option<Micros>>,
    turns: RefCell<Option<Turns>>,
}

impl Stepping {
    fn by(step: u64) -> Self {
        Self(Rc::new(Inner {
            passed: Cell::new(0),
            step,
            reads: Cell::new(0),
            is_asked: Cell::new(false),
            alarm: Cell::new(None),
            turns: RefCell::default(),
        }))
    }

    fn pass(&self, micros: u64) {
        self.0.passed.set(self.0.passed.get() + micros);
    }

    /// Gives the turns that are asked for.
    fn drain(&self) {
        let turns = self.0.turns.borrow().clone().expect("an executor starts its host");
        while self.0.is_asked.take() {
            turns.take(TurnCause::Request);
        }
    }
}

impl Host for Stepping {
    fn start(&self, turns: Turns) {
        *self.0.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Browser
    }

    fn now(&self) -> Micros {
        self.0.reads.set(self.0.reads.get() + 1);
        Micros(self.0.passed.get() / self.0.step * self.0.step)
    }

    fn request_turn(&self, _: When) {
        self.0.is_asked.set(true);
    }

    fn set_alarm(&self, at: Option<Micros>) {
        self.0.alarm.set(at);
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.passed.set(self.0.passed.get().max(at.0));
    }
}

/// A run on such a clock.
struct Run {
    host: Stepping,
    executor: Executor,
    recorder: Recorder,
    words: Rc<RefCell<Vec<u32>>>,
}

impl Run {
    fn by(step: u64) -> Self {
        Self::with(step, Budget::default())
    }

    fn with(step: u64, budget: Budget) -> Self {
        let host = Stepping::by(step);
        let words = Rc::new(RefCell::new(Vec::new()));
        let sink = Rc::clone(&words);
        let recorder = Recorder::new(1_000_000, move |batch| sink.borrow_mut().extend_from_slice(batch));
        let recorder_too = Some(recorder.clone());
        let options = Options::default().with_rules(budget).with_recorder(recorder_too);
        let executor = Executor::new(host.clone(), options);
        Self { host, executor, recorder, words }
    }

    /// Polls a task that spends what is named, a poll each, and yields in between.
    fn spend(&self, name: &'static str, polls: impl IntoIterator<Item = u64> + 'static) {
        let host = self.host.clone();
        let mut polls = polls.into_iter().peekable();
        drop(self.executor.spawn(
            name,
            poll_fn(move |cx| {
                polls.next().into_iter().for_each(|micros| host.pass(micros));
                if polls.peek().is_none() {
                    return Poll::Ready(());
                }
                cx.waker().wake_by_ref();
                Poll::Pending
            }),
        ));
    }

    fn told(&self) -> Vec<Told> {
        self.recorder.flush();
        read(&self.words.borrow())
    }

    /// The length of every poll, in order.
    fn lengths(&self) -> Vec<u64> {
        let mut begun = Micros(0);
        let mut lengths = Vec::new();
        for Told { time, event, .. } in self.told() {
            match event {
                Event::PollStarted { .. } => begun = time,
                Event::PollEnded { .. } | Event::TaskDone { .. } => lengths.push(time.0 - begun.0),
                _ => {}
            }
        }
        lengths
    }

    /// The times that passed within turns while nothing was polled, and how many polls had begun by then.
    fn shared(&self) -> Vec<(u64, usize)> {
        let (mut before, mut polls) = (Micros(0), 0);
        let (mut is_turn, mut is_poll) = (false, false);
        let mut shared = Vec::new();
        for Told { time, event, .. } in self.told() {
            if time > before && is_turn && !is_poll {
                shared.push((time.0 - before.0, polls));
            }
            before = time;
            match event {
                Event::TurnStarted { .. } => is_turn = true,
                Event::TurnEnded { .. } => is_turn = false,
                Event::PollStarted { .. } => (polls, is_poll) = (polls + 1, true),
                Event::PollEnded { .. } | Event::TaskDone { .. } => is_poll = false,
                _ => {}
            }
        }
        shared
    }

    fn time_of(&self, is_it: impl Fn(&Event) -> bool) -> u64 {
        let told = self.told().into_iter().find(|told| is_it(&told.event));
        told.expect("it has happened").time.0
    }
}

#[test]
fn every_poll_has_its_own_length_to_the_step() {
    let spent = [0, 5, 250, 30, 20_000, 1_000, 99, 101, 3, 400];
    let run = Run::by(100);
    run.spend("busy", spent.repeat(20));
    run.host.drain();
    let lengths = run.lengths();
    assert_eq!(lengths.len(), 200);
    for (length, spent) in lengths.iter().zip(spent.iter().cycle()) {
        assert!(length.abs_diff(*spent) <= 100, "{spent} µs are told as {length}");
    }
    assert_eq!(run.shared(), []);
}

#[test]
fn the_last_poll_of_a_task_has_a_length_too() {
    let run = Run::by(1);
    run.spend("once", [20_000]);
    run.spend("next", [7]);
    run.host.drain();
    assert_eq!(run.lengths(), [20_000, 7]);
    let done = run.time_of(|event| *event == Event::TaskDone { task: TaskId(1) });
    assert_eq!(done, 20_000);
}

#[test]
fn polls_that_fit_into_one_step_by_the_dozen_are_sampled() {
    let run = Run::with(1_000_000, Budget::UNLIMITED);
    let before = run.host.0.reads.get();
    run.spend("yields", vec![1; 20_000]);
    run.host.drain();
    let reads = run.host.0.reads.get() - before;
    assert!((64..64 + 200).contains(&reads), "{reads} looks at the clock");
    assert!(run.lengths().iter().all(|&length| length == 0));
}

#[test]
fn sixty_four_polls_within_a_step_are_looked_at_one_by_one() {
    // The long one is the last that is, and is seen for what it is.
    for short in [0, 1, 62, 63] {
        let run = Run::by(100);
        run.spend("yields", std::iter::repeat_n(0, short).chain([20_000]).chain([0; 3]).collect::<Vec<_>>());
        run.host.drain();
        assert_eq!(run.lengths()[short], 20_000, "after {short}");
        assert_eq!(run.shared(), []);
    }
}

#[test]
fn a_long_poll_among_sampled_ones_is_shared_and_the_next_one_is_its_own() {
    let run = Run::by(100);
    let spent = [vec![0; 70], vec![20_000], vec![0; 30], vec![5_000, 0]].concat();
    run.spend("yields", spent);
    run.host.drain();
    let lengths = run.lengths();
    assert!(lengths[..100].iter().all(|&length| length == 0), "{lengths:?}");
    let [(shared, polls)] = run.shared()[..] else { panic!("{:?}", run.shared()) };
    assert_eq!(shared, 20_000);
    assert!((71..=78).contains(&polls), "told after {polls} polls");
    assert_eq!(lengths[101], 5_000, "looked at one by one again");
}

#[test]
fn what_the_last_polls_of_a_turn_took_is_in_the_turn() {
    let run = Run::by(10);
    run.spend("yields", vec![0; 100]);
    run.spend("late", vec![0; 100].into_iter().chain([300]).collect::<Vec<_>>());
    run.host.drain();
    let ended = run.time_of(|event| matches!(event, Event::TurnEnded { .. }));
    assert_eq!(ended, 300);
    assert_eq!(run.shared().iter().map(|(shared, _)| shared).sum::<u64>(), 300);
}

#[test]
fn a_sampled_poll_that_asks_for_the_time_is_not_given_what_others_took() {
    let run = Run::by(10);
    // Ends in a stretch of samples.
    run.spend("yields", vec![0; 80].into_iter().chain([5_000, 0]).collect::<Vec<_>>());
    let host = run.host.clone();
    let mut polls = 0;
    drop(run.executor.spawn(
        "asks",
        poll_fn(move |cx| {
            polls += 1;
            if polls == 81 {
                let before = Instant::now();
                host.pass(50);
                assert_eq!(before.elapsed().as_micros(), 50);
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        }),
    ));
    run.host.drain();
    assert_eq!(run.shared().iter().map(|(shared, _)| shared).sum::<u64>(), 5_000);
    assert!(run.lengths().iter().all(|&length| length == 0 || length == 50), "{:?}", run.lengths());
}

#[test]
fn a_run_ends_at_the_time_at_which_it_ends() {
    let run = Run::by(10);
    let host = run.host.clone();
    let mut polls = 0;
    drop(run.executor.start(
        "main",
        poll_fn(move |cx| {
            polls += 1;
            cx.waker().wake_by_ref();
            if polls < 90 {
                return Poll::Pending;
            }
            host.pass(700);
            Poll::Ready(())
        }),
    ));
    run.host.drain();
    assert_eq!(run.executor.ended(), Some(RunEnd::Finished));
    assert_eq!(run.time_of(|event| matches!(event, Event::RunEnded { .. })), 700);
}

#[test]
fn what_happens_between_turns_is_told_at_its_own_time() {
    let run = Run::by(1);
    let (tx, mut rx) = unbounded_channel();
    drop(run.executor.spawn("listens", async move { while rx.recv().await.is_some() {} }));
    let sleeper = run.executor.spawn("sleeps", async { sleep(Duration::from_secs(9)).await });
    run.host.drain();
    run.host.pass(500);
    tx.send(7).expect("it listens");
    run.host.pass(50);
    sleeper.abort();
    run.host.pass(5);
    run.spend("late", [0]);
    run.host.pass(1_000);
    run.host.drain();
    let ready = |id| move |event: &Event| matches!(event, Event::TaskReady { task, .. } if task.0 == id);
    let woken = run.told().into_iter().filter(|told| ready(1)(&told.event)).map(|told| told.time.0);
    assert_eq!(woken.collect::<Vec<_>>(), [0, 500]);
    assert_eq!(run.time_of(|event| matches!(event, Event::TaskCancelled { .. })), 550);
    assert_eq!(run.time_of(ready(3)), 555);
    let turns = run.told().into_iter().filter(|told| matches!(told.event, Event::TurnStarted { .. }));
    assert_eq!(turns.map(|told| told.time.0).collect::<Vec<_>>(), [0, 1_555]);
}

#[test]
fn what_an_executor_drops_is_told_at_the_time_at_which_it_does() {
    let Run { host, executor, recorder, words } = Run::by(1);
    drop(executor.spawn("waits", std::future::pending::<()>()));
    host.drain();
    host.pass(40);
    drop(executor);
    recorder.flush();
    let told = read(&words.borrow());
    let cancelled = told.iter().find(|told| matches!(told.event, Event::TaskCancelled { .. }));
    assert_eq!(cancelled.map(|told| told.time), Some(Micros(40)));
}

/// Futures must not be timed on clocks that nobody reads: the same program, recorded or not, takes the same turns.
#[test]
fn a_turn_ends_by_its_time_recorded_or_not() {
    let budget = Budget::of(u32::MAX).with_time(Duration::from_micros(500));
    let run = Run::with(100, budget);
    run.spend("busy", vec![200; 10]);
    run.host.drain();
    let turns = run.told().into_iter().filter(|told| matches!(told.event, Event::TurnStarted { .. })).count();
    assert!((3..=5).contains(&turns), "{turns} turns");
}
