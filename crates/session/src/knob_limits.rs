//! Knobs that a link or a file sets outside their ranges, as one that was made before a range changed, and the sentence that
//! says so.

use taskscope_gallery::{Knob, KnobKind, Knobs, knob_text};
use taskscope_tell::say;

/// The knobs that were set outside their ranges, each with the last value that was asked for.
#[derive(Debug, Default)]
pub(super) struct OutOfRange(Vec<(&'static Knob, u32)>);

impl OutOfRange {
    /// The knobs with one of them set, to the nearest value that it takes; `None` if no knob has this key.
    pub(super) fn set(&mut self, knobs: Knobs, key: &str, value: u32) -> Option<Knobs> {
        let (knob, _) = knobs.iter().find(|(knob, _)| knob.key() == key)?;
        self.0.retain(|(other, _)| other.name != knob.name);
        if !knob.takes(value) {
            self.0.push((knob, value));
        }
        knobs.with(knob.name, value)
    }

    /// What was asked for and what is used instead: "“chunk” goes up to 40 ms, not 200 ms: the run uses 40 ms." `None` if every
    /// value was in range.
    pub(super) fn sentence(&self, uses: fn(&str, &str) -> String) -> Option<String> {
        let instead = match self.0.as_slice() {
            [] => return None,
            [(knob, value)] => knob_text(knob, (*value).clamp(knob.min, knob.max)),
            _ => say::session_knobs::nearest(),
        };
        let limits: Vec<String> = self.0.iter().map(|(knob, value)| limit_text(knob, *value)).collect();
        Some(uses(&limits.join(&say::state::awaits()), &instead))
    }
}

fn limit_text(knob: &Knob, value: u32) -> String {
    let asked = knob_text(knob, value);
    if knob.kind == KnobKind::Switch {
        say::session_knobs::switch(knob.name, &asked)
    } else if value > knob.max {
        say::session_knobs::up_to(knob.name, &knob_text(knob, knob.max), &asked)
    } else {
        say::session_knobs::from(knob.name, &knob_text(knob, knob.min), &asked)
    }
}
