//! What a trace can tell of threads.

use crate::kinds::kinds;
use crate::terms::ThreadEnd;
use crate::{Micros, PlaceId, TaskId, TextId, ThreadId};

kinds! {
/// One fact on a thread.
pub enum ThreadEvent {
    /// A thread was asked for.
    64 "thread_started" Started of Thread(thread) {
        /// The new thread.
        thread: ThreadId => A,
        /// Its name: that of its function, or of its place in the pool.
        name: TextId => B,
        /// Where it was asked for.
        place: PlaceId => C,
        /// Whether it is simulated, on the virtual clock, and no web worker.
        is_simulated: bool => DETAIL,
    },
    /// A thread has started: from now on it can be called.
    65 "thread_ready" Ready of Thread(thread) {
        /// The thread.
        thread: ThreadId => A,
        /// How long its start took, as it measured that; 0 for a simulated one.
        took: Micros => B C,
        /// The memory of its instance of the program, in units of 1,024 bytes; 0 for a simulated one.
        kibibytes: u32 => DETAIL,
    },
    /// A call was given to a thread, which does it after those that it was given before.
    66 "call_posted" CallPosted of Thread(thread) {
        /// The thread.
        thread: ThreadId => A,
        /// The task that asked for it; `None` if that was outside a task.
        task: Option<TaskId> => B,
        /// How long its message is.
        bytes: u32 => C,
    },
    /// The end of a thread's oldest call was heard of.
    67 "call_ended" CallEnded of Thread(thread) {
        /// The thread.
        thread: ThreadId => DETAIL,
        /// When it began, by the clock of the thread.
        started: Micros => B C,
        /// How long it took; what is longer than 71 minutes is cut.
        duration: Micros => A,
    },
    /// A message came from a thread.
    68 "thread_message" Message of Thread(thread) {
        /// The thread.
        thread: ThreadId => DETAIL,
        /// How long it is.
        bytes: u32 => A,
        /// When it was sent, by the clock of the thread.
        sent: Micros => B C,
    },
    /// A thread ended.
    69 "thread_ended" Ended of Thread(thread) {
        /// The thread.
        thread: ThreadId => A,
        /// How it ended.
        how: ThreadEnd => DETAIL,
        /// What it said when it failed.
        message: Option<TextId> => B,
    },
}
}

impl ThreadEvent {
    /// The thread that it is about.
    #[must_use]
    pub fn thread(self) -> ThreadId {
        match self {
            Self::Started { thread, .. }
            | Self::Ready { thread, .. }
            | Self::CallPosted { thread, .. }
            | Self::CallEnded { thread, .. }
            | Self::Message { thread, .. }
            | Self::Ended { thread, .. } => thread,
        }
    }
}
