//! What calls an executor and tells it the time: a browser, a simulator, a test.

use std::rc::Weak;

use crate::core::Core;
use crate::record::TurnCause;
use crate::thread::Threads;
use crate::{Budget, Micros};

/// Which clock a run uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Time jumps to the next timer when nothing is ready, and `work(d)` advances it by `d`.
    Virtual,
    /// The time that really passes.
    Browser,
}

/// How soon the executor wants its next turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// As soon as the code that runs now has returned: a microtask, in a browser.
    Soon,
    /// After the host's other events had their chance: a macrotask, in a browser. Asked for when a turn's budget is
    /// spent.
    AfterEvents,
}

/// Whatever calls the executor and tells it the time.
///
/// The executor asks for at most one turn at a time and never calls back into itself from these methods, so a host
/// needs no queue: one flag and one timer are enough.
pub trait Host {
    /// Takes the handle through which the host gives turns. Called once, before anything else.
    fn start(&self, turns: Turns);

    /// The clock this host keeps.
    fn clock(&self) -> Clock;

    /// The time since the run started; never goes back.
    fn now(&self) -> Micros;

    /// Asks for one call of [`Turns::take`]. Not asked again before that turn started.
    fn request_turn(&self, when: When);

    /// Asks for one call of [`Turns::take`] with [`TurnCause::Alarm`] once `now()` has reached `at`. Replaces the
    /// alarm set before; `None` only clears it.
    fn set_alarm(&self, at: Option<Micros>);

    /// The threads this host can start, for programs that ask for some on the browser's clock. Most hosts have none.
    fn threads(&self) -> Option<&dyn Threads> {
        None
    }

    /// Keeps the processor busy until `now()` has reached `at`: a loop on a real clock, a jump on a virtual one.
    fn keep_busy_until(&self, at: Micros);
}

/// The handle through which a [`Host`] gives an executor its turns. Holds the executor weakly.
#[derive(Clone)]
pub struct Turns(pub(crate) Weak<Core>);

impl Turns {
    /// Lets the executor run until nothing is ready or its budget is spent. Does nothing if the executor is gone, or
    /// if it is in a turn already.
    pub fn take(&self, cause: TurnCause) {
        if let Some(core) = self.0.upgrade() {
            core.turn(cause, core.budget());
        }
    }

    /// Looks for tasks that other threads woke, and asks the host for a turn if there are any. A host whose tasks are
    /// woken from other threads calls this now and then: wakes from there can't reach it by themselves.
    pub fn look_outside(&self) {
        if let Some(core) = self.0.upgrade() {
            core.look_outside();
        }
    }

    /// Like [`take`](Self::take), with a budget for this one turn.
    pub fn take_with(&self, cause: TurnCause, budget: Budget) {
        if let Some(core) = self.0.upgrade() {
            core.turn(cause, budget);
        }
    }
}
