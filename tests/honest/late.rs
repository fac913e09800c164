//! A host on the virtual clock that can be late once: an alarm comes, but some time after it was due.

use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::rc::Rc;

use taskscope_format::{Clock, Decoder, Entry, Micros, RunEnd, TurnCause};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{Executor, Options, Rules};

use super::Program;

/// Which alarm of a run comes late, counted from 0, and by how much.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lateness {
    pub(super) alarm: u32,
    pub(super) by: Micros,
}

/// A run that is over.
pub(super) struct Outcome {
    /// The trace, as its words.
    pub(super) words: Vec<u32>,
    pub(super) end: Option<RunEnd>,
    /// How many alarms there were.
    pub(super) alarms: u32,
}

impl Outcome {
    /// Its events without their times, ids and texts: what was done in which order.
    pub(super) fn kinds(&self) -> Vec<u32> {
        let mut kinds = Vec::new();
        let read = Decoder::default().read(&self.words, |entry| {
            if let Entry::Event(event) = entry {
                // The name of the event stands before its fields.
                let text = format!("{event:?}");
                let name = text.split([' ', '{', '(']).next().unwrap_or_default();
                kinds.push(name.bytes().fold(0, |sum: u32, byte| sum.wrapping_mul(31) + u32::from(byte)));
            }
        });
        read.expect("a recorder writes what its decoder reads");
        kinds
    }
}

#[derive(Clone, Default)]
struct LateHost(Rc<Wishes>);

#[derive(Default)]
struct Wishes {
    now: Cell<Micros>,
    turn: Cell<Option<TurnCause>>,
    alarm: Cell<Option<Micros>>,
    turns: RefCell<Option<Turns>>,
}

impl LateHost {
    /// Gives turns until the run has ended or nothing is left to wait for. Gives the number of alarms.
    fn run(&self, executor: &Executor, late: Option<Lateness>) -> u32 {
        let turns = self.0.turns.borrow().clone().expect("an executor starts its host");
        let mut alarms = 0;
        while executor.ended().is_none() {
            turns.look_outside();
            if let Some(cause) = self.0.turn.take() {
                turns.take(cause);
            } else if let Some(at) = self.0.alarm.get() {
                let by = late.filter(|late| late.alarm == alarms).map_or(0, |late| late.by.0);
                alarms += 1;
                self.keep_busy_until(Micros(at.0 + by));
                turns.take(TurnCause::Alarm);
            } else {
                break;
            }
        }
        alarms
    }
}

impl Host for LateHost {
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
        let is_late = when == When::AfterEvents;
        self.0.turn.set(Some(if is_late { TurnCause::Continuation } else { TurnCause::Request }));
    }

    fn set_alarm(&self, at: Option<Micros>) {
        self.0.alarm.set(at);
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.now.set(at.max(self.0.now.get()));
    }
}

/// Runs a program on the virtual clock to its end.
pub(super) fn run(main: Program, rules: Rules, late: Option<Lateness>) -> Outcome {
    let words = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&words);
    let recorder = Recorder::new(100_000, move |batch| sink.borrow_mut().extend_from_slice(batch));
    let host = LateHost::default();
    let options = Options::default().with_rules(rules).with_recorder(recorder.clone()).ending_when_idle();
    let executor = Executor::new(host.clone(), options);
    let handle = executor.start_at("main", main, Location::caller());
    let alarms = host.run(&executor, late);
    let end = executor.ended();
    drop(handle);
    drop(executor);
    recorder.flush();
    Outcome { words: words.take(), end, alarms }
}
