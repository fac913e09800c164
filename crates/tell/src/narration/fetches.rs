//! Sentences on files that are fetched.

use taskscope_format::{FetchEnd, FetchEvent, ResourceId, TextId};

use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::wording::{bytes_text, resource_text};

impl Teller<'_> {
    pub(super) fn tell_of_fetch(self, event: FetchEvent) -> Words {
        let called = resource_text(self.trace, event.fetch());
        match event {
            FetchEvent::Started { fetch, address, is_stand_in } => self.asks(fetch, address, is_stand_in),
            FetchEvent::Answered { status, length, .. } => Words::begin(match length {
                Some(bytes) => say::fetch::answered_length(&called, status.into(), &bytes_text(bytes.into())),
                None => say::fetch::answered(&called, status.into()),
            }),
            FetchEvent::Chunk { bytes, .. } => {
                Words::begin(say::fetch::chunk(&called, &bytes_text(bytes.into())))
            }
            FetchEvent::Ended { how: FetchEnd::Complete, .. } => Words::begin(say::fetch::complete(&called)),
            FetchEvent::Ended { how: FetchEnd::Failed, message, .. } => {
                say::fetch::fails(&called, message.map_or("", |text| self.trace.text(text)))
            }
            FetchEvent::Ended { how: FetchEnd::Cancelled, .. } => match self.state.running() {
                Some(task) => say::fetch::cancels(task, &called),
                None => Words::begin(say::fetch::is_cancelled(&called)),
            },
        }
    }

    fn asks(self, fetch: ResourceId, address: TextId, is_stand_in: bool) -> Words {
        let (called, address) = (resource_text(self.trace, fetch), self.trace.text(address));
        let who = self.state.running();
        if is_stand_in {
            say::fetch::stand_in(who, address, &called)
        } else {
            say::fetch::asks(who, address, &called)
        }
    }
}
