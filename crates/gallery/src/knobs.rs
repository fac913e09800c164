//! The numbers of a demo that the visitor can change.

use taskscope_lessons::{Knob, KnobKind, Lesson};
use taskscope_tell::say;

/// A value of a knob as the page shows it: with its unit, or as `on` and `off`.
#[must_use]
pub fn knob_text(knob: &Knob, value: u32) -> String {
    match (knob.kind, value) {
        (KnobKind::Milliseconds, _) => say::programs_knob::milliseconds(value.into()),
        (KnobKind::Switch, 0) => say::programs_knob::off(),
        (KnobKind::Switch, 1) => say::programs_knob::on(),
        (KnobKind::Count | KnobKind::Switch, _) => value.to_string(),
    }
}

/// The knobs of one demo with a value for each: what the visitor chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knobs {
    knobs: &'static [Knob],
    /// In the order of `knobs`; the rest is 0.
    values: [u32; Self::MOST],
}

impl Knobs {
    /// How many knobs a demo can have.
    pub const MOST: usize = Lesson::MOST_KNOBS;

    /// Every knob at its default.
    ///
    /// # Panics
    /// If there are more than [`Knobs::MOST`].
    #[must_use]
    pub fn defaults(knobs: &'static [Knob]) -> Self {
        assert!(knobs.len() <= Self::MOST, "a demo has at most {} knobs", Self::MOST);
        let mut values = [0; Self::MOST];
        for (value, knob) in values.iter_mut().zip(knobs) {
            *value = knob.default;
        }
        Self { knobs, values }
    }

    /// Each knob and its value, in the order of the demo.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Knob, u32)> + use<> {
        self.knobs.iter().zip(self.values)
    }

    /// The same with one value changed, moved into the knob's range if it lies outside; `None` if no knob is called
    /// `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: u32) -> Option<Self> {
        let (knob, slot) = self.knobs.iter().zip(&mut self.values).find(|(knob, _)| knob.name == name)?;
        *slot = value.clamp(knob.min, knob.max);
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static KNOBS: [Knob; 3] = [
        knob("pause", KnobKind::Milliseconds, (1, 500), 20),
        knob("parts", KnobKind::Count, (1, 9), 4),
        knob("wait", KnobKind::Switch, (0, 1), 1),
    ];

    const fn knob(name: &'static str, kind: KnobKind, (min, max): (u32, u32), default: u32) -> Knob {
        Knob { name, kind, min, max, default, hint: "what it changes" }
    }

    #[test]
    fn knobs_start_at_their_defaults() {
        let knobs: Vec<_> = Knobs::defaults(&KNOBS).iter().map(|(knob, value)| (knob.name, value)).collect();
        assert_eq!(knobs, [("pause", 20), ("parts", 4), ("wait", 1)]);
    }

    #[test]
    fn a_value_out_of_range_moves_to_the_nearest_end() {
        let knobs = Knobs::defaults(&KNOBS);
        let values = |knobs: Knobs| knobs.iter().map(|(_, value)| value).collect::<Vec<_>>();
        assert_eq!(knobs.with("parts", 1000).map(values), Some(vec![20, 9, 1]));
        assert_eq!(knobs.with("pause", 0).map(values), Some(vec![1, 4, 1]));
        assert_eq!(knobs.with("wait", 7).map(values), Some(vec![20, 4, 1]));
    }

    #[test]
    fn values_are_shown_with_their_units() {
        let [pause, parts, wait] = &KNOBS;
        assert_eq!([knob_text(pause, 20), knob_text(parts, 4)], ["20 ms", "4"]);
        assert_eq!([0, 1, 7].map(|value| knob_text(wait, value)), ["off", "on", "7"]);
    }

    #[test]
    fn an_unknown_name_is_refused() {
        assert_eq!(Knobs::defaults(&KNOBS).with("speed", 1), None);
    }
}
