//! The words that events use: ends, causes, sources, kinds of resources, what an await waits for.

use crate::words::{term, terms};
use crate::{ResourceId, TaskId, ThreadId, TimerId};

terms! {
    /// Which clock a run uses.
    Clock {
        /// Time jumps to the next timer when nothing is ready, and `work(d)` advances it by `d`.
        0 "virtual" Virtual,
        /// The time that really passes.
        1 "browser" Browser,
    }

    /// Why a run ended.
    RunEnd {
        /// The main task is done; tasks that were still alive were cancelled.
        0 "finished" Finished,
        /// Nothing is ready, no timer is set, and nothing outside can wake a task: it would wait for ever.
        1 "stuck" Stuck,
        /// The trace reached its capacity.
        2 "limit_reached" LimitReached,
        /// The main task panicked, or a panic can't be survived on this platform.
        3 "panicked" Panicked,
        /// It was stopped from outside, wherever it stood.
        4 "stopped" Stopped,
        /// What it ran in ended without reporting why: the stack or the memory was used up, or the worker was
        /// killed.
        5 "crashed" Crashed,
        /// It kept a thread busy that others need, for longer than its host allows.
        6 "held_too_long" HeldTooLong,
    }

    /// In what a program runs.
    HostThread : Default {
        /// A worker of its own: the page goes on, whatever the program does.
        0 "worker" Worker = default,
        /// The page's own thread: while a task is polled the page stands still.
        1 "page" Page,
    }

    /// How a browser is asked for the next turn.
    Way : Default {
        /// A microtask: the `then` of a promise that is resolved already.
        0 "promise" Promise = default,
        /// A microtask: `queueMicrotask`.
        1 "queue_microtask" QueueMicrotask,
        /// A macrotask: a message of a `MessageChannel`.
        2 "message" Message,
        /// A macrotask: `setTimeout` with 0.
        3 "timeout" Timeout,
        /// With the next frame: `requestAnimationFrame`.
        4 "frame" Frame,
        /// A macrotask: `scheduler.postTask` with the priority `user-blocking`.
        5 "user_blocking" UserBlocking,
        /// The same with `user-visible`.
        6 "user_visible" UserVisible,
        /// The same with `background`.
        7 "background" Background,
        /// A macrotask: `scheduler.yield`, which goes before other tasks of its priority.
        8 "scheduler_yield" SchedulerYield,
    }

    /// Something that not every browser reports.
    Observation {
        /// When frames of the screen begin.
        0 "frames" Frames,
        /// Tasks of the event loop that take 50 ms and more.
        1 "long_tasks" LongTasks,
    }

    /// Who said that a task of the event loop was long.
    Reporter {
        /// The browser, by a `longtask` entry of its performance timeline.
        0 "long_task" LongTask,
        /// The browser, by a `long-animation-frame` entry: the whole frame with its rendering.
        1 "long_animation_frame" LongAnimationFrame,
    }

    /// What a turn was given for.
    TurnCause {
        /// The queue had become non-empty: a microtask, in a browser.
        0 "request" Request,
        /// The turn before had spent its budget: a macrotask, in a browser.
        1 "continuation" Continuation,
        /// The next timer is due.
        2 "alarm" Alarm,
    }

    /// Who called a waker.
    WakeSource {
        /// Nobody: the task is new.
        0 "spawn" Spawn,
        /// A task, while it was polled or because it ended.
        1 "task" Task(TaskId),
        /// A timer.
        2 "timer" Timer(TimerId),
        /// A promise of the browser that was settled.
        4 "promise" Promise(ResourceId),
        /// A thread: a message came from it, or the end of a call, or its own.
        5 "thread" Thread(ThreadId),
        /// Something else outside the executor: an event of the browser, another thread.
        3 "outside" Outside,
        /// It is not known who: whatever recorded the wake does not see that.
        6 "unknown" Unknown,
    }

    /// What a resource is.
    ResourceKind {
        /// A channel with many senders and one receiver.
        0 "mpsc" Mpsc,
        /// A channel for one message.
        1 "oneshot" Oneshot,
        /// A channel whose every receiver sees every message.
        2 "broadcast" Broadcast,
        /// A value whose receivers see its latest state.
        3 "watch" Watch,
        /// A lock with one holder.
        4 "mutex" Mutex,
        /// A lock with many readers or one writer.
        5 "rwlock" RwLock,
        /// A number of permits.
        6 "semaphore" Semaphore,
        /// A bell: a ring wakes the tasks that wait.
        7 "notify" Notify,
        /// A place where tasks wait until enough of them have come.
        8 "barrier" Barrier,
        /// A set of tasks whose ends are awaited together.
        9 "join_set" JoinSet,
        /// A promise of the browser.
        10 "promise" Promise,
        /// A file of the site that is loaded.
        11 "fetch" Fetch,
        /// A value that is borrowed for a moment: what a `RefCell` holds.
        12 "cell" Cell,
        /// A part of the program that has an end of its own, and tasks that work for it.
        13 "scope" Scope,
    }

    /// How a resource is held.
    Access {
        /// Alone: a mutex, a write lock.
        0 "exclusive" Exclusive,
        /// With others: a read lock, permits of a semaphore.
        1 "shared" Shared,
    }

    /// What an await waits for.
    Wait {
        /// A timer: `sleep`.
        0 "timer" Timer(TimerId),
        /// A message, or the end of a channel; the next task of a `JoinSet` that ends.
        1 "receive" Receive(ResourceId),
        /// Room in a full channel: `send`.
        2 "send" Send(ResourceId),
        /// The end of a task: a `JoinHandle`.
        3 "task" Task(TaskId),
        /// Its next turn only: `yield_now`.
        4 "yield" Yield,
        /// A mutex, a write lock, permits.
        5 "acquire" Acquire(ResourceId),
        /// A read lock.
        6 "read" Read(ResourceId),
        /// A notification.
        7 "notified" Notified(ResourceId),
        /// A new value of a watch.
        8 "changed" Changed(ResourceId),
        /// Others to come to a barrier.
        9 "barrier" Barrier(ResourceId),
        /// The other side of a channel to close it.
        10 "closed" Closed(ResourceId),
        /// A promise of the browser.
        11 "promise" Promise(ResourceId),
        /// Its next turn, because this poll has done as many operations as it may.
        12 "budget" Budget,
        /// A thread: its next message, its start, its end, or the result of a call; [`ThreadId::POOL`] for a call that no
        /// thread of the pool has begun.
        13 "thread" Thread(ThreadId),
    }

    /// How a thread ended.
    ThreadEnd {
        /// It was closed, and its calls were done.
        0 "closed" Closed,
        /// It was stopped: its handle was dropped, or the run was over.
        1 "terminated" Terminated,
        /// It crashed, or could not be started.
        2 "failed" Failed,
    }

    /// Why no more comes of a file that is fetched.
    FetchEnd {
        /// All of it has come.
        0 "complete" Complete,
        /// It could not be loaded, or the connection broke.
        1 "failed" Failed,
        /// Nobody wanted it any more.
        2 "cancelled" Cancelled,
    }

    /// What the values of a chart are.
    Unit {
        /// Numbers of things.
        0 "count" Count,
        /// Lengths of time, in nanoseconds.
        1 "nanos" Nanos,
        /// Amounts of memory, in bytes.
        2 "bytes" Bytes,
    }
}

impl Way {
    /// Whether the turn comes before the browser does anything else.
    #[must_use]
    pub fn is_microtask(self) -> bool {
        matches!(self, Self::Promise | Self::QueueMicrotask)
    }

    /// How a turn is asked for that has to let the browser do something else first.
    #[must_use]
    pub fn after_events(self) -> Self {
        if self.is_microtask() {
            Self::Message
        } else {
            self
        }
    }
}
