//! Channels without a limit that grow although their receiver is working.
//!
//! The rule reports a channel that was not empty for long, whose receiver took messages all the while, and that reached a
//! new high again and again. It leaves bursts alone, however large: nothing is taken while one comes in, or the channel
//! gets emptier. A second burst that comes before the first is worked off does not count either.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, Micros, ResourceId, ResourceKind, TaskId};

use taskscope_trace::Moment;

use super::{FindingKind, Found, LONG, Rule, Subject, between};
use crate::facts::facts;

/// The fewest messages that are worth a finding.
const MANY_MESSAGES: u32 = 16;

/// How often the channel reached a new high after messages were taken: its receiver is working and still falls behind.
/// Few bursts overlap as often.
const RISES: u32 = 4;

facts! {
    /// A channel without a limit grows although its receiver is working.
    struct QueueGrows {
        /// The channel.
        channel: ResourceId,
        /// The messages in it.
        held: u64,
        /// The task that receives.
        receiver: Option<TaskId>,
        /// The messages that it has taken meanwhile.
        taken: u64,
    }
}

/// The channels without a limit that are not empty.
#[derive(Debug, Default)]
pub(super) struct Backlog(SortedMap<ResourceId, Watch>);

#[derive(Debug)]
struct Watch {
    /// When it was empty.
    time: Micros,
    /// The most it held since.
    most: u32,
    /// Messages taken since.
    taken: u32,
    /// One was taken since it held the most.
    has_sunk: bool,
    /// Times that it rose above what it had sunk from.
    rises: u32,
    receiver: Option<TaskId>,
}

impl Rule for Backlog {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at what goes into channels and out of them")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::Sent { resource, len } => self.sent((resource, len), moment, found),
            Event::Received { resource, len: 0 } => {
                self.0.remove(&resource);
            }
            Event::Received { resource, .. } => {
                if let Some(watch) = self.0.get_mut(&resource) {
                    watch.taken = watch.taken.saturating_add(1);
                    watch.has_sunk = true;
                    watch.receiver = moment.state.running();
                }
            }
            _ => {}
        }
    }
}

impl Backlog {
    fn sent(&mut self, (resource, len): (ResourceId, u32), moment: Moment<'_>, found: &mut Found) {
        let Moment { state, time, .. } = moment;
        let is_limited = state
            .resource(resource)
            .is_none_or(|channel| channel.kind != ResourceKind::Mpsc || channel.capacity.is_some());
        if is_limited {
            return;
        }
        let new = Watch { time, most: 0, taken: 0, has_sunk: false, rises: 0, receiver: None };
        let watch = self.0.entry(resource).or_insert(new);
        let is_more_than_ever = len > watch.most;
        watch.most = watch.most.max(len);
        if is_more_than_ever && std::mem::take(&mut watch.has_sunk) {
            watch.rises = watch.rises.saturating_add(1);
        }
        let is_large = is_more_than_ever && len >= MANY_MESSAGES && watch.rises >= RISES;
        let about = (FindingKind::QueueGrows, Subject::Resource(resource));
        if !is_large || between(watch.time, time) < LONG || found.has(about) {
            return;
        }
        found.add(about, moment.step, || {
            let (held, taken, receiver) = (len.into(), watch.taken.into(), watch.receiver);
            let tasks = state.running().into_iter().chain(receiver).collect();
            (tasks, QueueGrows { channel: resource, held, receiver, taken })
        });
    }
}
