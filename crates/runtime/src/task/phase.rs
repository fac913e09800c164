//! The states of a task, as the executor keeps them, and nothing else.
//!
//! ```text
//!                  (1) new
//!                     │
//!                     ▼        (2) start_poll
//!                ┌─ Ready ───────────────────────▶ Running ──────┐
//!                │    ▲  ▲                          │  ▲   │     │
//!                │    │  └───── (5) end_poll ─────┐ │  │   │     │
//!                │    │                           │ │  │   │     │
//!                │ (6) wake              (4) wake │ ▼  │   │     │
//!                │    │                     RunningWoken   │     │
//!                │    │                           │        │     │
//!                │  Waiting ◀──── (3) end_poll ───│────────┘     │
//!                │    │                           │              │
//!                │(8) cancel                      │ (7) finish   │
//!                ▼    ▼                           ▼              ▼
//!                └──▶ └─────────▶  Over  ◀────────┴──────────────┘
//! ```
//!
//! On the way along (8), and after a panic, a task is `Ending` while its future is dropped: nobody may look at it then.
//!
//! `RunningTold` is `Running` in a run that is recorded, once the trace has the start of the poll. Most polls that only
//! wake their own task never get there, and are written as one at their end.
//!
//! A task whose poll or drop was cut off, where no destructor runs, goes from `Running…` or `Ending` straight to `Over`.
//! Its future stays where it is for ever.
//!
//! `abort` called by a task on itself can't drop the future that is running: it moves `Running` and `RunningWoken` to
//! `RunningAborted`, and the end of the poll does the rest.

use std::cell::Cell;

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// In the queue.
    Ready,
    /// Being polled.
    Running,
    /// Being polled, and the trace has the start of this poll: wakes have to be written, too.
    RunningTold,
    /// Being polled, and woken meanwhile: goes back to the queue when the poll ends.
    RunningWoken,
    /// Being polled, and aborted meanwhile: is cancelled when the poll ends.
    RunningAborted,
    /// At an await, in nobody's queue.
    Waiting,
    /// Its future is being dropped unfinished: arrow 8, until its destructors have run.
    Ending,
    /// Done, cancelled or panicked. The future is gone.
    Over,
    /// Its cell was given back: there is no task any more.
    Free,
}

/// What a wake asks of the executor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnWake {
    /// Put the task in the queue.
    Queue,
    /// Nothing yet: the end of the poll will queue it.
    QueueLater,
    /// Nothing: it was woken already.
    Again,
    /// Nothing: it is over.
    Over,
}

impl Phase {
    /// Whether the future is gone.
    pub(crate) fn is_over(self) -> bool {
        matches!(self, Self::Over | Self::Free)
    }

    /// Whether something of the task is on the stack: its poll, or the drop of its future.
    pub(crate) fn is_at_work(self) -> bool {
        matches!(
            self,
            Self::Running | Self::RunningTold | Self::RunningWoken | Self::RunningAborted | Self::Ending
        )
    }

    /// Arrow 2. False if the task is over: it was cancelled while it stood in the queue.
    #[inline]
    pub(crate) fn start_poll(phase: &Cell<Self>) -> bool {
        let ready = phase.get() == Self::Ready;
        if ready {
            phase.set(Self::Running);
        }
        ready
    }

    /// Arrows 3 and 5. True if the task goes to the queue. A task that was aborted stays as it is.
    #[inline]
    pub(crate) fn end_poll(phase: &Cell<Self>) -> bool {
        let now = phase.get();
        if now == Self::RunningWoken {
            phase.set(Self::Ready);
            return true;
        }
        if now != Self::RunningAborted {
            phase.set(Self::Waiting);
        }
        false
    }

    /// Arrow 4, where neither the trace nor the queue has to hear of it: nothing happened in this poll so far that the
    /// trace was told, so it is the task that wakes itself, and the end of the poll can say so. False if that is not so.
    #[inline]
    pub(crate) fn wake_silently(phase: &Cell<Self>) -> bool {
        let silent = phase.get() == Self::Running;
        if silent {
            phase.set(Self::RunningWoken);
        }
        silent
    }

    /// Arrows 4 and 6, after [`wake_silently`](Phase::wake_silently) was tried.
    pub(crate) fn wake(phase: &Cell<Self>) -> OnWake {
        match phase.get() {
            Self::Waiting => {
                phase.set(Self::Ready);
                OnWake::Queue
            }
            Self::Running | Self::RunningTold => {
                phase.set(Self::RunningWoken);
                OnWake::QueueLater
            }
            Self::Ready | Self::RunningWoken => OnWake::Again,
            Self::RunningAborted | Self::Ending | Self::Over | Self::Free => OnWake::Over,
        }
    }
}
