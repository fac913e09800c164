//! Questions that are asked and given up before the answer comes.
//!
//! A question is a oneshot: whoever asks waits for the one message. Giving up a few is ordinary: a race has losers, and
//! now and then something takes too long. Meant is a line at which more questions were given up than answered.

use std::collections::{BTreeMap, BTreeSet};

use taskscope_runtime::{Event, PlaceId, ResourceId, ResourceKind, Wait};

use super::{FindingKind, Found, Subject};
use crate::trace::narration::Words;
use crate::trace::wording::count_text;
use crate::trace::{Moment, State};

/// So many at least: two or three are an accident, or the losers of a race.
const LEAST: u32 = 4;

#[derive(Debug, Default)]
pub(super) struct GivenUp {
    /// Oneshots whose receiver waits, or waited.
    asked: BTreeSet<ResourceId>,
    /// What became of those that were made at a place.
    places: BTreeMap<PlaceId, Fates>,
}

#[derive(Debug, Default)]
struct Fates {
    answered: u32,
    given_up: u32,
}

impl GivenUp {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the lives of oneshots")]
    pub(super) fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::Waiting { on: Wait::Receive(resource), .. }
                if question_at(resource, moment.state).is_some() =>
            {
                self.asked.insert(resource);
            }
            Event::Received { resource, .. } if self.asked.remove(&resource) => {
                if let Some(place) = question_at(resource, moment.state) {
                    self.places.entry(place).or_default().answered += 1;
                }
            }
            // Without a running task it is the end of the run that closes it.
            Event::Closed { resource } if self.asked.remove(&resource) && moment.state.running.is_some() => {
                self.give_up(resource, moment, found);
            }
            _ => {}
        }
    }

    fn give_up(&mut self, resource: ResourceId, moment: Moment<'_>, found: &mut Found) {
        let Some(place) = question_at(resource, moment.state) else { return };
        let fates = self.places.entry(place).or_default();
        fates.given_up += 1;
        if fates.given_up < LEAST || fates.given_up <= fates.answered {
            return;
        }
        found.add((FindingKind::GivenUp, Subject::Place(place)), moment.step, || {
            let given_up = count_text(fates.given_up.into(), "question");
            let words = Words::begin(format!("{given_up}, ")).line(place);
            let answered = fates.answered;
            let words =
                words.text(format!(", were given up before an answer came, and {answered} were answered."));
            (moment.state.running.into_iter().collect(), words)
        });
    }
}

/// Where a question was made; `None` if it is something else.
fn question_at(resource: ResourceId, state: &State) -> Option<PlaceId> {
    state.resource(resource).filter(|state| state.kind == ResourceKind::Oneshot).map(|state| state.place)
}
