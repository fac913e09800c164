//! A host of the runtime whose event loop is outside of the module.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::{Clock, HostThread, Micros, Observation, Way};
use taskscope_runtime::fetch::Network;
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::thread::Threads;

use crate::network::HostNetwork;
use crate::outside::Outside;
use crate::start::Start;
use crate::threads::HostThreads;

/// Users take a page that does not answer for longer for dead; after some more seconds browsers offer to close it.
const LONGEST_WORK_OF_PAGE: Duration = Duration::from_secs(3);

/// What the executor and whoever gives it turns have in common.
pub(crate) struct Hosting<O> {
    outside: O,
    clock: Clock,
    thread: HostThread,
    way: Way,
    unseen: Vec<Observation>,
    turns: OnceCell<Turns>,
    /// The time of the virtual clock.
    now: Cell<Micros>,
    alarm: Cell<Option<Micros>>,
    pub(crate) threads: HostThreads<O>,
    pub(crate) network: HostNetwork<O>,
}

impl<O: Outside> Hosting<O> {
    pub(crate) fn new(outside: O, start: &Start) -> Rc<Self> {
        Rc::new(Self {
            outside,
            clock: start.clock,
            thread: start.thread,
            way: start.way,
            unseen: start.unseen.clone(),
            turns: OnceCell::new(),
            now: Cell::default(),
            alarm: Cell::default(),
            threads: HostThreads::new(outside),
            network: HostNetwork::new(outside),
        })
    }

    pub(crate) fn turns(&self) -> Option<&Turns> {
        self.turns.get()
    }

    /// The alarm has come: on the virtual clock it is that late now.
    pub(crate) fn hear_alarm(&self) {
        let at = self.alarm.take();
        if self.clock == Clock::Virtual {
            self.now.set(self.now.get().max(at.unwrap_or_default()));
        }
    }
}

/// What the executor has of it.
pub(crate) struct GuestHost<O>(pub(crate) Rc<Hosting<O>>);

impl<O: Outside> Host for GuestHost<O> {
    fn start(&self, turns: Turns) {
        // A host serves the executor it was made for.
        drop(self.0.turns.set(turns));
    }

    fn run_started(&self) {
        let Hosting { clock, thread, way, unseen, turns, .. } = &*self.0;
        let Some(turns) = turns.get().filter(|_| *clock == Clock::Browser) else { return };
        turns.hosted(*thread, *way);
        for &what in unseen {
            turns.not_reported(what);
        }
    }

    fn clock(&self) -> Clock {
        self.0.clock
    }

    #[inline]
    fn now(&self) -> Micros {
        if self.0.clock == Clock::Browser { micros(self.0.outside.now()) } else { self.0.now.get() }
    }

    fn request_turn(&self, when: When) {
        self.0.outside.ask(when == When::AfterEvents);
    }

    fn set_alarm(&self, at: Option<Micros>) {
        self.0.alarm.set(at);
        self.0.outside.alarm(at.map_or(-1.0, |at| number(at.0)));
    }

    fn threads(&self) -> Option<&dyn Threads> {
        Some(&self.0.threads)
    }

    fn network(&self) -> Option<&dyn Network> {
        Some(&self.0.network)
    }

    fn longest_work(&self) -> Option<Duration> {
        let is_page = self.0.clock == Clock::Browser && self.0.thread == HostThread::Page;
        is_page.then_some(LONGEST_WORK_OF_PAGE)
    }

    fn keep_busy_until(&self, at: Micros) {
        if self.0.clock == Clock::Browser {
            self.0.outside.busy_until(number(at.0));
        } else {
            self.0.now.set(self.0.now.get().max(at));
        }
    }
}

/// A time that the host says. What is no time of a run is its beginning, or its end.
// Saturating, and never below zero.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturating")]
#[inline]
pub(crate) fn micros(time: f64) -> Micros {
    Micros(time as u64)
}

/// A length of time that the host says.
pub(crate) fn length(micros: f64) -> Duration {
    Duration::from_micros(self::micros(micros).0)
}

// Exact for the first 285 years.
#[expect(clippy::cast_precision_loss, reason = "no run is so long in real time")]
fn number(micros: u64) -> f64 {
    micros as f64
}
