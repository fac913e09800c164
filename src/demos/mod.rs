//! The gallery: one file a demo, and this list of them.

mod class;
mod demo;
mod knobs;
mod question;
mod scheduling;
mod section;
mod source;
mod tour;
mod variant;
mod view;

pub use demo::{Demo, Link};
pub use knobs::{Knob, KnobKind, Knobs};
pub use question::{Answer, Asked, Question};
pub use scheduling::{Order, Scheduling};
pub use section::Section;
pub use source::{Class, Source, SourceLine, Span, sources};
pub use tour::{Spot, Stop};
pub use variant::{Program, Variant};
pub use view::View;

/// Declares the demos of each folder, and lists them.
macro_rules! gallery {
    ($($folder:ident { $($demo:ident,)* })*) => {
        $(
            mod $folder {
                $(pub(super) mod $demo;)*
            }
        )*

        /// Every demo, in the order of the gallery.
        pub static DEMOS: &[&Demo] = &[$($(&$folder::$demo::DEMO,)*)*];
    };
}

// One line a demo, in the order of the sections.
gallery! {
    book {
        export_and_upload,
        counting,
        messages_at_once,
    }
    traps {
        lifo_slot,
        always_ready,
        biased_select,
        cooperative_budget,
        priority_inversion,
        back_pressure,
        mailbox_full,
        broadcast_lag,
        catch_up_ticks,
        too_many_requests,
    }
    runtimes {
    }
}

/// The demo called `slug`.
#[must_use]
pub fn find(slug: &str) -> Option<&'static Demo> {
    DEMOS.iter().copied().find(|demo| demo.slug == slug)
}
