//! What stands between a waiting task and its going on.

use taskscope_sorted::{SortedMap, SortedSet};

use taskscope_format::{Access, Micros, NodeId, ResourceId, TaskId, ThreadId, TimerId, Wait};
use taskscope_trace::{NodeState, ResourceState, State, TaskState, ThreadState};

/// What an await stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// A timer that is set.
    Timer(TimerId, Micros),
    /// A task that has to end, or to be served first.
    Task(TaskId),
    /// A lock or permits that others have.
    Lock(ResourceId),
    /// Something outside the executor.
    Promise(ResourceId),
    /// A thread that has something to do; 0 for one of the pool.
    Thread(ThreadId),
    /// Whoever has the other end; the trace does not tell who could have it.
    OtherEnd(ResourceId),
    /// Nothing that could ever end.
    Nothing,
}

impl Obstacle {
    pub(super) fn of(state: &State, on: Wait) -> Self {
        match on {
            Wait::Timer(timer) => match state.timers.get(timer) {
                Some(set) => Self::Timer(timer, set.deadline),
                None => Self::Nothing,
            },
            Wait::Task(task) => Self::Task(task),
            Wait::Acquire(resource) | Wait::Read(resource) => {
                if let Some(writer) = writer_ahead(state, on) {
                    return Self::Task(writer);
                }
                let is_taken =
                    |resource: &ResourceState| tasks_in_the_way(resource).any(|task| task.is_some());
                match state.resource(resource) {
                    Some(state) if is_taken(state) => Self::Lock(resource),
                    _ => Self::OtherEnd(resource),
                }
            }
            Wait::Promise(resource) => Self::Promise(resource),
            Wait::Thread(ThreadId::POOL) => Self::Thread(ThreadId::POOL),
            Wait::Thread(thread) => {
                let is_busy =
                    |thread: &&ThreadState| thread.end.is_none() && (!thread.is_ready || thread.calls > 0);
                state.threads.get(thread).filter(is_busy).map_or(Self::Nothing, |_| Self::Thread(thread))
            }
            Wait::Receive(resource)
            | Wait::Send(resource)
            | Wait::Notified(resource)
            | Wait::Changed(resource)
            | Wait::Barrier(resource)
            | Wait::Closed(resource) => Self::OtherEnd(resource),
            Wait::Yield | Wait::Budget => Self::Nothing,
        }
    }
}

/// Who has a lock or permits: those that hold it, then those for whom it is set aside but who have not taken it;
/// `None` for code outside of tasks.
pub(crate) fn tasks_in_the_way(resource: &ResourceState) -> impl Iterator<Item = Option<TaskId>> {
    // The line is fair: whoever was granted something stands at its front.
    let granted = resource.waiters().take_while(|waiter| waiter.is_granted);
    resource.holding_tasks().chain(granted.map(|waiter| waiter.task))
}

/// The writer that a reader waits behind, where nothing else keeps the reader out: all who hold the lock read, and the
/// line is fair.
pub(crate) fn writer_ahead(state: &State, on: Wait) -> Option<TaskId> {
    let Wait::Read(lock) = on else { return None };
    let resource = state.resource(lock)?;
    if resource.is_anyone_granted() || resource.holders().any(|holder| holder.access == Access::Exclusive) {
        return None;
    }
    let first = resource.waiters().next()?.task?;
    let mut awaits = state.task(first)?.awaits.iter();
    awaits.any(|wait| wait.on == Wait::Acquire(lock)).then_some(first)
}

/// The futures inside tasks that wait for something which the task's last poll did not say, because it did not poll
/// them: members of a set are polled only if they were woken.
pub(super) struct Unpolled(SortedMap<TaskId, Vec<NodeId>>);

impl Unpolled {
    /// Looks at all nodes once.
    pub(super) fn new(state: &State) -> Self {
        let parents: SortedSet<NodeId> = state.nodes.values().filter_map(|node| node.parent).collect();
        let mut innermost: SortedMap<TaskId, Vec<NodeId>> = SortedMap::new();
        let waits = |node: &&NodeState| !node.is_finished && !node.is_woken && !parents.contains(&node.id);
        for node in state.nodes.values().filter(waits) {
            innermost.entry(node.task).or_default().push(node.id);
        }
        Self(innermost)
    }

    /// Whether a task may wait for more than its awaits say.
    pub(super) fn has(&self, task: &TaskState) -> bool {
        let said: SortedSet<Option<NodeId>> = task.awaits.iter().map(|wait| wait.node).collect();
        // An await at the task's own level is where its code stands: what else is there is not polled at all.
        let is_elsewhere = |node: &NodeId| !said.contains(&Some(*node));
        let inside = self.0.get(&task.id).map_or(&[][..], Vec::as_slice);
        said.is_empty() || (!said.contains(&None) && inside.iter().any(is_elsewhere))
    }
}
