//! The headings of the gallery.

/// A heading of the gallery: the sections of the Book's chapter on async, then what goes wrong, then runtimes compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The chapter's introduction.
    Introduction,
    /// "Futures and the Async Syntax".
    Futures,
    /// "Applying Concurrency with Async".
    Concurrency,
    /// "Working With Any Number of Futures".
    AnyNumber,
    /// "Streams: Futures in Sequence".
    Streams,
    /// "A Closer Look at the Traits for Async".
    Traits,
    /// "Futures, Tasks, and Threads".
    Threads,
    /// The Book's last project, a web server.
    Server,
    /// Traps: who holds the processor and does not let go.
    Blocking,
    /// Traps: locks held too long, in the wrong order, or by nobody who runs.
    Locks,
    /// Traps: what a dropped future leaves behind.
    Cancellation,
    /// Traps: wakes that are lost, late, or too many.
    Wakes,
    /// Traps: who is served and who is not.
    Fairness,
    /// Traps: more work than there is room for.
    Load,
    /// One workload under the rules of different runtimes.
    Runtimes,
    /// What only a browser shows.
    Browser,
}

impl Section {
    /// The heading, with the number of the Book's section where there is one.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Introduction => "Async programming · 17",
            Self::Futures => "Futures and syntax · 17.1",
            Self::Concurrency => "Concurrency · 17.2",
            Self::AnyNumber => "Any number of futures · 17.3",
            Self::Streams => "Streams · 17.4",
            Self::Traits => "The traits · 17.5",
            Self::Threads => "Tasks and threads · 17.6",
            Self::Server => "A web server · 21",
            Self::Blocking => "Traps: blocking",
            Self::Locks => "Traps: locks",
            Self::Cancellation => "Traps: cancellation",
            Self::Wakes => "Traps: wakes",
            Self::Fairness => "Traps: fairness",
            Self::Load => "Traps: load",
            Self::Runtimes => "Runtimes differ",
            Self::Browser => "In the browser",
        }
    }

    /// Whether it is about mistakes rather than a part of the Book.
    #[must_use]
    pub const fn is_about_traps(self) -> bool {
        match self {
            Self::Blocking | Self::Locks | Self::Cancellation | Self::Wakes | Self::Fairness | Self::Load => {
                true
            }
            Self::Introduction
            | Self::Futures
            | Self::Concurrency
            | Self::AnyNumber
            | Self::Streams
            | Self::Traits
            | Self::Threads
            | Self::Server
            | Self::Runtimes
            | Self::Browser => false,
        }
    }
}
