//! What a trace can tell of files that are fetched.

use crate::kinds::kinds;
use crate::terms::FetchEnd;
use crate::{ResourceId, TextId};

kinds! {
/// One fact on a file that is fetched.
pub enum FetchEvent {
    /// It was asked for. Comes right after the resource was created.
    72 "fetch_started" Started of Resource(fetch) {
        /// The resource that the fetch is.
        fetch: ResourceId => A,
        /// Where the file lies, below the address of the site.
        address: TextId => B,
        /// Whether it is a stand-in that answers, on the virtual clock: nothing is loaded.
        is_stand_in: bool => DETAIL,
    },
    /// The headers of the answer came.
    73 "fetch_answered" Answered of Resource(fetch) {
        /// The fetch.
        fetch: ResourceId => A,
        /// The status of HTTP: 200, 404 …
        status: u16 => DETAIL,
        /// How many bytes will come, if the server says so.
        length: Option<u32> => B C,
    },
    /// A part of the file came.
    74 "fetch_chunk" Chunk of Resource(fetch) {
        /// The fetch.
        fetch: ResourceId => A,
        /// How long it is.
        bytes: u32 => B,
    },
    /// No more will come.
    75 "fetch_ended" Ended of Resource(fetch) {
        /// The fetch.
        fetch: ResourceId => A,
        /// Why.
        how: FetchEnd => DETAIL,
        /// What the browser says when it failed.
        message: Option<TextId> => B,
    },
}
}

impl FetchEvent {
    /// The fetch that it is about.
    #[must_use]
    pub fn fetch(self) -> ResourceId {
        match self {
            Self::Started { fetch, .. }
            | Self::Answered { fetch, .. }
            | Self::Chunk { fetch, .. }
            | Self::Ended { fetch, .. } => fetch,
        }
    }
}
