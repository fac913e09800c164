//! The headings of the gallery.

use serde::{Deserialize, Serialize};
use taskscope_tell::say;

/// A heading of the gallery: where to begin, the sections of the Book's chapter on async, then what goes wrong, then runtimes
/// compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Section {
    /// The demos to see first.
    Start,
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
    /// Traps: locks held too long, in the wrong order, or by a task that does not run.
    Locks,
    /// Traps: what a dropped future leaves behind.
    Cancellation,
    /// Traps: wakes that are lost, late, or too many.
    Wakes,
    /// Traps: who is served and who is not.
    Fairness,
    /// Traps: more work than there is room for.
    Load,
    /// Traps: what goes wrong between async Rust and the page around it.
    Page,
    /// One workload under the rules of different runtimes.
    Runtimes,
    /// What only a browser shows.
    Browser,
}

impl Section {
    /// Its name in lessons, and that of the module with its programs.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Introduction => "introduction",
            Self::Futures => "futures",
            Self::Concurrency => "concurrency",
            Self::AnyNumber => "any-number",
            Self::Streams => "streams",
            Self::Traits => "traits",
            Self::Threads => "threads",
            Self::Server => "server",
            Self::Blocking => "blocking",
            Self::Locks => "locks",
            Self::Cancellation => "cancellation",
            Self::Wakes => "wakes",
            Self::Fairness => "fairness",
            Self::Load => "load",
            Self::Page => "page",
            Self::Runtimes => "runtimes",
            Self::Browser => "browser",
        }
    }

    /// Whether its programs have objects of the browser, so that glue goes with their module.
    #[must_use]
    pub const fn has_glue(self) -> bool {
        matches!(self, Self::Page)
    }

    /// The files with its programs, by their paths in a site.
    #[must_use]
    pub fn files(self) -> Vec<String> {
        let path = format!("programs/{}", self.key());
        if self.has_glue() {
            vec![format!("{path}.js"), format!("{path}_bg.wasm")]
        } else {
            vec![format!("{path}.wasm")]
        }
    }

    /// The heading, with the number of the Book's section where there is one.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Start => say::programs_section::start(),
            Self::Introduction => say::programs_section::introduction(),
            Self::Futures => say::programs_section::futures(),
            Self::Concurrency => say::programs_section::concurrency(),
            Self::AnyNumber => say::programs_section::any_number(),
            Self::Streams => say::programs_section::streams(),
            Self::Traits => say::programs_section::traits(),
            Self::Threads => say::programs_section::threads(),
            Self::Server => say::programs_section::server(),
            Self::Blocking => say::programs_section::blocking(),
            Self::Locks => say::programs_section::locks(),
            Self::Cancellation => say::programs_section::cancellation(),
            Self::Wakes => say::programs_section::wakes(),
            Self::Fairness => say::programs_section::fairness(),
            Self::Load => say::programs_section::load(),
            Self::Page => say::programs_section::page(),
            Self::Runtimes => say::programs_section::runtimes(),
            Self::Browser => say::programs_section::browser(),
        }
    }

    /// Whether it is about mistakes rather than a part of the Book.
    #[must_use]
    pub const fn is_about_traps(self) -> bool {
        match self {
            Self::Blocking
            | Self::Locks
            | Self::Cancellation
            | Self::Wakes
            | Self::Fairness
            | Self::Load
            | Self::Page => true,
            Self::Start
            | Self::Introduction
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
