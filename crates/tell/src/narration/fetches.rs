//! Sentences on files that are fetched.

use taskscope_runtime::{FetchEnd, FetchEvent, ResourceId, TextId};

use super::teller::{Teller, capitalized};
use crate::Words;
use crate::wording::{bytes_text, resource_text};

impl Teller<'_> {
    pub(super) fn tell_of_fetch(self, event: FetchEvent) -> Words {
        let called = capitalized(&resource_text(self.trace, event.fetch()));
        match event {
            FetchEvent::Started { fetch, address, is_stand_in } => self.asks(fetch, address, is_stand_in),
            FetchEvent::Answered { status, length, .. } => {
                let length = length.map_or(String::new(), |bytes| format!(", {}", bytes_text(bytes.into())));
                Words::begin(format!("{called} is answered: status {status}{length}."))
            }
            FetchEvent::Chunk { bytes, .. } => {
                Words::begin(format!("{called} gets {}.", bytes_text(bytes.into())))
            }
            FetchEvent::Ended { how: FetchEnd::Complete, .. } => {
                Words::begin(format!("{called} has all of its file."))
            }
            FetchEvent::Ended { how: FetchEnd::Failed, message, .. } => {
                let reason = message.map_or("", |text| self.trace.text(text));
                Words::begin(format!("{called} fails: ")).said(reason)
            }
            FetchEvent::Ended { how: FetchEnd::Cancelled, fetch, .. } => {
                let called = resource_text(self.trace, fetch);
                match self.state.running {
                    Some(task) => Words::on(task).text(format!(" cancels {called}.")),
                    None => Words::begin(format!("{} is cancelled.", capitalized(&called))),
                }
            }
        }
    }

    fn asks(self, fetch: ResourceId, address: TextId, is_stand_in: bool) -> Words {
        let (called, address) = (resource_text(self.trace, fetch), self.trace.text(address));
        let words = Words::on_whom(self.state.running);
        if is_stand_in {
            words.text(format!(" asks a stand-in for {address} ({called}): nothing is loaded."))
        } else {
            words.text(format!(" asks the site for {address} ({called})."))
        }
    }
}
