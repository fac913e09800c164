//! The states of a task, as the executor keeps them, and nothing else.
//!
//! ```text
//!              (1) new
//!                 │
//!                 ▼          (2) start_poll
//!     ┌──────── Ready ──────────────────────▶ Running ───────────────────────┐
//!     │         ▲   ▲                          │   │                         │
//!     │         │   │                          │   │ (3) tell_start          │
//!     │         │   │                 (4) wake │   ▼                         │
//!     │         │   │                          │  RunningTold ───────────────┤
//!     │         │   │                          │   │   │                     │
//!     │         │   │                          ▼   ▼   │                     │
//!     │         │   └───── (6) end_poll ── RunningWoken │                     │
//!     │         │                                  │    │                     │
//!     │     (7) wake                               │    │           (5) abort │
//!     │         │                                  │    │                     ▼
//!     │         │                                  └────│────────▶ RunningAborted
//!     │         │                                       │                     │
//!     │      Waiting ◀────────── (6) end_poll ──────────┘      (6) end_poll,  │
//!     │         │                  from Running, too           then (10)      │
//!     │         │                                                             │
//!     │    (10) cancel        (8) task_done, (9) task_panicked                │
//!     │         │               from every Running…                           │
//!     ▼         ▼                     ▼                                       │
//!     └──────▶ Ending ◀───────────────┴───────────────────────────────────────┘
//!                 │
//!                 │ (11) end
//!                 ▼
//!               Over ───── (12) free, with the last count ─────▶ Free
//! ```
//!
//! - `Running` in a run that is recorded: the trace does not have the start of this poll. Most polls that only wake their
//!   own task are written as one at their end, and so are never `RunningTold`.
//! - `RunningWoken`: the wake is recorded at once if the trace has the start of this poll, otherwise together with that
//!   start or with the end.
//! - `RunningAborted`: a task that is aborted while it is polled, by itself or by what it calls. The future that runs
//!   can't be dropped, so the end of the poll cancels it.
//! - `Ending`: the task will not be polled again and ignores wakes and aborts. Its future is being dropped, or is the
//!   next to be dropped.
//! - `Over`: the future is gone. The result may still be there.
//! - `Free`: there is no task, only the memory of one.
//!
//! One arrow is not drawn: [`interrupt`](Phase::interrupt), from every `Running…` to `Waiting`, when a panic cuts off a
//! turn. The run is over then, and the task waits to be dropped. Nor is the way from every `Running…` and from `Ending` to
//! `Over` of a task that is [lost](super::TaskRef::lose), because its poll or drop was cut off where no destructor runs.

use std::cell::Cell;

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// In the queue.
    Ready,
    /// Being polled.
    Running,
    /// Being polled, and the trace has the start of this poll: wakes have to be recorded, too.
    RunningTold,
    /// Being polled, and woken meanwhile: goes back to the queue when the poll ends.
    RunningWoken,
    /// Being polled, and aborted meanwhile: is cancelled when the poll ends.
    RunningAborted,
    /// At an await, in no queue.
    Waiting,
    /// Done, panicked or cancelled, but not over yet: the end is being recorded, and the future dropped.
    Ending,
    /// Done, cancelled or panicked. The future is gone.
    Over,
    /// Its cell was given back: there is no task any more.
    Free,
}

/// What a wake asks of the scheduler.
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

    /// Whether the task is being polled.
    pub(crate) fn is_polled(self) -> bool {
        matches!(self, Self::Running | Self::RunningTold | Self::RunningWoken | Self::RunningAborted)
    }

    /// Whether the task is over or about to be: it will not be polled again.
    pub(crate) fn is_ending(self) -> bool {
        self.is_over() || self == Self::Ending
    }

    /// Arrow 2. False if the task is not ready: it was cancelled while it stood in the queue.
    #[inline]
    pub(crate) fn start_poll(phase: &Cell<Self>) -> bool {
        let ready = phase.get() == Self::Ready;
        if ready {
            phase.set(Self::Running);
        }
        ready
    }

    /// Arrow 6. True if the task goes to the queue. A task that was aborted stays as it is, and so does one that was
    /// [lost](super::TaskRef::lose) in this poll.
    #[inline]
    pub(crate) fn end_poll(phase: &Cell<Self>) -> bool {
        match phase.get() {
            Self::RunningWoken => {
                phase.set(Self::Ready);
                true
            }
            Self::Running | Self::RunningTold => {
                phase.set(Self::Waiting);
                false
            }
            Self::RunningAborted | Self::Ready | Self::Waiting | Self::Ending | Self::Over | Self::Free => {
                false
            }
        }
    }

    /// Arrows 8 and 9. A task that was [lost](super::TaskRef::lose) in this poll stays over.
    pub(crate) fn stop_running(phase: &Cell<Self>) {
        if !phase.get().is_over() {
            phase.set(Self::Ending);
        }
    }

    /// The poll was cut off, and with it the run.
    pub(crate) fn interrupt(phase: &Cell<Self>) {
        match phase.get() {
            Self::Running | Self::RunningTold | Self::RunningWoken | Self::RunningAborted => {
                phase.set(Self::Waiting);
            }
            Self::Ready | Self::Waiting | Self::Ending | Self::Over | Self::Free => {}
        }
    }

    /// Arrow 4, where neither the trace nor the queue needs to change: nothing in this poll was recorded so far, so the
    /// task wakes itself, and the end of the poll can record that. False otherwise.
    #[inline]
    pub(crate) fn wake_silently(phase: &Cell<Self>) -> bool {
        let silent = phase.get() == Self::Running;
        if silent {
            phase.set(Self::RunningWoken);
        }
        silent
    }

    /// Arrows 4 and 7, after [`wake_silently`](Phase::wake_silently) was tried.
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
