//! Locks that are held across an await while others wait for them.
//!
//! Where tasks have priorities, such a wait can have a cause of its own: the holder is ready and would give the lock
//! back soon, but tasks that are less important than the one that waits run instead. That is told, and not the await.

use std::collections::BTreeMap;

use taskscope_runtime::{Access, Event, Micros, Order, PlaceId, ResourceId, ResourceKind, TaskId, Wait};

use super::{FindingKind, Found, LONG, MANY_POLLS, Subject, between};
use crate::trace::narration::Words;
use crate::trace::time_text::micros_text;
use crate::trace::wording::resource_text;
use crate::trace::{Await, Moment, Phase, State, Step};

/// For each lock that is held by a task at an await: since when somebody waits for it.
#[derive(Debug, Default)]
pub(super) struct Locks(BTreeMap<ResourceId, Waited>);

#[derive(Debug)]
struct Waited {
    step: Step,
    time: Micros,
    holder: TaskId,
    /// The await it stands at.
    place: PlaceId,
    /// Polls of the holder so far.
    polls: u32,
    waiter: TaskId,
    /// The first task of a priority between theirs that ran while the holder was ready.
    between: Option<TaskId>,
}

impl Locks {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only these events begin, lengthen and end such a wait"
    )]
    pub(super) fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::PollStarted { task } if moment.state.order == Some(Order::Priority) => {
                self.polled(task, moment.state);
            }
            Event::Queued { resource, .. } => self.queued(resource, moment),
            Event::Released { resource, holder, .. } => self.released(resource, holder, moment, found),
            _ => {}
        }
    }

    fn polled(&mut self, task: TaskId, state: &State) {
        let priority = priority_of(state, task);
        for waited in self.0.values_mut().filter(|waited| waited.between.is_none()) {
            let is_passed_over = state.task(waited.holder).is_some_and(|holder| holder.phase == Phase::Ready);
            let between = priority_of(state, waited.holder) + 1..priority_of(state, waited.waiter);
            if is_passed_over && between.contains(&priority) {
                waited.between = Some(task);
            }
        }
    }

    fn queued(&mut self, lock: ResourceId, moment: Moment<'_>) {
        if self.0.contains_key(&lock) {
            return;
        }
        let Moment { state, step, time, .. } = moment;
        let (Some(resource), Some(waiter)) = (state.resource(lock), state.running) else { return };
        if !matches!(resource.kind, ResourceKind::Mutex | ResourceKind::RwLock) {
            return;
        }
        // Only an await can have let this task run, so the holder stands at one.
        let alone = resource.holders().next().filter(|holder| holder.access == Access::Exclusive);
        let Some(holder) = alone.and_then(|holder| holder.task).filter(|&holder| holder != waiter) else {
            return;
        };
        let Some(task) = state.task(holder) else { return };
        // Whoever waits for a second lock holds the first of necessity; that it takes long is the fault of others.
        let is_lock = |wait: &&Await| matches!(wait.on, Wait::Acquire(_) | Wait::Read(_));
        let Some(&Await { place, .. }) = task.awaits.iter().find(|wait| !is_lock(wait)) else { return };
        self.0.insert(lock, Waited { step, time, holder, place, polls: task.polls, waiter, between: None });
    }

    fn released(&mut self, lock: ResourceId, by: Option<TaskId>, moment: Moment<'_>, found: &mut Found) {
        let Some(waited) = self.0.remove(&lock).filter(|waited| by == Some(waited.holder)) else { return };
        let Waited { step, time, holder, place, polls, waiter, between: other } = waited;
        let length = between(time, moment.time);
        let later = moment.state.task(holder).map_or(0, |task| task.polls.saturating_sub(polls));
        if length < LONG && later < MANY_POLLS {
            return;
        }
        if let Some(other) = other {
            found.add((FindingKind::PriorityInversion, Subject::Resource(lock)), step, || {
                let called = resource_text(moment.trace, lock);
                let words =
                    Words::on(waiter).text(format!(" waits {} for {called} of ", micros_text(length)));
                let words = words.task(holder).text(", while ").task(other);
                let words = words.text(" runs, whose priority lies between theirs.");
                (vec![holder, waiter, other], words)
            });
            return;
        }
        found.add((FindingKind::LockAcrossAwait, Subject::Resource(lock)), step, || {
            let called = resource_text(moment.trace, lock);
            let words = Words::on(holder).text(format!(" holds {called} while it waits, ")).line(place);
            let words = words.text(", and ").task(waiter);
            (vec![holder, waiter], words.text(format!(" has to wait {} for it.", micros_text(length))))
        });
    }
}

fn priority_of(state: &State, task: TaskId) -> u16 {
    state.task(task).map_or(0, |task| task.priority.into())
}
