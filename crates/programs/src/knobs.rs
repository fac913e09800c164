//! The numbers of a demo that the visitor can change.

use std::ops::RangeInclusive;
use std::time::Duration;

use taskscope_tell::say;

/// What a knob's number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnobKind {
    /// A duration in milliseconds.
    Milliseconds,
    /// How many there are of something.
    Count,
    /// 1 for on, 0 for off.
    Switch,
}

/// One thing about a demo that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// What it is called, in lower case.
    pub name: &'static str,
    /// What its number means.
    pub kind: KnobKind,
    /// The least it can be.
    pub min: u32,
    /// The most it can be.
    pub max: u32,
    /// What it is at first.
    pub default: u32,
    /// Half a sentence on what it changes.
    pub hint: &'static str,
}

impl Knob {
    /// A duration in milliseconds.
    ///
    /// # Panics
    /// If the default is out of range; so do the other kinds.
    #[must_use]
    pub const fn milliseconds(
        name: &'static str,
        range: RangeInclusive<u32>,
        default: u32,
        hint: &'static str,
    ) -> Self {
        let (min, max) = (*range.start(), *range.end());
        // Demos are statics, so a default out of range does not compile.
        assert!(min <= default && default <= max, "a knob's default lies in its range");
        Self { name, kind: KnobKind::Milliseconds, min, max, default, hint }
    }

    /// A number of things.
    #[must_use]
    pub const fn count(
        name: &'static str,
        range: RangeInclusive<u32>,
        default: u32,
        hint: &'static str,
    ) -> Self {
        Self { kind: KnobKind::Count, ..Self::milliseconds(name, range, default, hint) }
    }

    /// Something that is on or off.
    #[must_use]
    pub const fn switch(name: &'static str, default: bool, hint: &'static str) -> Self {
        Self { kind: KnobKind::Switch, ..Self::milliseconds(name, 0..=1, default as u32, hint) }
    }

    /// Its name in addresses and on command lines: `-` for spaces.
    #[must_use]
    pub fn key(&self) -> String {
        self.name.replace(' ', "-")
    }

    /// Whether a value lies in its range.
    #[must_use]
    pub fn takes(&self, value: u32) -> bool {
        (self.min..=self.max).contains(&value)
    }

    /// A value as the page shows it: with its unit, or as `on` and `off`.
    #[must_use]
    pub fn value_text(&self, value: u32) -> String {
        match (self.kind, value) {
            (KnobKind::Milliseconds, _) => say::programs_knob::milliseconds(value.into()),
            (KnobKind::Switch, 0) => say::programs_knob::off(),
            (KnobKind::Switch, 1) => say::programs_knob::on(),
            (KnobKind::Count | KnobKind::Switch, _) => value.to_string(),
        }
    }
}

/// The knobs of one demo with a value for each: what a program is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knobs {
    knobs: &'static [Knob],
    /// In the order of `knobs`; the rest is 0.
    values: [u32; Self::MOST],
}

impl Knobs {
    /// How many knobs a demo can have.
    pub const MOST: usize = 4;

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

    /// The value of a knob in milliseconds.
    ///
    /// # Panics
    /// If the demo has no such knob: a slip of its author, which every run of its tests finds.
    #[must_use]
    pub fn duration(&self, name: &str) -> Duration {
        Duration::from_millis(self.value(name, KnobKind::Milliseconds).into())
    }

    /// The value of a knob that counts.
    ///
    /// # Panics
    /// If the demo has no such knob, like [`Knobs::duration`].
    #[must_use]
    pub fn count(&self, name: &str) -> u32 {
        self.value(name, KnobKind::Count)
    }

    /// Whether a switch is on.
    ///
    /// # Panics
    /// If the demo has no such knob, like [`Knobs::duration`].
    #[must_use]
    pub fn is_on(&self, name: &str) -> bool {
        self.value(name, KnobKind::Switch) != 0
    }

    fn value(&self, name: &str, kind: KnobKind) -> u32 {
        let found = self.iter().find(|(knob, _)| knob.name == name && knob.kind == kind);
        let Some((_, value)) = found else { panic!("the demo has no {kind:?} knob {name:?}") };
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static KNOBS: [Knob; 3] = [
        Knob::milliseconds("pause", 1..=500, 20, "how long"),
        Knob::count("parts", 1..=9, 4, "how many"),
        Knob::switch("wait", true, "whether"),
    ];

    #[test]
    fn knobs_start_at_their_defaults_and_are_read_by_name() {
        let knobs = Knobs::defaults(&KNOBS);
        assert_eq!(knobs.duration("pause"), Duration::from_millis(20));
        assert_eq!(knobs.count("parts"), 4);
        assert!(knobs.is_on("wait"));
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
        assert_eq!([pause.value_text(20), parts.value_text(4)], ["20 ms", "4"]);
        assert_eq!([0, 1, 7].map(|value| wait.value_text(value)), ["off", "on", "7"]);
        assert_eq!([0, 1, 500, 501].map(|value| pause.takes(value)), [false, true, true, false]);
    }

    #[test]
    fn an_unknown_name_is_refused() {
        assert_eq!(Knobs::defaults(&KNOBS).with("speed", 1), None);
    }

    #[test]
    #[should_panic = "the demo has no Count knob \"pause\""]
    fn reading_a_knob_as_what_it_is_not_panics() {
        assert_eq!(Knobs::defaults(&KNOBS).count("pause"), 20);
    }
}
