//! Herds: one notification wakes many, and all but one look, find nothing, and wait again.

use std::collections::BTreeMap;

use taskscope_runtime::{Event, ResourceId};

use super::{FindingKind, Found, Subject};
use crate::trace::narration::Words;
use crate::trace::wording::{count_text, resource_text};
use crate::trace::{Moment, Step};

/// So many woken at once are a herd: with two or three a glance of each costs less than a rule that chooses.
const HERD: u32 = 4;

#[derive(Debug, Default)]
pub(super) struct Herds {
    woken: BTreeMap<ResourceId, Herd>,
    poll: Poll,
}

/// Those whom the last notification woke.
#[derive(Clone, Copy, Debug)]
struct Herd {
    step: Step,
    size: u32,
    /// How many of them went back to wait.
    in_vain: u32,
}

/// What the poll that goes on has done.
#[derive(Clone, Copy, Debug, Default)]
struct Poll {
    /// Whose notification it took.
    heard: Option<ResourceId>,
    /// Whether it waits for the same again.
    waits_again: bool,
    is_useful: bool,
}

impl Herds {
    #[expect(clippy::wildcard_enum_match_arm, reason = "everything else that a poll does is of use")]
    pub(super) fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::Notified { resource, woken, .. } => {
                self.poll.is_useful = true;
                if woken >= HERD {
                    self.woken.insert(resource, Herd { step: moment.step, size: woken, in_vain: 0 });
                } else {
                    self.woken.remove(&resource);
                }
            }
            Event::PollStarted { .. } => self.poll = Poll::default(),
            Event::Left { resource, served: true, .. } => self.poll.heard = Some(resource),
            Event::Queued { resource, .. } => self.poll.waits_again = self.poll.heard == Some(resource),
            Event::PollEnded { .. } => self.end(moment, found),
            Event::Waiting { .. }
            | Event::Granted { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
            | Event::TurnStarted { .. }
            | Event::TurnEnded { .. }
            | Event::Hosted { .. }
            | Event::NotReported { .. }
            | Event::Frame { .. }
            | Event::LongTask { .. } => {}
            _ => self.poll.is_useful = true,
        }
    }

    fn end(&mut self, moment: Moment<'_>, found: &mut Found) {
        let Poll { heard: Some(resource), waits_again: true, is_useful: false } = self.poll else { return };
        let Some(herd) = self.woken.get_mut(&resource) else { return };
        herd.in_vain += 1;
        if herd.in_vain + 1 == herd.size {
            let Herd { step, size, in_vain } = *herd;
            found.add((FindingKind::ThunderingHerd, Subject::Resource(resource)), step, || {
                let called = resource_text(moment.trace, resource);
                let size = count_text(size.into(), "task");
                let words = format!(
                    "A notification of {called} woke {size}, and {in_vain} of them found nothing to do."
                );
                (Vec::new(), Words::begin(words))
            });
        }
    }
}
