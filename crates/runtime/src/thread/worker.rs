//! What an executor knows of one of its threads.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::Waker;

use taskscope_sorted::SortedMap;

use super::blocking::Order;
use super::error::ThreadError;
use super::host::Remote;
use super::report::Footprint;
use crate::{Micros, ThreadId};

/// How a thread runs.
#[derive(Clone)]
pub(super) enum Engine {
    /// On the virtual clock, from when on it is free.
    Simulated {
        free_at: Micros,
    },
    Real(Rc<dyn Remote>),
    /// Not any more.
    Gone,
}

/// How far its start has got.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum Start {
    #[default]
    Going,
    /// With what it took; a simulated one has nothing to measure.
    Over(Option<Footprint>),
}

/// One thread.
pub(super) struct Worker {
    pub(super) id: ThreadId,
    pub(super) engine: RefCell<Engine>,
    pub(super) start: Cell<Start>,
    /// Calls that have not ended.
    pub(super) calls: Cell<u32>,
    pub(super) is_closed: Cell<bool>,
    /// Messages from it that nobody has received.
    pub(super) inbox: RefCell<VecDeque<Vec<u8>>>,
    /// Whose call it works on, if it is one of the pool.
    pub(super) order: RefCell<Option<Rc<Order>>>,
    pub(super) end: RefCell<Option<Result<(), ThreadError>>>,
    /// Those who wait to hear of it, each under a number of its own.
    waiting: RefCell<SortedMap<u32, Waker>>,
    next_waiting: Cell<u32>,
}

impl Worker {
    pub(super) fn new(id: ThreadId, engine: Engine) -> Rc<Self> {
        Rc::new(Self {
            id,
            engine: RefCell::new(engine),
            start: Cell::default(),
            calls: Cell::default(),
            is_closed: Cell::default(),
            inbox: RefCell::default(),
            order: RefCell::default(),
            end: RefCell::default(),
            waiting: RefCell::default(),
            next_waiting: Cell::default(),
        })
    }

    pub(super) fn is_over(&self) -> bool {
        self.end.borrow().is_some()
    }

    /// Whether something is still to come from it by itself.
    pub(super) fn is_busy(&self) -> bool {
        !self.is_over() && (self.start.get() == Start::Going || self.calls.get() > 0)
    }

    /// Gives it an outcome, unless it has one. False if it has.
    pub(super) fn end(&self, outcome: &Result<(), ThreadError>) -> bool {
        let mut end = self.end.borrow_mut();
        let is_first = end.is_none();
        end.get_or_insert_with(|| outcome.clone());
        is_first
    }

    /// Ends it with an outcome, unless it has one, and stops what runs.
    pub(super) fn finish(&self, outcome: &Result<(), ThreadError>) {
        self.end(outcome);
        // Dropped after the borrow has ended: to stop something is the host's code.
        let engine = self.engine.replace(Engine::Gone);
        drop(engine);
    }

    /// A number for somebody who waits.
    pub(super) fn next_waiting(&self) -> u32 {
        self.next_waiting.replace(self.next_waiting.get().wrapping_add(1))
    }

    /// Has a waker called when anything is heard of it.
    pub(super) fn wait(&self, number: u32, waker: Waker) {
        let before = self.waiting.borrow_mut().insert(number, waker);
        // Outside the borrow: dropping the last waker of a task runs its destructor.
        drop(before);
    }

    pub(super) fn leave(&self, number: u32) {
        let waker = self.waiting.borrow_mut().remove(&number);
        drop(waker);
    }

    pub(super) fn take_waiting(&self) -> impl Iterator<Item = Waker> {
        self.waiting.take().into_values()
    }
}
