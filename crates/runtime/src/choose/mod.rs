//! Choosing: what a run leaves open, and who settles it.
//!
//! A [`Policy`] says which ready task runs next; each is a file here and its lines in `Policy`. First in, first out is the
//! bare queue in `core` and needs none of this. A [`Chooser`] takes any option that is open, whatever the policy would
//! do; a [`Schedule`] is the list of what a run chose, and a [`Replayer`] a chooser that does the same once more. Nothing
//! here knows the executor: `Core::choose` is where it asks.

mod choice;
mod fifo;
mod lifo_slot;
mod line;
mod priority;
mod random;
mod replay;
mod schedule;

use std::rc::Rc;

pub use choice::{Choice, Choose, Chooser};
pub(crate) use line::{Line, Lined, Origin};
pub use schedule::{Chosen, Mismatch, Replayer, Schedule};

use self::line::Discipline;
use crate::record::Order;
use crate::TaskId;

/// Which ready task runs next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Policy {
    /// First in, first out.
    #[default]
    Fifo,
    /// The task that was woken last by a running task goes first, as on a worker of Tokio; the others as with
    /// [`Fifo`](Self::Fifo).
    LifoSlot {
        /// How many polls in a row may come from the slot before the queue has its chance: 3 in Tokio. `None` for no
        /// limit, which lets two tasks that wake each other starve all others.
        cap: Option<u32>,
    },
    /// Any ready task, by the seed.
    Random,
    /// The ready task with the highest priority; among equals the first.
    Priority,
    /// The tasks of this list one after the other, as an earlier run chose them. Where the next one of the list is not
    /// ready, and after its end, the first ready task runs.
    Replay(Rc<[TaskId]>),
}

impl Policy {
    /// What the trace calls it.
    #[must_use]
    pub fn order(&self) -> Order {
        match self {
            Self::Fifo => Order::Fifo,
            Self::LifoSlot { cap } => Order::LifoSlot(*cap),
            Self::Random => Order::Random,
            Self::Priority => Order::Priority,
            Self::Replay(_) => Order::Replay,
        }
    }

    /// What carries it out in a run with this seed.
    fn discipline(&self, seed: u64) -> Box<dyn Discipline> {
        match self {
            Self::Fifo => Box::new(fifo::Fifo),
            Self::LifoSlot { cap } => Box::new(lifo_slot::LifoSlot::new(*cap)),
            Self::Random => Box::new(random::Any::new(seed)),
            Self::Priority => Box::new(priority::Priority),
            Self::Replay(tasks) => Box::new(replay::Replay::new(Rc::clone(tasks))),
        }
    }
}
