//! What a trace can tell of threads.

use crate::terms::WorkerEnd;
use crate::{Micros, PlaceId, TaskId, TextId, WorkerId};

/// One fact on a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThreadEvent {
    /// A thread was asked for.
    Started {
        /// The new thread.
        worker: WorkerId,
        /// Its name: that of its function, or of its place in the pool.
        name: TextId,
        /// Where it was asked for.
        place: PlaceId,
        /// Whether it is simulated, on the virtual clock, and no worker of the browser.
        is_simulated: bool,
    },
    /// A thread has started: from now on it can be called.
    Ready {
        /// The thread.
        worker: WorkerId,
        /// How long its start took, as it measured that; 0 for a simulated one.
        took: Micros,
        /// The memory of its instance of the program, in units of 1,024 bytes; 0 for a simulated one.
        kibibytes: u32,
    },
    /// A call was given to a thread, which does it after those that it was given before.
    CallPosted {
        /// The thread.
        worker: WorkerId,
        /// The task that asked for it; `None` if that was outside a task.
        task: Option<TaskId>,
        /// How long its message is.
        bytes: u32,
    },
    /// The end of a thread's oldest call was heard of.
    CallEnded {
        /// The thread.
        worker: WorkerId,
        /// When it began, by the clock of the thread.
        started: Micros,
        /// How long it took; what is longer than 71 minutes is cut.
        duration: Micros,
    },
    /// A message came from a thread.
    Message {
        /// The thread.
        worker: WorkerId,
        /// How long it is.
        bytes: u32,
        /// When it was sent, by the clock of the thread.
        sent: Micros,
    },
    /// A thread ended.
    Ended {
        /// The thread.
        worker: WorkerId,
        /// How it ended.
        how: WorkerEnd,
        /// What it said when it failed.
        message: Option<TextId>,
    },
}

impl ThreadEvent {
    /// The thread that it is about.
    #[must_use]
    pub fn worker(self) -> WorkerId {
        match self {
            Self::Started { worker, .. }
            | Self::Ready { worker, .. }
            | Self::CallPosted { worker, .. }
            | Self::CallEnded { worker, .. }
            | Self::Message { worker, .. }
            | Self::Ended { worker, .. } => worker,
        }
    }
}
