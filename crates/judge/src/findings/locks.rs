//! Locks that are held across an await while others wait for them.
//!
//! A single time is not reported: the holder may be making what the lock guards, and the others need just that (a cache
//! that the first request fills, a connection that is opened), or the host was late. From the second time on it is a
//! habit.
//!
//! Where tasks have priorities, such a wait can have a cause of its own: the holder is ready and would release the lock
//! soon, but tasks that are less important than the waiting one run instead. Then that is reported, and not the await.

use taskscope_sorted::SortedMap;

use taskscope_format::{Access, Event, Micros, Order, PlaceId, ResourceId, ResourceKind, TaskId, Wait};

use taskscope_trace::{Await, Moment, Phase, ResourceState, State, Step};

use super::{FindingKind, Found, LONG, MANY_POLLS, Mark, Rule, Subject, between};
use crate::facts::facts;

facts! {
    /// A task holds a lock while it waits at an await, and others wait long for the lock.
    struct LockAcrossAwait {
        /// The task that holds it.
        holder: TaskId,
        /// The lock.
        lock: ResourceId,
        /// The await.
        place: PlaceId,
        /// A task that waits for the lock.
        waiter: TaskId,
        /// How long it waits.
        length: Micros,
    }
}

facts! {
    /// A task waited long for a lock held by a less important one, while a task of a priority between them ran.
    struct PriorityInversion {
        /// The task that waits.
        waiter: TaskId,
        /// How long it waits.
        length: Micros,
        /// The lock.
        lock: ResourceId,
        /// The task that holds it.
        holder: TaskId,
        /// The task that ran.
        other: TaskId,
    }
}

#[derive(Debug, Default)]
pub(super) struct Locks {
    /// For each lock that is held by a task: since when another one waits for it.
    waited: SortedMap<ResourceId, Waited>,
    /// Tasks that got a lock that others wait for, and have met no await since.
    going_on: SortedMap<TaskId, ResourceId>,
    /// The first such wait for each lock, which is reported together with the second.
    once: SortedMap<ResourceId, Held>,
}

#[derive(Debug)]
struct Waited {
    step: Step,
    mark: Mark,
    holder: TaskId,
    /// The await that it waits at; `None` if it has met none.
    place: Option<PlaceId>,
    /// Polls of the holder so far.
    polls: u32,
    waiter: TaskId,
    /// The first task of a priority between theirs that ran while the holder was ready.
    between: Option<TaskId>,
}

/// A lock that was held across an await while another task waited long for it.
#[derive(Clone, Copy, Debug)]
struct Held {
    step: Step,
    holder: TaskId,
    place: PlaceId,
    waiter: TaskId,
    length: Micros,
}

impl Rule for Locks {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only these events begin, lengthen and end such a wait"
    )]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::PollStarted { task } if moment.state.order == Some(Order::Priority) => {
                self.polled(task, moment.state);
            }
            Event::Queued { resource, .. } => self.queued(resource, moment, found),
            Event::Acquired { resource, access: Access::Exclusive, .. } => {
                self.acquired(resource, moment, found);
            }
            Event::Waiting { on, place, .. } if !is_lock(on) => self.awaits(moment.state, place),
            Event::Released { resource, holder, .. } => self.released(resource, holder, moment, found),
            _ => {}
        }
    }
}

impl Locks {
    fn polled(&mut self, task: TaskId, state: &State) {
        let priority = priority_of(state, task);
        for waited in self.waited.values_mut().filter(|waited| waited.between.is_none()) {
            let is_passed_over = state.task(waited.holder).is_some_and(|holder| holder.phase == Phase::Ready);
            let between = priority_of(state, waited.holder) + 1..priority_of(state, waited.waiter);
            if is_passed_over && between.contains(&priority) {
                waited.between = Some(task);
            }
        }
    }

