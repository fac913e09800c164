//! Knobs that a link or a file sets outside their ranges, as one that was made before a range changed, and the sentence that
//! says so.

use taskscope_programs::{Knob, KnobKind, Knobs, knob_text};

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

    /// What was asked for and what is used instead: "“chunk” goes up to 40 ms, not 200 ms: `uses` 40 ms." `None` if every
    /// value was in range.
    pub(super) fn sentence(&self, uses: &str) -> Option<String> {
        let instead = match self.0.as_slice() {
            [] => return None,
            [(knob, value)] => knob_text(knob, (*value).clamp(knob.min, knob.max)),
            _ => "the nearest values".to_owned(),
        };
        let limits: Vec<String> = self.0.iter().map(|(knob, value)| limit_text(knob, *value)).collect();
        Some(format!("{}: {uses} {instead}.", limits.join("; ")))
    }
}

fn limit_text(knob: &Knob, value: u32) -> String {
    let asked = knob_text(knob, value);
    let limit = if knob.kind == KnobKind::Switch {
        "is either 0 or 1".to_owned()
    } else if value > knob.max {
        format!("goes up to {}", knob_text(knob, knob.max))
    } else {
        format!("starts at {}", knob_text(knob, knob.min))
    };
    format!("“{}” {limit}, not {asked}", knob.name)
}
