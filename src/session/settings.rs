//! What there is to choose: which program runs, with which numbers, on which clock, and along which axis it is shown.

use taskscope_runtime::Clock;

use crate::demos::{Demo, Knobs, Scheduling, Variant};
use crate::trace::AxisKind;
use crate::trace::files::Origin;

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
    /// The axis.
    pub axis: AxisKind,
}

impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.demo, other.demo)
            && self.variant.name == other.variant.name
            && self.knobs == other.knobs
            && self.scheduling() == other.scheduling()
            && self.clock == other.clock
            && self.axis == other.axis
    }
}

impl Settings {
    /// A demo as it is first shown: its first variant, on the virtual clock.
    ///
    /// # Panics
    /// If the demo has no variant, which the tests of the demos rule out.
    #[must_use]
    pub fn of(demo: &'static Demo) -> Self {
        let variant = demo.variants.first().expect("every demo has a variant");
        let (clock, axis) = (Clock::Virtual, demo.view.axis);
        Self { demo, variant, knobs: demo.default_knobs(), scheduling: None, clock, axis }
    }

    /// The rules that the program runs by.
    #[must_use]
    pub fn scheduling(&self) -> Scheduling {
        self.scheduling.unwrap_or(self.variant.scheduling)
    }

    /// What is run, as a file says it.
    #[must_use]
    pub fn origin(&self) -> Origin {
        let knobs = self.knobs.iter().map(|(knob, value)| (knob.key(), value)).collect();
        let (demo, variant) = (self.demo.slug.to_owned(), self.variant.name.to_owned());
        Origin { demo: Some(demo), variant: Some(variant), knobs }
    }

    /// Another demo as it is first shown; the clock stays.
    #[must_use]
    pub fn with_demo(self, demo: &'static Demo) -> Self {
        Self { clock: self.clock, ..Self::of(demo) }
    }
}
