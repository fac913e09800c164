//! Every fact that a trace can hold: the table of events.

use crate::charts::ChartEvent;
use crate::fetches::FetchEvent;
use crate::kinds::kinds;
use crate::orders::Order;
use crate::terms::{
    Access, Clock, HostThread, Observation, Reporter, ResourceKind, RunEnd, TurnCause, Wait, WakeSource, Way,
};
use crate::threads::ThreadEvent;
use crate::{Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, Ticket, TimerId};

kinds! {
/// One fact in the trace.
///
/// A poll of a task starts with [`PollStarted`](Event::PollStarted) and ends with exactly one of
/// [`PollEnded`](Event::PollEnded), [`TaskDone`](Event::TaskDone) and [`TaskPanicked`](Event::TaskPanicked). Events
/// without a task of their own belong to the task that is being polled.
pub enum Event {
    /// The first event of a run.
    16 "run_started" RunStarted of Run {
        /// The clock that the times of this trace are read from.
        clock: Clock => A_LOW,
        /// Which ready task ran next.
        order: Order => A_REST DETAIL,
        /// Where the random choices started from.
        seed: u64 => B C,
    },
    /// The last event of a run.
    17 "run_ended" RunEnded of Run {
        /// Why it ended.
        how: RunEnd => A,
    },
    /// The host gave the executor a turn.
    18 "turn_started" TurnStarted of Worker {
        /// What the turn was given for.
        cause: TurnCause => A,
    },
    /// Control went back to the host.
    19 "turn_ended" TurnEnded of Worker {
        /// Whether tasks were still ready because the turn's budget was used up.
        budget_spent: bool => A,
    },
    /// A task was made. It is ready from the event that follows.
    20 "task_spawned" TaskSpawned of Task(task) {
        /// The new task.
        task: TaskId => A,
        /// The task that spawned it; `None` if it was spawned from outside.
        parent: Option<TaskId> => B,
        /// Its name.
        name: TextId => DETAIL,
        /// Where `spawn` was called.
        place: PlaceId => C,
    },
    /// A task became ready. If it is being polled just now, it goes to the queue when that poll ends.
    21 "task_ready" TaskReady of Task(task) {
        /// The task.
        task: TaskId => A,
        /// Who woke it.
        by: WakeSource => DETAIL B,
    },
    /// A task was woken that was ready already: the wake changed nothing.
    22 "task_woken_again" TaskWokenAgain of Task(task) {
        /// The task.
        task: TaskId => A,
        /// Who woke it.
        by: WakeSource => DETAIL B,
    },
    /// A poll of a task begins.
    23 "poll_started" PollStarted of Task(task) {
        /// The task.
        task: TaskId => A,
    },
    /// A poll of a task ended with `Poll::Pending`.
    24 "poll_ended" PollEnded of Task(task) {
        /// The task.
        task: TaskId => A,
    },
    /// A poll of a task was suspended in its middle: its stack is kept, and others are polled until it goes on.
    61 "poll_suspended" PollSuspended of Task(task) since 2 {
        /// The task.
        task: TaskId => A,
    },
    /// A poll that was suspended goes on where it was.
    62 "poll_resumed" PollResumed of Task(task) since 2 {
        /// The task.
        task: TaskId => A,
    },
    /// A task ended with a value, and with it the poll.
    25 "task_done" TaskDone of Task(task) {
        /// The task.
        task: TaskId => A,
    },
    /// A task was dropped before it was done: aborted, or cut off because the run ended. Where it stood is the await
    /// that its last poll met.
    26 "task_cancelled" TaskCancelled of Task(task) {
        /// The task.
        task: TaskId => A,
        /// The task that aborted it; `None` if nobody did: it was cut off, or aborted from outside.
        by: Option<TaskId> => B,
    },
    /// A task panicked, and with it ended the poll.
    27 "task_panicked" TaskPanicked of Task(task) {
        /// The task.
        task: TaskId => A,
        /// The panic's message.
        message: TextId => B,
        /// Where the panic was raised, where that is known: only a panic hook is told.
        place: Option<PlaceId> => C,
    },
    /// The handle of a task was dropped before it gave the task's result: nobody will see it any more.
    46 "task_detached" TaskDetached of Task(task) {
        /// The task.
        task: TaskId => A,
    },
    /// A task got a priority other than 0.
    47 "task_priority" TaskPriority of Task(task) {
        /// The task.
        task: TaskId => A,
        /// The priority: tasks with a higher one go first, under the policy that looks at it.
        priority: u8 => B,
    },
    /// The task being polled met an await that is not over: it (or its node) waits.
    28 "waiting" Waiting of Polled {
        /// The node whose await this is; `None` at the task's own level.
        node: Option<NodeId> => A,
        /// What it waits for.
        on: Wait => DETAIL B,
        /// The line of the await.
        place: PlaceId => C,
    },
    /// A future inside the task came under observation.
    29 "node_created" NodeCreated of Future(node) {
        /// The new node.
        node: NodeId => A,
        /// The node it stands inside; `None` at the task's own level.
        parent: Option<NodeId> => B,
        /// What the source calls it.
        label: TextId => DETAIL,
        /// Where it was made.
        place: PlaceId => C,
    },
    /// A poll of a node begins.
    30 "node_poll_started" NodePollStarted of Future(node) {
        /// The node.
        node: NodeId => A,
    },
    /// A poll of a node ends.
    31 "node_poll_ended" NodePollEnded of Future(node) {
        /// The node.
        node: NodeId => A,
        /// Whether it returned its value.
        ready: bool => B,
    },
    /// A node's waker was called.
    32 "node_woken" NodeWoken of Future(node) {
        /// The node.
        node: NodeId => A,
        /// Who woke it.
        by: WakeSource => DETAIL B,
    },
    /// A node went away.
    33 "node_dropped" NodeDropped of Future(node) {
        /// The node.
        node: NodeId => A,
        /// Whether it had returned its value before.
        finished: bool => B,
    },
    /// A resource was made.
    34 "resource_created" ResourceCreated of Resource(resource) {
        /// The new resource.
        resource: ResourceId => A,
        /// What it is.
        kind: ResourceKind => DETAIL_LOW,
        /// How much it holds: messages, permits, readers, tasks; `None` if it is unbounded or holds nothing.
        capacity: Option<u32> => DETAIL_REST B,
        /// Where it was made.
        place: PlaceId => C,
    },
    /// A future joined the line of those who wait for a resource.
    49 "queued" Queued of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// Its place in the line.
        ticket: Ticket => B,
        /// The node whose future it is; `None` at the task's own level.
        node: Option<NodeId> => C,
        /// How many permits it waits for: 1 for most resources.
        permits: u32 => DETAIL,
    },
    /// What was waited for was set aside for the one who waits; it has still to be polled to take it.
    50 "granted" Granted of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// Whom it was given to.
        ticket: Ticket => B,
    },
    /// A future left the line: it took what it waited for, or it was dropped.
    51 "left" Left of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// Its place in the line.
        ticket: Ticket => B,
        /// Whether it left with what it waited for.
        served: bool => C,
    },
    /// The task being polled got hold of a resource.
    52 "acquired" Acquired of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// How it holds it.
        access: Access => DETAIL,
        /// How many permits it holds.
        permits: u32 => B,
        /// The node that got hold of it; `None` at the task's own level.
        node: Option<NodeId> => C,
    },
    /// A hold on a resource was given back.
    53 "released" Released of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// How it was held.
        access: Access => DETAIL,
        /// How many permits were given back.
        permits: u32 => B,
        /// The task that had acquired it; `None` if that was outside a task.
        holder: Option<TaskId> => C,
    },
    /// A message or a value went into a resource.
    35 "sent" Sent of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// How many it holds now.
        len: u32 => B,
    },
    /// A message or a value was taken out of a resource, or read.
    36 "received" Received of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// How many it holds now.
        len: u32 => B,
    },
    /// A receiver was too slow: messages it had not read were overwritten.
    54 "lagged" Lagged of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// How many it missed.
        missed: u32 => B,
    },
    /// `notify_one` or `notify_waiters` was called.
    55 "notified" Notified of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// How many that waited it woke.
        woken: u32 => B,
        /// Whether a permit is kept for the next one who waits.
        stored: bool => C,
    },
    /// A sender was cloned or dropped.
    37 "senders_changed" SendersChanged of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// How many senders there are now. With none left, receivers end after the last message.
        senders: u32 => B,
    },
    /// A receiver was made or dropped.
    48 "receivers_changed" ReceiversChanged of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
        /// How many receivers there are now.
        receivers: u32 => B,
    },
    /// A resource was closed: by its receiver, or by a call of `close`.
    38 "closed" Closed of Resource(resource) {
        /// The resource.
        resource: ResourceId => A,
    },
    /// The last handle of a resource is gone, and with it the resource.
    63 "resource_dropped" ResourceDropped of Resource(resource) since 2 {
        /// The resource.
        resource: ResourceId => A,
    },
    /// A timer was set.
    39 "timer_set" TimerSet of Timer(timer) {
        /// The timer.
        timer: TimerId => A,
        /// When it is due.
        deadline: Micros => B C,
    },
    /// A timer fired.
    40 "timer_fired" TimerFired of Timer(timer) {
        /// The timer.
        timer: TimerId => A,
    },
    /// A timer was dropped before it fired.
    41 "timer_cancelled" TimerCancelled of Timer(timer) {
        /// The timer.
        timer: TimerId => A,
    },
    /// `work` begins to keep the processor busy.
    42 "work_started" WorkStarted of Polled {
        /// For how long.
        duration: Micros => B C,
        /// Where it was called.
        place: PlaceId => A,
    },
    /// `work` ends.
    43 "work_ended" WorkEnded of Polled,
    /// Events before this one were dropped because the trace was full; what they left behind was written again.
    56 "events_dropped" EventsDropped of Run {
        /// How many.
        count: u64 => A B,
    },
    /// On the browser's clock, after the start of the run: what drives the executor.
    57 "hosted" Hosted of Run {
        /// In what the program runs.
        thread: HostThread => A,
        /// How turns are asked for. One whose budget is spent goes on as a message where this is a microtask, and alarms
        /// are always timeouts.
        way: Way => B,
    },
    /// The browser does not report something, so the trace can't say when it happens.
    58 "not_reported" NotReported of Run {
        /// What.
        what: Observation => A,
    },
    /// A frame of the browser begins.
    59 "frame" Frame of Browser {
        /// How many frames should have begun since the one before and did not.
        missed: u32 => A,
    },
    /// A task of the browser's event loop that is over took long. It is reported some time after it ended.
    60 "long_task" LongTask of Browser {
        /// Who reports it.
        reporter: Reporter => DETAIL,
        /// When it began.
        started: Micros => B C,
        /// How long it took, up to 71 minutes.
        duration: Micros => A,
    },
    /// The program printed a line.
    44 "output" Output of Polled {
        /// The line.
        text: TextId => A,
        /// Where it was printed; `None` in files that don't say.
        place: Option<PlaceId> => B,
    },
    /// The program marked this moment.
    45 "mark" Mark of Polled {
        /// What it called it.
        text: TextId => A,
        /// Where it was marked; `None` in files that don't say, and where the executor marks a moment by itself.
        place: Option<PlaceId> => B,
    },
}
groups {
    /// Something happened to a file that is fetched.
    Fetch(FetchEvent),
    /// Something happened to a thread.
    Thread(ThreadEvent),
    /// The program draws a chart.
    Chart(ChartEvent),
}
}
