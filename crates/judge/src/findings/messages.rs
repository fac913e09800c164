//! Messages that are never received, or that their own sender receives only long afterwards.
//!
//! What a trace shows of lost messages:
//!
//! - a broadcast receiver that was too slow;
//! - messages in an mpsc channel whose receiver is dropped while the program goes on. Where each sender has sent at most
//!   one, they are answers to a question, and a receiver that has enough of them may drop the rest;
//! - the message of a oneshot that no task took for long or ever waited for. A task that waited and went on without it
//!   found something better, as in a race;
//! - a notification that woke no task and is not kept, if a task waits for it when the run is stuck.
//!
//! A send that fails is not reported: its sender gets an error. Nor is what is left when the main task ends: a program may
//! stop listening at its end.
//!
//! A task that sends messages to itself, and goes on sending for some time before it asks for the first, probably meant to
//! send and receive side by side. One that fills a channel all at once (a pool, a list of work), or sends itself the next
//! piece of work while it takes them, is not reported.

use taskscope_sorted::{SortedMap, SortedSet};

use taskscope_format::{Event, Micros, NodeId, ResourceId, ResourceKind, RunEnd, TaskId, Wait};

use taskscope_trace::{Moment, State, Step};

use super::{FindingKind, Found, LONG, MANY_POLLS, Mark, Rule, Subject, between, polls_of};
use crate::facts::facts;

facts! {
    /// A message that was never received, or a notification that came before any task waited for it.
    enum LostMessage {
        /// A notification came too early.
        Unheard {
            /// What was notified.
            notify: ResourceId,
        },
        /// Messages were left.
        NeverReceived {
            /// How many.
            count: u64,
            /// The channel they were left in.
            channel: ResourceId,
        },
        /// A receiver of a broadcast was too slow.
        TooSlow {
            /// The receiver.
            receiver: Option<TaskId>,
            /// The messages it missed.
            missed: u64,
            /// The channel.
            channel: ResourceId,
        },
    }
}

facts! {
    /// A future sends messages to itself and asks for them only long afterwards.
    struct SentBeforeAsked {
        /// The task.
        task: TaskId,
        /// The channel.
        channel: ResourceId,
        /// How long the first message waited.
        length: Micros,
    }
}

#[derive(Debug, Default)]
pub(super) struct Messages {
    resources: SortedMap<ResourceId, Watch>,
    /// The start of the last poll.
    last_poll: Step,
}

#[derive(Debug, Default)]
struct Watch {
    /// The message that waits longest, where that is known.
    first: Option<Sent>,
    /// Its receiver waited for the message once.
    was_awaited: bool,
    /// A message was taken out of it once.
    was_received: bool,
    /// Who has sent to it.
    senders: Senders,
    /// When the receiver went while messages were there.
    closed: Option<Step>,
    /// A notification that found nobody, and was not kept.
    unheard: Option<Step>,
}

/// The tasks that have sent something to a channel.
#[derive(Debug, Default)]
struct Senders {
    once: SortedSet<TaskId>,
    /// One of them has sent again, or code outside of tasks has sent.
    is_again: bool,
}

impl Senders {
    /// How many tasks are told apart.
    const MOST: usize = 64;

    fn add(&mut self, sender: Option<TaskId>) {
        let is_new = self.once.len() < Self::MOST && sender.is_some_and(|sender| self.once.insert(sender));
        self.is_again |= !is_new;
    }
}

#[derive(Clone, Copy, Debug)]
struct Sent {
    step: Step,
    mark: Mark,
    /// Who sent all that is there; `None` if that were several.
    sender: Option<Sender>,
    /// Polls of the sender so far, when it sent the first and the last.
    polls: u32,
    last_polls: u32,
}

/// A future: a task, and a node in it.
type Sender = (TaskId, Option<NodeId>);

