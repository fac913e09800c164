//! Herds: one notification wakes many, and all but one look, find nothing, and wait again.
//!
//! The rule reports tasks that compete for what the notification announces: one of them gets something to do, the others
//! nothing, and the next time a different one does. It leaves news for everybody alone: each task takes it in silently
//! and waits for the next, or the same one writes it down each time. There no task looks for anything that another one
//! has taken.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, ResourceId, TaskId};

use taskscope_trace::{Moment, Step};

use super::{FindingKind, Found, Rule, Subject};
use crate::facts::facts;

/// The fewest tasks woken at once that are a herd: with two or three, a look from each costs less than choosing one.
const HERD: u32 = 4;

facts! {
    /// A notification woke many, and all but one of them found nothing to do.
    struct ThunderingHerd {
        /// What notified them.
        notify: ResourceId,
        /// How many it woke.
        woken: u64,
        /// How many of them found nothing to do.
        in_vain: u64,
    }
}

#[derive(Debug, Default)]
pub(super) struct Herds {
    woken: SortedMap<ResourceId, Herd>,
    /// Herds of which one had something to do.
    competed: SortedMap<ResourceId, Competed>,
    poll: Poll,
}

/// Those whom the last notification woke.
#[derive(Clone, Copy, Debug)]
struct Herd {
    step: Step,
    size: u32,
    /// How many of them went back to wait.
    in_vain: u32,
    /// The one that did not, and how many did not.
    winner: Option<TaskId>,
    winners: u32,
}

/// The herds of a resource in which one had something to do and the others had not.
#[derive(Clone, Copy, Debug)]
struct Competed {
    /// The first of them.
    first: Herd,
    count: u32,
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

impl Rule for Herds {
    #[expect(clippy::wildcard_enum_match_arm, reason = "everything else that a poll does is of use")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::Notified { resource, woken, .. } => {
                self.poll.is_useful = true;
                if woken >= HERD {
                    let step = moment.step;
                    self.woken
                        .insert(resource, Herd { step, size: woken, in_vain: 0, winner: None, winners: 0 });
                } else {
                    self.woken.remove(&resource);
                }
            }
            Event::PollStarted { .. } => self.poll = Poll::default(),
            Event::Left { resource, served: true, .. } => self.poll.heard = Some(resource),
            Event::Queued { resource, .. } => self.poll.waits_again = self.poll.heard == Some(resource),
            Event::PollEnded { task } | Event::TaskDone { task } => self.end(task, found),
            Event::Waiting { .. }
            | Event::Granted { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
            | Event::TurnStarted { .. }
            | Event::TurnEnded { .. }
            | Event::Hosted { .. }
            | Event::NotReported { .. }
            | Event::Frame { .. }
            | Event::LongTask { .. }
            | Event::PageHidden => {}
            _ => self.poll.is_useful = true,
        }
    }
}

impl Herds {
    fn end(&mut self, task: TaskId, found: &mut Found) {
        let Poll { heard: Some(resource), waits_again, is_useful } = std::mem::take(&mut self.poll) else {
            return;
        };
        let Some(herd) = self.woken.get_mut(&resource) else { return };
        if waits_again && !is_useful {
            herd.in_vain += 1;
        } else {
            herd.winners += 1;
            herd.winner = Some(task);
        }
        let herd = *herd;
        if herd.in_vain + herd.winners < herd.size {
            return;
        }
        self.woken.remove(&resource);
        if herd.winners == 1 {
            self.compete(resource, herd, found);
        }
    }

    /// One of a herd had something to do. When it is another one than before, all of them are counted.
    fn compete(&mut self, resource: ResourceId, herd: Herd, found: &mut Found) {
        let new = Competed { first: herd, count: 0 };
        let competed = self.competed.entry(resource).or_insert(new);
        competed.count += 1;
        let about = (FindingKind::ThunderingHerd, Subject::Resource(resource));
        if competed.first.winner == herd.winner && !found.has(about) {
            return;
        }
        for _ in 0..std::mem::take(&mut competed.count) {
            let Herd { step, size, in_vain, .. } = competed.first;
            found.add(about, step, || {
                let (woken, in_vain) = (size.into(), in_vain.into());
                (Vec::new(), ThunderingHerd { notify: resource, woken, in_vain })
            });
        }
    }
}
