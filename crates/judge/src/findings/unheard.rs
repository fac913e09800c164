//! Promises that nothing hears of: their callback was dropped too soon, or they were made and never awaited.
//!
//! A promise that is fulfilled and that nothing waits for is no mistake: a page may ask for something and not need to know.
//! Nor is one that was awaited for a while and given up. So the rule reports a callback that was there once, and a
//! rejection that nothing has ever waited for.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, PlaceId, ResourceId, ResourceKind, TaskId, Wait};

use taskscope_trace::{Moment, Step};

use super::{FindingKind, Found, Rule, Subject};
use crate::facts::facts;

facts! {
    /// A promise was settled after the callback that was to hear of it was dropped.
    struct CallbackDropped {
        /// The promise.
        promise: ResourceId,
        /// Where it was made.
        place: PlaceId,
    }
}

facts! {
    /// A promise was rejected, and nothing has ever waited for it.
    struct RejectionUnseen {
        /// The promise.
        promise: ResourceId,
        /// Where it was made.
        place: PlaceId,
    }
}

#[derive(Debug, Default)]
pub(super) struct Unheard(SortedMap<ResourceId, Watch>);

/// What is known of a promise.
#[derive(Clone, Copy, Debug)]
struct Watch {
    /// The task that made it.
    task: Option<TaskId>,
    place: PlaceId,
    /// How many callbacks can be called; `None` if there was never one.
    callbacks: Option<u32>,
    /// Where it was rejected while something could still come to wait for it.
    rejected: Option<Step>,
}

impl Rule for Unheard {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the lives of promises")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let Moment { state, step, .. } = moment;
        match moment.event {
            Event::ResourceCreated { resource, kind: ResourceKind::Promise, place, .. } => {
                let task = state.running();
                self.0.insert(resource, Watch { task, place, callbacks: None, rejected: None });
            }
            Event::ReceiversChanged { resource, receivers } => {
                if let Some(watch) = self.0.get_mut(&resource) {
                    watch.callbacks = Some(receivers);
                }
            }
            // It is heard. Where it has a callback, that may be what stands in for the browser's call.
            Event::Waiting { on: Wait::Promise(resource), .. } | Event::Received { resource, .. }
                if self.0.get(&resource).is_some_and(|watch| watch.callbacks.is_none()) =>
            {
                self.0.remove(&resource);
            }
            Event::Settled { resource, rejected } => {
                let is_gone = state.resource(resource).is_none_or(|promise| promise.is_gone);
                match self.0.get_mut(&resource) {
                    Some(watch) if watch.callbacks == Some(0) => {
                        watch.report_callback(resource, step, found);
                        self.0.remove(&resource);
                    }
                    Some(watch) if rejected && watch.callbacks.is_none() => {
                        watch.rejected = Some(step);
                        if is_gone {
                            self.end(resource, found);
                        }
                    }
                    _ => drop(self.0.remove(&resource)),
                }
            }
            Event::ResourceDropped { resource }
                if self.0.get(&resource).is_some_and(|watch| watch.rejected.is_some()) =>
            {
                self.end(resource, found);
            }
            Event::RunEnded { .. } => {
                let all: Vec<_> = self.0.keys().copied().collect();
                for promise in all {
                    self.end(promise, found);
                }
            }
            _ => {}
        }
    }
}

impl Unheard {
    /// Nothing can come to wait for a promise any more.
    fn end(&mut self, promise: ResourceId, found: &mut Found) {
        let Some(Watch { task, place, rejected: Some(step), .. }) = self.0.remove(&promise) else { return };
        found.add((FindingKind::RejectionUnseen, Subject::Place(place)), step, || {
            (task.into_iter().collect(), RejectionUnseen { promise, place })
        });
    }
}

impl Watch {
    fn report_callback(self, promise: ResourceId, step: Step, found: &mut Found) {
        let Self { task, place, .. } = self;
        found.add((FindingKind::CallbackDropped, Subject::Place(place)), step, || {
            (task.into_iter().collect(), CallbackDropped { promise, place })
        });
    }
}