impl Rule for Messages {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the events of messages")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let sender = moment.state.running().map(|task| (task, moment.state.polled().last().copied()));
        match moment.event {
            Event::PollStarted { .. } => self.last_poll = moment.step,
            Event::Waiting { on: Wait::Receive(resource), .. } => self.awaited(resource, moment.state),
            Event::Sent { resource, .. } => self.sent(resource, sender, moment, found),
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
}

impl Messages {
    fn awaited(&mut self, resource: ResourceId, state: &State) {
        if state.resource(resource).is_some_and(|state| state.kind == ResourceKind::Oneshot) {
            self.resources.entry(resource).or_default().was_awaited = true;
        }
    }

    fn sent(&mut self, resource: ResourceId, sender: Option<Sender>, moment: Moment<'_>, found: &Found) {
        let kind = moment.state.resource(resource).map(|state| state.kind);
        if !matches!(kind, Some(ResourceKind::Mpsc | ResourceKind::Oneshot)) {
            return;
        }
        let watch = self.resources.entry(resource).or_default();
        watch.senders.add(sender.map(|(task, _)| task));
        let polls = sender.map_or(0, |(task, _)| polls_of(moment.state, task));
        match &mut watch.first {
            Some(first) if first.sender != sender => first.sender = None,
            Some(first) => first.last_polls = polls,
            first @ None => {
                let (step, mark) = (moment.step, found.mark(moment.time));
                *first = Some(Sent { step, mark, sender, polls, last_polls: polls });
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
        let is_first = !std::mem::replace(&mut watch.was_received, true);
        if len > 0 {
            // How long the next one waits depends on the receiver's work, not on when it began to ask.
            watch.first = Some(Sent { step: moment.step, mark: found.mark(moment.time), ..first });
        }
        let Some((task, _)) = receiver.filter(|_| first.sender == receiver && is_first) else { return };
        let waited = between(first.mark.time, moment.time);
        let polls = polls_of(moment.state, task).saturating_sub(first.polls);
        let kind = moment.state.resource(resource).map(|state| state.kind);
        let is_late = first.last_polls > first.polls
            && (found.since(first.mark, moment.time) >= LONG || polls >= MANY_POLLS);
        if kind != Some(ResourceKind::Mpsc) || !is_late {
            return;
        }
        found.add((FindingKind::SentBeforeAsked, Subject::Resource(resource)), first.step, || {
            (vec![task], SentBeforeAsked { task, channel: resource, length: waited })
        });
    }

    fn look_at_all(&self, how: RunEnd, moment: Moment<'_>, found: &mut Found) {
        for (&resource, watch) in &self.resources {
            let Some(state) = moment.state.resource(resource) else { continue };
            let lost = match state.kind {
                ResourceKind::Mpsc => {
                    let is_lost =
                        |closed: &Step| *closed < self.last_poll && state.len > 0 && watch.senders.is_again;
                    watch.closed.filter(is_lost)
                }
                ResourceKind::Oneshot => {
                    let is_old = |sent: &Sent| found.since(sent.mark, moment.time) >= LONG;
                    let is_lost = |sent: &Sent| is_old(sent) && state.len > 0 && !watch.was_awaited;
                    watch.first.filter(is_lost).map(|sent| sent.step)
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
                | ResourceKind::Fetch
                | ResourceKind::Cell
                | ResourceKind::Scope => None,
            };
            let Some(step) = lost else { continue };
            found.add((FindingKind::LostMessage, Subject::Resource(resource)), step, || {
                let facts = if state.kind == ResourceKind::Notify {
                    LostMessage::Unheard { notify: resource }
                } else {
                    LostMessage::NeverReceived { count: state.len.into(), channel: resource }
                };
                (Vec::new(), facts)
            });
        }
    }
}

fn lagged(resource: ResourceId, missed: u32, moment: Moment<'_>, found: &mut Found) {
    found.add((FindingKind::LostMessage, Subject::Resource(resource)), moment.step, || {
        let receiver = moment.state.running();
        let facts = LostMessage::TooSlow { receiver, missed: missed.into(), channel: resource };
        (receiver.into_iter().collect(), facts)
    });
}
