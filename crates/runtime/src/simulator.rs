//! A host without a browser: the virtual clock, driven by a loop. Same program, same trace, on every machine.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use crate::host::{Host, Turns, When};
use crate::record::Recorder;
use crate::record::{Decoder, Entry, Event, RunEnd, TurnCause};
use crate::{Clock, Executor, Micros, Options, Rules, TaskId};

/// A host whose time stands still while tasks run and jumps to the next alarm when none is ready.
#[derive(Clone, Default)]
struct Simulator(Rc<Wishes>);

/// What the executor has asked for.
#[derive(Default)]
struct Wishes {
    now: Cell<Micros>,
    turn: Cell<Option<TurnCause>>,
    alarm: Cell<Option<Micros>>,
    turns: RefCell<Option<Turns>>,
}

impl Simulator {
    /// Gives turns until the run has ended or nothing is left to wait for.
    fn run(&self, executor: &Executor) {
        let turns = self.0.turns.borrow().clone();
        let Some(turns) = turns else { return };
        while executor.ended().is_none() {
            turns.look_outside();
            if let Some(cause) = self.0.turn.take() {
                turns.take(cause);
            } else if let Some(at) = self.0.alarm.get() {
                self.keep_busy_until(turns.heard_at(at));
                turns.take(TurnCause::Alarm);
            } else {
                return;
            }
        }
    }
}

impl Host for Simulator {
    fn start(&self, turns: Turns) {
        *self.0.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Virtual
    }

    fn now(&self) -> Micros {
        self.0.now.get()
    }

    fn request_turn(&self, when: When) {
        self.0.turn.set(Some(match when {
            When::Soon => TurnCause::Request,
            When::AfterEvents => TurnCause::Continuation,
        }));
    }

    fn set_alarm(&self, at: Option<Micros>) {
        self.0.alarm.set(at);
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.now.set(at.max(self.0.now.get()));
    }
}

/// A finished run: its trace, as the words of its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    words: Vec<u32>,
    elapsed: Duration,
    end: Option<RunEnd>,
}

impl Recording {
    /// The trace as written, four words a record.
    #[must_use]
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// How much virtual time passed.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Why the run ended; `None` if it only paused, waiting for something outside.
    #[must_use]
    pub fn end(&self) -> Option<RunEnd> {
        self.end
    }

    /// The events, with their times.
    #[must_use]
    pub fn events(&self) -> Vec<(Micros, Event)> {
        let mut now = Micros(0);
        let mut events = Vec::new();
        for entry in self.entries() {
            if let Entry::Time(time) = entry {
                now = time;
            } else if let Entry::Event(event) = entry {
                events.push((now, event));
            }
        }
        events
    }

    /// The task of every poll, in order: what [`Policy::Replay`](crate::choose::Policy::Replay) takes.
    #[must_use]
    pub fn choices(&self) -> Rc<[TaskId]> {
        let polled = |(_, event)| if let Event::PollStarted { task } = event { Some(task) } else { None };
        self.events().into_iter().filter_map(polled).collect()
    }

    /// The lines the program printed.
    #[must_use]
    pub fn output(&self) -> Vec<String> {
        let mut texts = Vec::new();
        let mut lines = Vec::new();
        for entry in self.entries() {
            if let Entry::Text(text) = entry {
                texts.push(text);
            } else if let Entry::Event(Event::Output { text, .. }) = entry {
                lines.extend(texts.get(text.0 as usize).cloned());
            }
        }
        lines
    }

    fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        Decoder::default()
            .read(&self.words, |entry| entries.push(entry))
            .expect("a recorder writes what its decoder reads");
        entries
    }
}

/// Runs `main` on the virtual clock until it is done or can never be, and returns its trace.
#[track_caller]
pub fn simulate<F: Future + 'static>(name: impl Into<Cow<'static, str>>, main: F) -> Recording {
    simulate_with(Recorder::DEFAULT_CAPACITY, Rules::default(), name, main, Location::caller())
}

/// Like [`simulate`], with a capacity for the trace, the rules to schedule by, and the place that `main` is said to be
/// spawned at.
pub fn simulate_with<F: Future + 'static>(
    capacity: usize,
    rules: Rules,
    name: impl Into<Cow<'static, str>>,
    main: F,
    location: &'static Location<'static>,
) -> Recording {
    let words = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&words);
    let recorder = Recorder::new(capacity, move |batch| sink.borrow_mut().extend_from_slice(batch));
    let host = Simulator::default();
    let options = Options::default().with_rules(rules).with_recorder(recorder.clone()).ending_when_idle();
    let executor = Executor::new(host.clone(), options);
    let handle = executor.start_at(name, main, location);
    host.run(&executor);
    let end = executor.ended();
    drop(handle);
    drop(executor);
    recorder.flush();
    let words = words.take();
    Recording { words, elapsed: host.now().since(Micros(0)), end }
}
