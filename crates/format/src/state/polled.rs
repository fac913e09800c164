//! The futures that are polled inside the tasks that run, and inside those whose polls are suspended.

use taskscope_sorted::SortedMap;

use crate::{NodeId, TaskId, WorkerId};

use super::ByWorker;

/// Stacks of futures, the innermost last: one for each worker, and one for each poll that is suspended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Polled {
    going_on: ByWorker<Vec<NodeId>>,
    suspended: SortedMap<TaskId, Vec<NodeId>>,
}

impl Polled {
    /// A program stacks a handful of futures; those that a damaged trace stacks above are left out.
    const DEEPEST: usize = 32;

    /// The futures that a worker polls, the innermost last.
    pub(super) fn of(&self, worker: WorkerId) -> &[NodeId] {
        self.going_on.of(worker).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_suspended(&self, task: TaskId) -> bool {
        self.suspended.contains_key(&task)
    }

    /// How many bytes a copy takes beside its own, roughly.
    pub(super) fn bytes(&self) -> usize {
        self.going_on.bytes() + self.suspended.len() * std::mem::size_of::<(TaskId, Vec<NodeId>)>() * 3 / 2
    }

    /// A worker begins to poll a task, or has ended its poll.
    pub(super) fn clear(&mut self, worker: WorkerId) {
        // Its memory is kept: most polls have as many futures as those before.
        if let Some(stack) = self.going_on.of_mut(worker) {
            stack.clear();
        }
    }

    /// A worker begins to poll a future.
    pub(super) fn begin(&mut self, worker: WorkerId, node: NodeId) {
        match self.going_on.of_mut(worker) {
            Some(stack) if stack.len() < Self::DEEPEST => stack.push(node),
            Some(_) => {}
            None => self.going_on.set(worker, vec![node]),
        }
    }

    /// A worker has polled a future: it is the innermost, unless the trace is damaged.
    pub(super) fn end(&mut self, worker: WorkerId, node: NodeId) {
        if let Some(stack) = self.going_on.of_mut(worker).filter(|stack| stack.last() == Some(&node)) {
            stack.pop();
        }
    }

    /// The poll of a task by a worker is suspended.
    pub(super) fn suspend(&mut self, worker: WorkerId, task: TaskId) {
        let stack = self.going_on.take(worker).unwrap_or_default();
        self.suspended.insert(task, stack);
    }

    /// A worker goes on with the poll of a task, be it the one that suspended it or another.
    pub(super) fn resume(&mut self, worker: WorkerId, task: TaskId) {
        let stack = self.suspended.remove(&task).unwrap_or_default();
        self.going_on.set(worker, stack);
    }

    /// A task is over, and with it its poll if that was suspended.
    pub(super) fn forget(&mut self, task: TaskId) {
        if !self.suspended.is_empty() {
            self.suspended.remove(&task);
        }
    }
}
