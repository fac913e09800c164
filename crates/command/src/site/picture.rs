//! The pictures of a variant: the poster of an element that shows it, in a file of its own, and that of the playground, with those
//! of its demo.

use taskscope_gallery::{Demo, Variant};
use taskscope_session::poster::{self, Opening, element, opened, picture as timeline};
use taskscope_session::{Part, Session, Settings};
use taskscope_simulate::Simulate as _;

/// The poster, as HTML with its style rules; empty where no two runs are the same.
pub(super) fn picture(demo: &'static Demo, variant: &'static Variant) -> String {
    let Some(session) = session(demo, variant, Opening::Element) else { return String::new() };
    let fluid = timeline(&session);
    format!("<style>{}</style>{}", fluid.rules, element(&session, &fluid.body, &Part::ALL))
}

/// The playground's poster, in the same way.
pub(super) fn page(demo: &'static Demo, variant: &'static Variant) -> String {
    let Some(session) = session(demo, variant, Opening::Playground) else { return String::new() };
    let fluid = timeline(&session);
    format!("<style>{}</style>{}", fluid.rules, poster::page(&session, &fluid.body))
}

/// Whether a variant has pictures: no two of its runs differ.
pub(super) fn is_drawn(demo: &'static Demo, variant: &'static Variant) -> bool {
    Settings { variant, ..Settings::of(demo) }.clock == taskscope_format::Clock::Virtual
}

/// What an app shows of a variant when it opens; `None` where no two runs are the same.
pub(super) fn session(demo: &'static Demo, variant: &'static Variant, opening: Opening) -> Option<Session> {
    if !is_drawn(demo, variant) {
        return None;
    }
    let settings = Settings { variant, ..Settings::of(demo) };
    opened(settings, variant.simulate(settings.knobs).words(), opening)
}
