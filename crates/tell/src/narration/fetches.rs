//! Sentences on files that are fetched.

use taskscope_format::{Event, FetchEnd, FetchEvent, ResourceId, TextId};
use taskscope_trace::Step;

use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::wording::{bytes_text, resource_text};

impl Teller<'_> {
    /// A response that comes whole is one sentence.
    pub(super) fn tell_of_fetch(self, event: FetchEvent, step: Step) -> Option<Words> {
        let called = resource_text(self.trace, event.fetch());
        Some(match event {
            FetchEvent::Started { fetch, address, is_stand_in } => self.asks(fetch, address, is_stand_in),
            FetchEvent::Answered { fetch, status, length } => {
                Words::begin(match (self.comes_whole(fetch, step), length) {
                    (Some(bytes), _) => say::fetch::whole(&called, status.into(), &bytes_text(bytes)),
                    (None, Some(bytes)) => {
                        say::fetch::response_length(&called, status.into(), &bytes_text(bytes.into()))
                    }
                    (None, None) => say::fetch::response(&called, status.into()),
                })
            }
            FetchEvent::Chunk { fetch, .. } | FetchEvent::Ended { fetch, how: FetchEnd::Complete, .. }
                if self.was_told_whole(fetch, step) =>
            {
                return None;
            }
            FetchEvent::Chunk { bytes, .. } => {
                Words::begin(say::fetch::chunk(&called, &bytes_text(bytes.into())))
            }
            FetchEvent::Ended { fetch, how: FetchEnd::Complete, .. } => {
                let came = self
                    .state
                    .resource(fetch)
                    .and_then(|fetch| fetch.fetched)
                    .map_or(0, |fetched| fetched.came);
                Words::begin(say::fetch::complete(&called, &bytes_text(came)))
            }
            FetchEvent::Ended { how: FetchEnd::Failed, message, .. } => {
                say::fetch::fails(&called, message.map_or("", |text| self.trace.text(text)))
            }
            FetchEvent::Ended { how: FetchEnd::Cancelled, .. } => match self.state.running() {
                Some(_) => say::fetch::cancels(&self.actor(), &called),
                None => Words::begin(say::fetch::is_cancelled(&called)),
            },
        })
    }

    fn asks(self, fetch: ResourceId, address: TextId, is_stand_in: bool) -> Words {
        let (called, address) = (resource_text(self.trace, fetch), self.trace.text(address));
        let who = &self.actor();
        if is_stand_in {
            say::fetch::starts_simulated(who, &called, address)
        } else {
            say::fetch::starts(who, &called, address)
        }
    }

    /// How many bytes come with a response, if all of them come at once and before anything else is polled.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what comes between is looked over")]
    fn comes_whole(self, fetch: ResourceId, answered: Step) -> Option<u64> {
        let end = Step(self.trace.end().0.min(answered.0 + Self::READ));
        let mut bytes = 0;
        for (step, event) in self.trace.between(answered, end) {
            match event {
                _ if self.trace.time(step) != self.trace.time(answered) => return None,
                Event::PollStarted { .. } => return None,
                Event::Fetch(FetchEvent::Chunk { fetch: of, bytes: more }) if of == fetch => {
                    bytes += u64::from(more);
                }
                Event::Fetch(FetchEvent::Ended { fetch: of, how, .. }) if of == fetch => {
                    return (how == FetchEnd::Complete).then_some(bytes);
                }
                _ => {}
            }
        }
        None
    }

    /// Whether the response that something belongs to came whole.
    fn was_told_whole(self, fetch: ResourceId, step: Step) -> bool {
        let from = Step(step.0.saturating_sub(Self::READ));
        let is_answer = |(_, event): &(Step, Event)| matches!(*event, Event::Fetch(FetchEvent::Answered { fetch: of, .. }) if of == fetch);
        let answered = self.trace.between(from, step).find(is_answer);
        answered.is_some_and(|(answered, _)| self.comes_whole(fetch, answered).is_some())
    }

    /// The parts of a response that comes whole are near.
    const READ: usize = 64;
}
