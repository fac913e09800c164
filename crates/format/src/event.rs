//! Every fact that a trace can hold.

use crate::charts::ChartEvent;
use crate::fetches::FetchEvent;
use crate::terms::{
    Access, HostThread, Observation, Order, Reporter, ResourceKind, RunEnd, TurnCause, Wait, WakeSource, Way,
};
use crate::threads::ThreadEvent;
use crate::{Clock, Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, Ticket, TimerId};

/// One fact in the trace.
///
/// A poll of a task starts with [`PollStarted`](Event::PollStarted) and ends with exactly one of
/// [`PollEnded`](Event::PollEnded), [`TaskDone`](Event::TaskDone) and [`TaskPanicked`](Event::TaskPanicked). Events
/// without a task of their own belong to the task that is being polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The first event of a run.
    RunStarted {
        /// The clock that the times of this trace are read from.
        clock: Clock,
        /// Which ready task ran next.
        order: Order,
        /// Where the random choices started from.
        seed: u64,
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
    /// A task was dropped before it was done: aborted, or cut off because the run ended. Where it stood is the await
    /// that its last poll met.
    TaskCancelled {
        /// The task.
        task: TaskId,
        /// The task that aborted it; `None` if nobody did: it was cut off, or aborted from outside.
        by: Option<TaskId>,
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
    /// The handle of a task was dropped before it gave the task's result: nobody will see it any more.
    TaskDetached {
        /// The task.
        task: TaskId,
    },
    /// A task got a priority other than 0.
    TaskPriority {
        /// The task.
        task: TaskId,
        /// The priority: tasks with a higher one go first, under the policy that looks at it.
        priority: u8,
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
    /// A resource was made.
    ResourceCreated {
        /// The new resource.
        resource: ResourceId,
        /// What it is.
        kind: ResourceKind,
        /// How much it holds: messages, permits, readers, tasks; `None` if it is unbounded or holds nothing.
        capacity: Option<u32>,
        /// Where it was made.
        place: PlaceId,
    },
    /// A future joined the line of those who wait for a resource.
    Queued {
        /// The resource.
        resource: ResourceId,
        /// Its place in the line.
        ticket: Ticket,
        /// The node whose future it is; `None` at the task's own level.
        node: Option<NodeId>,
        /// How many permits it waits for: 1 for most resources.
        permits: u32,
    },
    /// What was waited for was set aside for the one who waits; it has still to be polled to take it.
    Granted {
        /// The resource.
        resource: ResourceId,
        /// Whom it was given to.
        ticket: Ticket,
    },
    /// A future left the line: it took what it waited for, or it was dropped.
    Left {
        /// The resource.
        resource: ResourceId,
        /// Its place in the line.
        ticket: Ticket,
        /// Whether it left with what it waited for.
        served: bool,
    },
    /// The task being polled got hold of a resource.
    Acquired {
        /// The resource.
        resource: ResourceId,
        /// How it holds it.
        access: Access,
        /// How many permits it holds.
        permits: u32,
        /// The node that got hold of it; `None` at the task's own level.
        node: Option<NodeId>,
    },
    /// A hold on a resource was given back.
    Released {
        /// The resource.
        resource: ResourceId,
        /// How it was held.
        access: Access,
        /// How many permits were given back.
        permits: u32,
        /// The task that had acquired it; `None` if that was outside a task.
        holder: Option<TaskId>,
    },
    /// A message or a value went into a resource.
    Sent {
        /// The resource.
        resource: ResourceId,
        /// How many it holds now.
        len: u32,
    },
    /// A message or a value was taken out of a resource, or read.
    Received {
        /// The resource.
        resource: ResourceId,
        /// How many it holds now.
        len: u32,
    },
    /// A receiver was too slow: messages it had not read were overwritten.
    Lagged {
        /// The resource.
        resource: ResourceId,
        /// How many it missed.
        missed: u32,
    },
    /// `notify_one` or `notify_waiters` was called.
    Notified {
        /// The resource.
        resource: ResourceId,
        /// How many that waited it woke.
        woken: u32,
        /// Whether a permit is kept for the next one who waits.
        stored: bool,
    },
    /// A sender was cloned or dropped.
    SendersChanged {
        /// The resource.
        resource: ResourceId,
        /// How many senders there are now. With none left, receivers end after the last message.
        senders: u32,
    },
    /// A receiver was made or dropped.
    ReceiversChanged {
        /// The resource.
        resource: ResourceId,
        /// How many receivers there are now.
        receivers: u32,
    },
    /// A resource was closed: by its receiver, or by a call of `close`.
    Closed {
        /// The resource.
        resource: ResourceId,
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
    /// Events before this one were dropped because the trace was full; what they left behind was written again.
    EventsDropped {
        /// How many.
        count: u64,
    },
    /// On the browser's clock, after the start of the run: what drives the executor.
    Hosted {
        /// In what the program runs.
        thread: HostThread,
        /// How turns are asked for. One whose budget is spent goes on as a message where this is a microtask, and alarms
        /// are always timeouts.
        way: Way,
    },
    /// The browser does not report something, so the trace can't say when it happens.
    NotReported {
        /// What.
        what: Observation,
    },
    /// A frame of the browser begins.
    Frame {
        /// How many frames should have begun since the one before and did not.
        missed: u32,
    },
    /// A task of the browser's event loop that is over took long. It is reported some time after it ended.
    LongTask {
        /// Who reports it.
        reporter: Reporter,
        /// When it began.
        started: Micros,
        /// How long it took, up to 71 minutes.
        duration: Micros,
    },
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
    /// Something happened to a file that is fetched.
    Fetch(FetchEvent),
    /// Something happened to a thread.
    Thread(ThreadEvent),
    /// The program draws a chart.
    Chart(ChartEvent),
}
