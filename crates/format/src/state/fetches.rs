//! A file that is fetched: what was asked for, and how much of it has come.

use crate::{FetchEnd, FetchEvent, TextId};

/// How a fetch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchState {
    /// Where the file lies, below the address of the site.
    pub address: TextId,
    /// Whether it is a stand-in that answers: nothing is loaded.
    pub is_stand_in: bool,
    /// The status that the server answered with; `None` until it has.
    pub status: Option<u16>,
    /// How many bytes will come; `None` if the answer did not say.
    pub length: Option<u32>,
    /// How many bytes have come.
    pub came: u64,
    /// Why no more will come; `None` while some may.
    pub end: Option<FetchEnd>,
}

impl FetchState {
    /// A fetch that was just asked for; `None` for any other event.
    pub(super) fn new(event: FetchEvent) -> Option<Self> {
        let FetchEvent::Started { address, is_stand_in, .. } = event else { return None };
        Some(Self { address, is_stand_in, status: None, length: None, came: 0, end: None })
    }

    pub(super) fn apply(&mut self, event: FetchEvent) {
        match event {
            FetchEvent::Started { .. } => {}
            FetchEvent::Answered { status, length, .. } => {
                self.status = Some(status);
                self.length = length;
            }
            FetchEvent::Chunk { bytes, .. } => self.came = self.came.saturating_add(bytes.into()),
            FetchEvent::Ended { how, .. } => self.end = Some(how),
        }
    }
}
