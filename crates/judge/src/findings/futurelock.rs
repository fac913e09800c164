//! Locks that a task's own futures have while the task does not poll them.
//!
//! The rule reports a task that waits for a lock, or blocks one that does, while a future inside it that it does not poll
//! holds the lock or is next in line for it. Such a future can neither take the lock nor release it. A task that holds a
//! lock itself and asks for it again is a plain deadlock, and is not reported here.

use taskscope_format::{NodeId, PlaceId, ResourceId, TaskId, TextId, Wait};
use taskscope_trace::State;

use crate::Label;
use crate::facts::facts;

facts! {
    /// A task waits for a lock that is held by a future inside a task, and that task does not poll it.
    enum Futurelock {
        /// A future of another task holds it.
        HeldInOther {
            /// The task that waits.
            task: TaskId,
            /// The lock.
            lock: ResourceId,
            /// Where it waits.
            place: PlaceId,
            /// The task that has the lock.
            owner: TaskId,
            /// The future in it.
            future: Label,
        },
        /// A future of the same task holds it.
        HeldInside {
            /// The task that waits.
            task: TaskId,
            /// The lock.
            lock: ResourceId,
            /// Where it waits.
            place: PlaceId,
            /// The future.
            future: Label,
        },
        /// It was set aside for a future of another task.
        AsideForOther {
            /// The task that waits.
            task: TaskId,
            /// The lock.
            lock: ResourceId,
            /// Where it waits.
            place: PlaceId,
            /// The task that the lock was set aside for.
            owner: TaskId,
            /// The future in it.
            future: Label,
        },
        /// It was set aside for a future of the same task.
        AsideInside {
            /// The task that waits.
            task: TaskId,
            /// The lock.
            lock: ResourceId,
            /// Where it waits.
            place: PlaceId,
            /// The future.
            future: Label,
        },
        /// It was set aside for another task, in a future that the trace does not name.
        AsideForUnnamed {
            /// The task that waits.
            task: TaskId,
            /// The lock.
            lock: ResourceId,
            /// Where it waits.
            place: PlaceId,
            /// The task that the lock was set aside for.
            owner: TaskId,
        },
        /// It was set aside for the same task, in a future that the trace does not name.
        AsideInsideUnnamed {
            /// The task that waits.
            task: TaskId,
            /// The lock.
            lock: ResourceId,
            /// Where it waits.
            place: PlaceId,
        },
    }
}

/// A lock that stands still inside a task.
#[derive(Clone, Copy, Debug)]
pub(super) struct StandingLock {
    /// Who waits for the lock.
    waiter: TaskId,
    /// Where it does, and for which lock.
    lock: ResourceId,
    place: PlaceId,
    /// The task that has the lock, and in which of its futures.
    owner: TaskId,
    node: Option<NodeId>,
    /// It was set aside and not taken, not held.
    is_set_aside: bool,
}

impl StandingLock {
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

    pub(super) fn facts(&self, state: &State) -> Futurelock {
        let Self { waiter: task, lock, place, owner, node, is_set_aside } = *self;
        let label: Option<TextId> = node.and_then(|node| state.nodes.get(node)).map(|node| node.label);
        let future = Label(label);
        let is_inside = owner == task;
        match (is_set_aside, is_inside, label) {
            (true, true, None) => Futurelock::AsideInsideUnnamed { task, lock, place },
            (true, true, Some(_)) => Futurelock::AsideInside { task, lock, place, future },
            (true, false, None) => Futurelock::AsideForUnnamed { task, lock, place, owner },
            (true, false, Some(_)) => Futurelock::AsideForOther { task, lock, place, owner, future },
            (false, true, _) => Futurelock::HeldInside { task, lock, place, future },
            (false, false, _) => Futurelock::HeldInOther { task, lock, place, owner, future },
        }
    }
}
