//! Messages that nobody receives, or that their own sender receives only long afterwards.
//!
//! What a trace shows of lost messages: a broadcast receiver that was too slow; messages that are in an mpsc channel
//! when its receiver goes, and the program goes on; the message of a oneshot that nobody took for long; a notification
//! that found nobody and is not kept, if somebody waits for it when the run is stuck. A send that fails is no event: the
//! sender is told. What is left when the main task ends is not meant: a program may stop listening at its end.

use std::collections::BTreeMap;

use taskscope_runtime::{Event, Micros, NodeId, ResourceId, ResourceKind, RunEnd, TaskId};

use super::{FindingKind, Found, LONG, MANY_POLLS, Subject, between, polls_of};
use crate::trace::narration::{Words, capitalized};
use crate::trace::time_text::micros_text;
use crate::trace::wording::{count_text, resource_text};
use crate::trace::{Moment, Step};

#[derive(Debug, Default)]
pub(super) struct Messages {
    resources: BTreeMap<ResourceId, Watch>,
    /// The start of the last poll.
    last_poll: Step,
}

#[derive(Debug, Default)]
struct Watch {
    /// The message that waits longest, where that is known.
    first: Option<Sent>,
    /// When the receiver went while messages were there.
    closed: Option<Step>,
    /// A notification that found nobody, and was not kept.
    unheard: Option<Step>,
}

#[derive(Clone, Copy, Debug)]
struct Sent {
    step: Step,
    time: Micros,
    /// Who sent all that is there; `None` if that were several.
    sender: Option<Sender>,
    /// Polls of the sender so far.
    polls: u32,
}

/// A future: a task, and a node in it.
type Sender = (TaskId, Option<NodeId>);

impl Messages {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the events of messages")]
    pub(super) fn take(&mut self, moment: Moment<'_>, node: Option<NodeId>, found: &mut Found) {
        let sender = moment.state.running.map(|task| (task, node));
        match moment.event {
            Event::PollStarted { .. } => self.last_poll = moment.step,
            Event::Sent { resource, .. } => self.sent(resource, sender, moment),
            Event::Received { resource, len } => self.received((resource, len), sender, moment, found),
            Event::Lagged { resource, missed } => lagged(resource, missed, moment, found),
            Event::Notified { resource, woken: 0, stored: false } => {
                self.resources.entry(resource).or_default().unheard = Some(moment.step);
            }
            Event::Closed { resource } => {
                let state = moment.state.resource(resource);
                if state.is_some_and(|state| state.kind == ResourceKind::Mpsc && state.len > 0) {
                    self.resources.entry(resource).or_default().closed = Some(moment.step);
                }
            }
            Event::RunEnded { how } => self.look_at_all(how, moment, found),
            _ => {}
        }
    }

    fn sent(&mut self, resource: ResourceId, sender: Option<Sender>, moment: Moment<'_>) {
        let kind = moment.state.resource(resource).map(|state| state.kind);
        if !matches!(kind, Some(ResourceKind::Mpsc | ResourceKind::Oneshot)) {
            return;
        }
        let watch = self.resources.entry(resource).or_default();
        match &mut watch.first {
            Some(first) if first.sender != sender => first.sender = None,
            Some(_) => {}
            first @ None => {
                let polls = sender.map_or(0, |(task, _)| polls_of(moment.state, task));
                *first = Some(Sent { step: moment.step, time: moment.time, sender, polls });
            }
        }
    }

    fn received(
        &mut self,
        (resource, len): (ResourceId, u32),
        receiver: Option<Sender>,
        moment: Moment<'_>,
        found: &mut Found,
    ) {
        let Some(watch) = self.resources.get_mut(&resource) else { return };
        let Some(first) = watch.first.take() else { return };
        if len > 0 {
            // From now on somebody is receiving: only how long the next one waits counts.
            let polls = receiver.map_or(0, |(task, _)| polls_of(moment.state, task));
            watch.first = Some(Sent { step: moment.step, time: moment.time, polls, ..first });
        }
        let Some((task, _)) = receiver.filter(|_| first.sender == receiver) else { return };
        let waited = between(first.time, moment.time);
        let polls = polls_of(moment.state, task).saturating_sub(first.polls);
        let kind = moment.state.resource(resource).map(|state| state.kind);
        let is_late = polls > 0 && (waited >= LONG || polls >= MANY_POLLS);
        if kind != Some(ResourceKind::Mpsc) || !is_late {
            return;
        }
        found.add((FindingKind::SentBeforeAsked, Subject::Resource(resource)), first.step, || {
            let called = resource_text(moment.trace, resource);
            let words = Words::on(task).text(format!(" sends messages to itself through {called}"));
            (vec![task], words.text(format!(", and asks for the first {} later.", micros_text(waited))))
        });
    }

    fn look_at_all(&self, how: RunEnd, moment: Moment<'_>, found: &mut Found) {
        for (&resource, watch) in &self.resources {
            let Some(state) = moment.state.resource(resource) else { continue };
            let lost = match state.kind {
                ResourceKind::Mpsc => watch.closed.filter(|&closed| closed < self.last_poll && state.len > 0),
                ResourceKind::Oneshot => {
                    let is_old = |sent: &Sent| between(sent.time, moment.time) >= LONG;
                    watch.first.filter(|sent| is_old(sent) && state.len > 0).map(|sent| sent.step)
                }
                ResourceKind::Notify => watch.unheard.filter(|_| how == RunEnd::Stuck && state.waiting() > 0),
                ResourceKind::Broadcast
                | ResourceKind::Watch
                | ResourceKind::Mutex
                | ResourceKind::RwLock
                | ResourceKind::Semaphore
                | ResourceKind::Barrier
                | ResourceKind::JoinSet
                | ResourceKind::Promise
                | ResourceKind::Fetch => None,
            };
            let Some(step) = lost else { continue };
            let called = resource_text(moment.trace, resource);
            let words = if state.kind == ResourceKind::Notify {
                format!("{} was notified before anybody waited for it.", capitalized(&called))
            } else {
                let (count, was) = (state.len, if state.len == 1 { "was" } else { "were" });
                format!("{} of {called} {was} never received.", count_text(count.into(), "message"))
            };
            found.add((FindingKind::LostMessage, Subject::Resource(resource)), step, || {
                (Vec::new(), Words::begin(words))
            });
        }
    }
}

fn lagged(resource: ResourceId, missed: u32, moment: Moment<'_>, found: &mut Found) {
    found.add((FindingKind::LostMessage, Subject::Resource(resource)), moment.step, || {
        let missed = count_text(missed.into(), "message");
        let called = resource_text(moment.trace, resource);
        let words = Words::on_whom(moment.state.running);
        let tasks = moment.state.running.into_iter().collect();
        (tasks, words.text(format!(" was too slow and missed {missed} of {called}.")))
    });
}
