//! A file of the site, and how its stand-in behaves.

use std::time::Duration;

/// A file that the site serves: where it lies, what is in it, and in which times the stand-in serves it.
#[derive(Clone, Copy, Debug)]
pub struct SiteFile {
    pub(super) path: &'static str,
    pub(super) bytes: &'static [u8],
    pub(super) latency: Duration,
    pub(super) duration: Duration,
    pub(super) chunks: u32,
}

/// What a stand-in serves, and how long it takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Served<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) latency: Duration,
    pub(crate) duration: Duration,
    pub(crate) chunks: u32,
}

impl SiteFile {
    pub(super) fn served(&self) -> Served<'static> {
        let Self { path: _, bytes, latency, duration, chunks } = *self;
        Served { bytes, latency, duration, chunks }
    }

    /// The file at `path`, below the address of the site, which holds these bytes: best by `include_bytes!` of the file
    /// that the site is made of. Its stand-in serves it at once and in one piece, if nothing else is said.
    #[must_use]
    pub const fn new(path: &'static str, bytes: &'static [u8]) -> Self {
        Self { path, bytes, latency: Duration::ZERO, duration: Duration::ZERO, chunks: 1 }
    }

    /// Lets the stand-in take so long until it answers.
    #[must_use]
    pub const fn answering_after(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Lets the stand-in take so long from its answer to the end of the file.
    #[must_use]
    pub const fn taking(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self
    }

    /// Lets the stand-in serve the file in this many parts, at least one, of equal size.
    #[must_use]
    pub const fn in_chunks(mut self, chunks: u32) -> Self {
        self.chunks = if chunks == 0 { 1 } else { chunks };
        self
    }

    /// Where it lies, below the address of the site.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }
}
