//! What there is to choose: which program that is built in runs, with which numbers, by which rules and on which clock.

use taskscope_format::{Clock, HostThread};

use super::Hosting;
use taskscope_gallery::{Demo, Knobs, Scheduling, Variant};
use taskscope_trace::files::Origin;

/// A choice of the visitor. Always one that can be run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The demo.
    pub demo: &'static Demo,
    /// One of its variants.
    pub variant: &'static Variant,
    /// The values of its knobs.
    pub knobs: Knobs,
    /// The rules, if the visitor chose others than the variant's own.
    pub scheduling: Option<Scheduling>,
    /// The clock.
    pub clock: Clock,
    /// What drives it on the browser's clock.
    pub hosting: Hosting,
}

impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        self.is_of(other.demo)
            && self.variant.name == other.variant.name
            && self.knobs == other.knobs
            && self.scheduling() == other.scheduling()
            && self.clock == other.clock
            && self.hosting == other.hosting
    }
}

impl Settings {
    /// The clock that the next demo is shown on, after one that was shown on `before`: one that this demo brings by itself
    /// is not the visitor's choice.
    pub(super) fn clock_to_carry_on(&self, before: Clock) -> Clock {
        let is_brought = self.clock == Clock::Browser && self.demo.view.clock == Clock::Browser;
        if is_brought { before } else { self.clock }
    }

    /// A demo as it is first shown: its first variant.
    ///
    /// # Panics
    /// If the demo has no variant, which the tests of the demos rule out.
    #[must_use]
    pub fn of(demo: &'static Demo) -> Self {
        let variant = demo.variants.first().expect("every demo has a variant");
        let (knobs, clock, hosting) = (demo.default_knobs(), demo.view.clock, Hosting::default());
        Self { demo, variant, knobs, scheduling: None, clock, hosting }
    }

    /// Whether it is this demo that runs, in whatever variant: demos are told apart by their names.
    #[must_use]
    pub fn is_of(&self, demo: &Demo) -> bool {
        self.demo.slug == demo.slug
    }

    /// The rules that the program runs by.
    #[must_use]
    pub fn scheduling(&self) -> Scheduling {
        self.scheduling.unwrap_or(self.variant.scheduling)
    }

    /// Whether every knob and rule is as the demo has it.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.knobs == self.demo.default_knobs() && self.scheduling() == self.variant.scheduling
    }

    /// What is run, as a file says it.
    #[must_use]
    pub fn origin(&self) -> Origin {
        let knobs = self.knobs.iter().map(|(knob, value)| (knob.key(), value)).collect();
        let (demo, variant) = (self.demo.slug.to_owned(), self.variant.name.to_owned());
        Origin { demo: Some(demo), variant: Some(variant), knobs }
    }

    /// Another demo as it is first shown, on a clock and what drives it that were chosen for the one before.
    #[must_use]
    pub(super) fn after(clock: Clock, hosting: Hosting, demo: &'static Demo) -> Self {
        let clock = if demo.view.clock == Clock::Browser { Clock::Browser } else { clock };
        Self { clock, hosting, ..Self::of(demo) }
    }

    /// In what the program really runs: one that never yields would take the page along.
    #[must_use]
    pub fn thread(&self) -> HostThread {
        if self.clock == Clock::Browser && !self.variant.is_endless {
            self.hosting.thread
        } else {
            HostThread::Worker
        }
    }

    /// Whether the page's own thread was asked for in vain.
    #[must_use]
    pub fn is_kept_off_the_page(&self) -> bool {
        self.clock == Clock::Browser && self.thread() != self.hosting.thread
    }
}
