//! Runs a program on a virtual clock with a recorder of the test's own.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use taskscope_format::{Clock, Micros, TurnCause};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{Executor, Options};

/// A seeded source of choices.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn word(&mut self) -> u32 {
        u32::try_from(self.next() >> 32).expect("32 bits are left")
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound).unwrap()).unwrap()
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        (!from.is_empty()).then(|| from[self.below(from.len())])
    }
}

#[derive(Clone, Default)]
struct FakeHost(Rc<Asked>);

#[derive(Default)]
struct Asked {
    now: Cell<Micros>,
    turn: Cell<bool>,
    alarm: Cell<Option<Micros>>,
    turns: RefCell<Option<Turns>>,
}

impl Host for FakeHost {
    fn start(&self, turns: Turns) {
        *self.0.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Virtual
    }

    fn now(&self) -> Micros {
        self.0.now.get()
    }

    fn request_turn(&self, _: When) {
        self.0.turn.set(true);
    }

    fn set_alarm(&self, at: Option<Micros>) {
        self.0.alarm.set(at);
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.now.set(at.max(self.0.now.get()));
    }
}

/// Runs `main` to its end, recorded by `recorder`.
pub(crate) fn run(recorder: &Recorder, main: impl Future<Output = ()> + 'static) {
    let host = FakeHost::default();
    let options = Options::default().with_recorder(recorder.clone()).ending_when_idle();
    let executor = Executor::new(host.clone(), options);
    drop(executor.start("main", main));
    let turns = host.0.turns.borrow().clone().expect("an executor starts its host");
    while executor.ended().is_none() {
        if host.0.turn.take() {
            turns.take(TurnCause::Request);
        } else if let Some(at) = host.0.alarm.get() {
            host.keep_busy_until(at);
            turns.take(TurnCause::Alarm);
        } else {
            break;
        }
    }
    recorder.flush();
}

/// Runs `main` with room for `capacity` events; returns its trace.
pub(crate) fn record(capacity: usize, main: impl FnOnce(Recorder)) -> Vec<u32> {
    let words = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&words);
    main(Recorder::new(capacity, move |batch| sink.borrow_mut().extend_from_slice(batch)));
    words.take()
}