    fn queued(&mut self, lock: ResourceId, moment: Moment<'_>, found: &Found) {
        if self.waited.contains_key(&lock) {
            return;
        }
        let Moment { state, step, time, .. } = moment;
        let (Some(resource), Some(waiter)) = (lock_of(state, lock), state.running()) else { return };
        // Only an await can have let this task run, so the holder stands at one.
        let alone = resource.holders().next().filter(|holder| holder.access == Access::Exclusive);
        let Some(holder) = alone.and_then(|holder| holder.task).filter(|&holder| holder != waiter) else {
            return;
        };
        let Some(task) = state.task(holder) else { return };
        // Whoever waits for a second lock holds the first of necessity; that it takes long is the fault of others.
        let Some(&Await { place, .. }) = task.awaits.iter().find(|wait| !is_lock(wait.on)) else { return };
        let (place, polls) = (Some(place), task.polls);
        let mark = found.mark(time);
        let new = Waited { step, mark, holder, place, polls, waiter, between: None };
        self.waited.insert(lock, new);
    }

    /// A lock has a new holder: the tasks in line wait for that one from now on.
    fn acquired(&mut self, lock: ResourceId, moment: Moment<'_>, found: &Found) {
        let Moment { state, step, time, .. } = moment;
        let (Some(resource), Some(holder)) = (lock_of(state, lock), state.running()) else { return };
        let next = resource.waiters().find(|waiter| !waiter.is_granted).and_then(|waiter| waiter.task);
        let Some(waiter) = next.filter(|&waiter| waiter != holder) else { return };
        let polls = state.task(holder).map_or(0, |task| task.polls);
        let mark = found.mark(time);
        let new = Waited { step, mark, holder, place: None, polls, waiter, between: None };
        self.waited.insert(lock, new);
        self.going_on.insert(holder, lock);
    }

    /// The running task meets an await: the lock it got is held across that.
    fn awaits(&mut self, state: &State, place: PlaceId) {
        let Some(task) = state.running().filter(|_| !self.going_on.is_empty()) else { return };
        let Some(lock) = self.going_on.remove(&task) else { return };
        if let Some(waited) = self.waited.get_mut(&lock).filter(|waited| waited.holder == task) {
            waited.place = Some(place);
        }
    }

    fn released(&mut self, lock: ResourceId, by: Option<TaskId>, moment: Moment<'_>, found: &mut Found) {
        let Some(waited) = self.waited.remove(&lock).filter(|waited| by == Some(waited.holder)) else {
            return;
        };
        let Waited { step, mark, holder, place, polls, waiter, between: other } = waited;
        let Some(place) = place else { return };
        let length = between(mark.time, moment.time);
        let later = moment.state.task(holder).map_or(0, |task| task.polls.saturating_sub(polls));
        if found.since(mark, moment.time) < LONG && later < MANY_POLLS {
            return;
        }
        if let Some(other) = other {
            found.add((FindingKind::PriorityInversion, Subject::Resource(lock)), step, || {
                (vec![holder, waiter, other], PriorityInversion { waiter, length, lock, holder, other })
            });
            return;
        }
        self.held(lock, Held { step, holder, place, waiter, length }, found);
    }

    /// A lock was held across an await while another task waited long for it.
    fn held(&mut self, lock: ResourceId, held: Held, found: &mut Found) {
        let about = (FindingKind::LockAcrossAwait, Subject::Resource(lock));
        let first = self.once.remove(&lock);
        if first.is_none() && !found.has(about) {
            self.once.insert(lock, held);
            return;
        }
        for held in first.into_iter().chain([held]) {
            let Held { step, holder, place, waiter, length } = held;
            found.add(about, step, || {
                (vec![holder, waiter], LockAcrossAwait { holder, lock, place, waiter, length })
            });
        }
    }
}

fn lock_of(state: &State, lock: ResourceId) -> Option<&ResourceState> {
    let is_lock =
        |resource: &&ResourceState| matches!(resource.kind, ResourceKind::Mutex | ResourceKind::RwLock);
    state.resource(lock).filter(is_lock)
}

fn is_lock(wait: Wait) -> bool {
    matches!(wait, Wait::Acquire(_) | Wait::Read(_))
}

fn priority_of(state: &State, task: TaskId) -> u16 {
    state.task(task).map_or(0, |task| task.priority.into())
}
