//! The words that events use: ends, causes, sources, kinds of resources, what an await waits for.

use crate::{ResourceId, TaskId, TimerId, WorkerId};

/// Which clock a run uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clock {
    /// Time jumps to the next timer when nothing is ready, and `work(d)` advances it by `d`.
    Virtual,
    /// The time that really passes.
    Browser,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunEnd {
    /// The main task is done; tasks that were still alive were cancelled.
    Finished,
    /// Nothing is ready, no timer is set, and nothing outside can wake a task: it would wait for ever.
    Stuck,
    /// The trace reached its capacity.
    LimitReached,
    /// The main task panicked, or a panic can't be survived on this platform.
    Panicked,
    /// It was stopped from outside, wherever it stood.
    Stopped,
    /// What it ran in came to an end that it could not tell of: the stack or the memory was used up, or the worker was
    /// killed.
    Crashed,
    /// It kept a thread busy that others need, for longer than its host allows.
    HeldTooLong,
}

/// In what a program runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HostThread {
    /// A worker of its own: the page goes on, whatever the program does.
    #[default]
    Worker,
    /// The page's own thread: while a task is polled the page stands still.
    Page,
}

/// How a browser is asked for the next turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Way {
    /// A microtask: the `then` of a promise that is resolved already.
    #[default]
    Promise,
    /// A microtask: `queueMicrotask`.
    QueueMicrotask,
    /// A macrotask: a message of a `MessageChannel`.
    Message,
    /// A macrotask: `setTimeout` with 0.
    Timeout,
    /// With the next frame: `requestAnimationFrame`.
    Frame,
    /// A macrotask: `scheduler.postTask` with the priority `user-blocking`.
    UserBlocking,
    /// The same with `user-visible`.
    UserVisible,
    /// The same with `background`.
    Background,
    /// A macrotask: `scheduler.yield`, which goes before other tasks of its priority.
    SchedulerYield,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Promise,
        Self::QueueMicrotask,
        Self::Message,
        Self::Timeout,
        Self::Frame,
        Self::UserBlocking,
        Self::UserVisible,
        Self::Background,
        Self::SchedulerYield,
    ];

    /// Whether the turn comes before the browser does anything else.
    #[must_use]
    pub fn is_microtask(self) -> bool {
        matches!(self, Self::Promise | Self::QueueMicrotask)
    }
}

/// Something that not every browser reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Observation {
    /// When frames of the screen begin.
    Frames,
    /// Tasks of the event loop that take 50 ms and more.
    LongTasks,
}

/// Who said that a task of the event loop was long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reporter {
    /// The browser, by a `longtask` entry of its performance timeline.
    LongTask,
    /// The browser, by a `long-animation-frame` entry: the whole frame with its rendering.
    LongAnimationFrame,
}

/// What a turn was given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TurnCause {
    /// The queue had become non-empty: a microtask, in a browser.
    Request,
    /// The turn before had spent its budget: a macrotask, in a browser.
    Continuation,
    /// The next timer is due.
    Alarm,
}

/// Which ready task ran next, as the trace names it: an executor's policy without what it works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// First in, first out.
    Fifo,
    /// The task woken last by a running task first, this many times in a row at most.
    LifoSlot(Option<u32>),
    /// Any, by the seed.
    Random,
    /// The one with the highest priority.
    Priority,
    /// As an earlier run chose.
    Replay,
}

/// Who called a waker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WakeSource {
    /// Nobody: the task is new.
    Spawn,
    /// A task, while it was polled or because it ended.
    Task(TaskId),
    /// A timer.
    Timer(TimerId),
    /// A promise of the browser that was settled.
    Promise(ResourceId),
    /// A thread: a message came from it, or the end of a call, or its own.
    Worker(WorkerId),
    /// Something else outside the executor: an event of the browser, another thread.
    Outside,
}

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// A channel with many senders and one receiver.
    Mpsc,
    /// A channel for one message.
    Oneshot,
    /// A channel whose every receiver sees every message.
    Broadcast,
    /// A value whose receivers see its latest state.
    Watch,
    /// A lock with one holder.
    Mutex,
    /// A lock with many readers or one writer.
    RwLock,
    /// A number of permits.
    Semaphore,
    /// A bell: wakes who waits.
    Notify,
    /// A place where tasks wait until enough of them have come.
    Barrier,
    /// A set of tasks whose ends are awaited together.
    JoinSet,
    /// A promise of the browser.
    Promise,
    /// A file of the site that is loaded.
    Fetch,
}

/// How a resource is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Alone: a mutex, a write lock.
    Exclusive,
    /// With others: a read lock, permits of a semaphore.
    Shared,
}

/// What an await waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wait {
    /// A timer: `sleep`.
    Timer(TimerId),
    /// A message, or the end of a channel; the next task of a `JoinSet` that ends.
    Receive(ResourceId),
    /// Room in a full channel: `send`.
    Send(ResourceId),
    /// The end of a task: a `JoinHandle`.
    Task(TaskId),
    /// Its next turn only: `yield_now`.
    Yield,
    /// A mutex, a write lock, permits.
    Acquire(ResourceId),
    /// A read lock.
    Read(ResourceId),
    /// A notification.
    Notified(ResourceId),
    /// A new value of a watch.
    Changed(ResourceId),
    /// Others to come to a barrier.
    Barrier(ResourceId),
    /// The other side of a channel to close it.
    Closed(ResourceId),
    /// A promise of the browser.
    Promise(ResourceId),
    /// Its next turn, because this poll has done as many operations as it may.
    Budget,
    /// A thread: its next message, its start, its end, or the result of a call; [`WorkerId::POOL`] for a call that no
    /// thread of the pool has begun.
    Worker(WorkerId),
}

/// How a thread ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkerEnd {
    /// It was closed, and its calls were done.
    Closed,
    /// It was stopped: its handle was dropped, or the run was over.
    Terminated,
    /// It crashed, or could not be started.
    Failed,
}

/// Why no more comes of a file that is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FetchEnd {
    /// All of it has come.
    Complete,
    /// It could not be loaded, or the connection broke.
    Failed,
    /// Nobody wanted it any more.
    Cancelled,
}

/// What the values of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Numbers of things.
    Count,
    /// Lengths of time, in nanoseconds.
    Nanos,
    /// Amounts of memory, in bytes.
    Bytes,
}
