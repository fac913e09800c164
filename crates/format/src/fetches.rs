//! What a trace can tell of files that are fetched.

use crate::terms::FetchEnd;
use crate::{ResourceId, TextId};

/// One fact on a file that is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FetchEvent {
    /// It was asked for. Comes right after the resource was created.
    Started {
        /// The resource that the fetch is.
        fetch: ResourceId,
        /// Where the file lies, below the address of the site.
        address: TextId,
        /// Whether it is a stand-in that answers, on the virtual clock: nothing is loaded.
        is_stand_in: bool,
    },
    /// The headers of the answer came.
    Answered {
        /// The fetch.
        fetch: ResourceId,
        /// The status of HTTP: 200, 404 …
        status: u16,
        /// How many bytes will come, if the server says so.
        length: Option<u32>,
    },
    /// A part of the file came.
    Chunk {
        /// The fetch.
        fetch: ResourceId,
        /// How long it is.
        bytes: u32,
    },
    /// No more will come.
    Ended {
        /// The fetch.
        fetch: ResourceId,
        /// Why.
        how: FetchEnd,
        /// What the browser says when it failed.
        message: Option<TextId>,
    },
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
