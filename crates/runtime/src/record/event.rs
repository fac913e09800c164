//! Every fact that a trace can hold.

use crate::{ChannelId, Clock, Micros, NodeId, PlaceId, TaskId, TextId, TimerId};

/// One fact in the trace.
///
/// A poll of a task starts with [`PollStarted`](Event::PollStarted) and ends with exactly one of
/// [`PollEnded`](Event::PollEnded), [`TaskDone`](Event::TaskDone) and [`TaskPanicked`](Event::TaskPanicked). Events
/// without a task of their own belong to the task that is being polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The first event of a run.
    RunStarted {
        /// The clock that the times of this trace are read from.
        clock: Clock,
    },
    /// The last event of a run.
    RunEnded {
        /// Why it ended.
        how: RunEnd,
    },
    /// The host gave the executor a turn.
    TurnStarted {
        /// What the turn was given for.
        cause: TurnCause,
    },
    /// Control went back to the host.
    TurnEnded {
        /// Whether tasks were still ready because the turn's budget was used up.
        budget_spent: bool,
    },
    /// A task was made. It is ready from the event that follows.
    TaskSpawned {
        /// The new task.
        task: TaskId,
        /// The task that spawned it; `None` if it was spawned from outside.
        parent: Option<TaskId>,
        /// Its name.
        name: TextId,
        /// Where `spawn` was called.
        place: PlaceId,
    },
    /// A task became ready. If it is being polled just now, it goes to the queue when that poll ends.
    TaskReady {
        /// The task.
        task: TaskId,
        /// Who woke it.
        by: WakeSource,
    },
    /// A task was woken that was ready already: the wake changed nothing.
    TaskWokenAgain {
        /// The task.
        task: TaskId,
        /// Who woke it.
        by: WakeSource,
    },
    /// A poll of a task begins.
    PollStarted {
        /// The task.
        task: TaskId,
    },
    /// A poll of a task ended with `Poll::Pending`.
    PollEnded {
        /// The task.
        task: TaskId,
    },
    /// A task ended with a value, and with it the poll.
    TaskDone {
        /// The task.
        task: TaskId,
    },
    /// A task was dropped before it was done: aborted, or cut off because the run ended.
    TaskCancelled {
        /// The task.
        task: TaskId,
    },
    /// A task panicked, and with it ended the poll.
    TaskPanicked {
        /// The task.
        task: TaskId,
        /// The panic's message.
        message: TextId,
        /// Where the panic was raised, where that is known: only a panic hook is told.
        place: Option<PlaceId>,
    },
    /// The task being polled met an await that is not over: it (or its node) waits.
    Waiting {
        /// The node whose await this is; `None` at the task's own level.
        node: Option<NodeId>,
        /// What it waits for.
        on: Wait,
        /// The line of the await.
        place: PlaceId,
    },
    /// A future inside the task came under observation.
    NodeCreated {
        /// The new node.
        node: NodeId,
        /// The node it stands inside; `None` at the task's own level.
        parent: Option<NodeId>,
        /// What the source calls it.
        label: TextId,
        /// Where it was made.
        place: PlaceId,
    },
    /// A poll of a node begins.
    NodePollStarted {
        /// The node.
        node: NodeId,
    },
    /// A poll of a node ends.
    NodePollEnded {
        /// The node.
        node: NodeId,
        /// Whether it returned its value.
        ready: bool,
    },
    /// A node's waker was called.
    NodeWoken {
        /// The node.
        node: NodeId,
        /// Who woke it.
        by: WakeSource,
    },
    /// A node went away.
    NodeDropped {
        /// The node.
        node: NodeId,
        /// Whether it had returned its value before.
        finished: bool,
    },
    /// A channel was made.
    ChannelCreated {
        /// The new channel.
        channel: ChannelId,
        /// How many messages it holds; `None` if it is unbounded.
        capacity: Option<u32>,
        /// Where it was made.
        place: PlaceId,
    },
    /// A message went into a channel.
    Sent {
        /// The channel.
        channel: ChannelId,
        /// How many messages it holds now.
        len: u32,
    },
    /// A message was taken out of a channel.
    Received {
        /// The channel.
        channel: ChannelId,
        /// How many messages it holds now.
        len: u32,
    },
    /// A sender was cloned or dropped.
    SendersChanged {
        /// The channel.
        channel: ChannelId,
        /// How many senders there are now. With none left, the receiver ends after the last message.
        senders: u32,
    },
    /// The receiver of a channel was closed or dropped.
    ReceiverClosed {
        /// The channel.
        channel: ChannelId,
    },
    /// A timer was set.
    TimerSet {
        /// The timer.
        timer: TimerId,
        /// When it is due.
        deadline: Micros,
    },
    /// A timer fired.
    TimerFired {
        /// The timer.
        timer: TimerId,
    },
    /// A timer was dropped before it fired.
    TimerCancelled {
        /// The timer.
        timer: TimerId,
    },
    /// `work` begins to keep the processor busy.
    WorkStarted {
        /// For how long.
        duration: Micros,
        /// Where it was called.
        place: PlaceId,
    },
    /// `work` ends.
    WorkEnded,
    /// The program printed a line.
    Output {
        /// The line.
        text: TextId,
    },
    /// The program marked this moment.
    Mark {
        /// What it called it.
        text: TextId,
    },
}

