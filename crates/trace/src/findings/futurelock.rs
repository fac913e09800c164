//! Locks that a task's own futures have while the task does not poll them.
//!
//! The rule reports a task that waits for a lock, or blocks one that does, while a future inside it that it does not poll
//! holds the lock or is next in line for it. Such a future can neither take the lock nor release it. A task that holds a
//! lock itself and asks for it again is a plain deadlock, and is not reported here.

use taskscope_runtime::{NodeId, ResourceId, TaskId, Wait};

use crate::narration::Words;
use crate::wording::resource_text;
use crate::{State, Trace};

/// A lock that stands still inside a task.
#[derive(Clone, Copy, Debug)]
pub(super) struct Futurelock {
    /// Who waits for the lock.
    waiter: TaskId,
    /// Where it does, and for which lock.
    lock: ResourceId,
    place: taskscope_runtime::PlaceId,
    /// The task that has the lock, and in which of its futures.
    owner: TaskId,
    node: Option<NodeId>,
    /// It was set aside and not taken, not held.
    is_set_aside: bool,
}

impl Futurelock {
    /// The first one among tasks that wait for each other in a circle, each for the next.
    pub(super) fn in_circle(state: &State, circle: &[TaskId]) -> Option<Self> {
        let next = circle.iter().cycle().skip(1);
        circle.iter().zip(next).find_map(|(&waiter, &owner)| Self::between(state, waiter, owner))
    }

    fn between(state: &State, waiter: TaskId, owner: TaskId) -> Option<Self> {
        let wait = state.task(waiter)?.awaits.only()?;
        let (Wait::Acquire(lock) | Wait::Read(lock)) = wait.on else { return None };
        let resource = state.resource(lock)?;
        let found = |node, is_set_aside| Self { waiter, lock, place: wait.place, owner, node, is_set_aside };
        // The owner was polled since, or it would be woken and in no circle.
        let mut granted = resource.waiters().filter(|one| one.is_granted && one.task == Some(owner));
        if let Some(granted) = granted.next() {
            return Some(found(granted.node, true));
        }
        // Its code stands at its own level, so none of its futures is polled. One that is over may have handed the
        // guard to that code.
        let stands_outside = state.task(owner)?.awaits.only()?.node.is_none();
        let mut inside = resource.holders().filter(|one| one.task == Some(owner)).filter_map(|one| one.node);
        let is_alive = |node: &NodeId| state.nodes.get(*node).is_some_and(|node| !node.is_finished);
        inside.find(|node| stands_outside && is_alive(node)).map(|node| found(Some(node), false))
    }

    /// The tasks it is about, the one at fault first.
    pub(super) fn tasks(&self) -> Vec<TaskId> {
        let waiter = (self.waiter != self.owner).then_some(self.waiter);
        std::iter::once(self.owner).chain(waiter).collect()
    }

    pub(super) fn owner(&self) -> TaskId {
        self.owner
    }

    pub(super) fn words(&self, state: &State, trace: &Trace) -> Words {
        let called = resource_text(trace, self.lock);
        let words = Words::on(self.waiter).text(format!(" waits for {called}, ")).line(self.place);
        let words = words.text(if self.is_set_aside { ", set aside for " } else { ", held by " });
        let words = if self.owner == self.waiter {
            words.text("its own future")
        } else {
            words.text("a future of ").task(self.owner)
        };
        let label = self.node.and_then(|node| state.nodes.get(node)).map(|node| trace.text(node.label));
        let words = match label {
            Some(label) => words.text(" ").said(label),
            None => words,
        };
        words.text(", which is not polled meanwhile.")
    }
}
