//! Tasks as memory and states, closed under themselves: the [cell] that holds one with its [waker](cell), the pool that
//! cells come from, the [phases](phase), the [queue] of ready ones, and the door through which all of them reach whoever
//! [schedules](scheduler) them.
//!
//! Nothing here knows an executor, a trace or a clock. A [`Scheduler`] stands outside: it hears of wakes and
//! aborts, takes tasks from a queue of its own, and polls them. The one in `tests/fake.rs` does that in a few lines. Whatever
//! it does at the wrong time must be at worst a leak or a panic, but for three things: it polls a task once after
//! [`start_poll`](Phase::start_poll), calls [`fail`](TaskRef::fail) only on one that is `Ending`, and calls
//! [`end`](TaskRef::end) only when the future is gone: after a poll that was ready, or after `fail`.
//!
//! All unsafe code of the crate is here, in [`cell`] and its folder, and rests on four rules.
//!
//! 1. *Counting.* A cell is in use as long as `refs` counts a [`TaskRef`], an [`Anywhere`] or a `Waker` for it, or the
//!    task itself; whoever takes the count to zero gives it back to the pool. The pool is the door's, and the header
//!    holds the door.
//! 2. *Home.* `stage`, `Extra` and the `Cell`s are touched on the scheduler's own thread only, where each `TaskRef` stays:
//!    it is not `Send`, and so is nothing that holds one. Other threads have wakers and `Anywhere`s, and touch `refs`,
//!    `door`, `vtable` and `id` through them; an `Anywhere` gives its `TaskRef` out at home alone.
//! 3. *Alive.* From `new` until its phase is `Over`, a task counts itself, which `end` gives up, once. So a future is
//!    always dropped at home, and what other threads can free is a cell whose stage is empty: an [`Output`], which
//!    never leaves home, takes or drops what its task has returned, whenever it goes. A task that is lost in its poll
//!    counts itself for good, and stays `Over` if that poll goes on after all.
//! 4. *Marked.* A cell of the pool holds an initialised header from its first use on, with the phase `Free` while it is
//!    given back. Phases are read and written under the pool's lock when they say so.
//!
//! Program code runs in the poll of a future, in the drop of one or of an output, in the clone and drop of a joiner's
//! waker (the drop in `free` on any thread), and in whatever a [`Scheduler`] calls.
//! It can call back, through handles, wakers and whatever else it has. So `stage` is what it has to be before each of
//! these, and phases that forbid a second access are set by the caller: `Running…` for a poll, `Ending` for a drop.

mod abort;
mod cell;
mod door;
mod error;
mod extra;
mod owner;
mod phase;
mod pool;
mod queue;
mod scheduler;
#[cfg(test)]
mod tests;

pub(crate) use abort::abort;
pub use abort::AbortHandle;
pub(crate) use cell::{Link, Output, TaskRef};
pub(crate) use door::{Door, Home, Left};
pub use error::JoinError;
pub(crate) use extra::Extra;
pub(crate) use phase::{OnWake, Phase};
pub(crate) use queue::Queue;
pub(crate) use scheduler::Scheduler;