impl Event {
    /// The text it refers to: a name, a label, a line of output.
    #[must_use]
    pub fn text(self) -> Option<TextId> {
        self.referred().0
    }

    /// The place in the source it refers to.
    #[must_use]
    pub fn place(self) -> Option<PlaceId> {
        self.referred().1
    }

    fn referred(self) -> (Option<TextId>, Option<PlaceId>) {
        match self {
            Self::TaskSpawned { name: text, place, .. } | Self::NodeCreated { label: text, place, .. } => {
                (Some(text), Some(place))
            }
            Self::TaskPanicked { message: text, place, .. } => (Some(text), place),
            Self::Waiting { place, .. }
            | Self::ChannelCreated { place, .. }
            | Self::WorkStarted { place, .. } => (None, Some(place)),
            Self::Output { text } | Self::Mark { text } => (Some(text), None),
            Self::RunStarted { .. }
            | Self::RunEnded { .. }
            | Self::TurnStarted { .. }
            | Self::TurnEnded { .. }
            | Self::TaskReady { .. }
            | Self::TaskWokenAgain { .. }
            | Self::PollStarted { .. }
            | Self::PollEnded { .. }
            | Self::TaskDone { .. }
            | Self::TaskCancelled { .. }
            | Self::NodePollStarted { .. }
            | Self::NodePollEnded { .. }
            | Self::NodeWoken { .. }
            | Self::NodeDropped { .. }
            | Self::Sent { .. }
            | Self::Received { .. }
            | Self::SendersChanged { .. }
            | Self::ReceiverClosed { .. }
            | Self::TimerSet { .. }
            | Self::TimerFired { .. }
            | Self::TimerCancelled { .. }
            | Self::WorkEnded => (None, None),
        }
    }
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// The main task is done; tasks that were still alive were cancelled.
    Finished,
    /// Nothing is ready, no timer is set, and nothing outside can wake a task: it would wait for ever.
    Stuck,
    /// The trace reached its capacity.
    LimitReached,
    /// The main task panicked, or a panic can't be survived on this platform.
    Panicked,
}

/// What a turn was given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnCause {
    /// The queue had become non-empty: a microtask, in a browser.
    Request,
    /// The turn before had spent its budget: a macrotask, in a browser.
    Continuation,
    /// The next timer is due.
    Alarm,
}

/// Who called a waker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WakeSource {
    /// Nobody: the task is new.
    Spawn,
    /// A task, while it was polled or because it ended.
    Task(TaskId),
    /// A timer.
    Timer(TimerId),
    /// Something outside the executor: an event of the browser, another thread.
    Outside,
}

/// What an await waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// A timer: `sleep`.
    Timer(TimerId),
    /// A message, or the end of a channel: `recv`.
    Receive(ChannelId),
    /// Room in a full channel: `send`.
    Send(ChannelId),
    /// The end of a task: a `JoinHandle`.
    Task(TaskId),
    /// Its next turn only: `yield_now`.
    Yield,
}
