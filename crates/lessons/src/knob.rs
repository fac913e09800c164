//! The numbers of a program that the visitor can change.

/// What a knob's number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum KnobKind {
    /// A duration in milliseconds.
    Milliseconds,
    /// How many there are of something.
    Count,
    /// 1 for on, 0 for off.
    Switch,
}

/// One thing about a program that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Knob<T = &'static str> {
    /// What it is called, in lower case.
    pub name: T,
    /// What its number means.
    pub kind: KnobKind,
    /// The least it can be.
    pub min: u32,
    /// The most it can be.
    pub max: u32,
    /// What it is at first.
    pub default: u32,
    /// Half a sentence on what it changes.
    pub hint: T,
}

impl<T: AsRef<str>> Knob<T> {
    /// Its name in addresses and on command lines: `-` for spaces.
    #[must_use]
    pub fn key(&self) -> String {
        self.name.as_ref().replace(' ', "-")
    }

    /// Whether a value lies in its range.
    #[must_use]
    pub fn takes(&self, value: u32) -> bool {
        (self.min..=self.max).contains(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_knob_has_a_key_and_takes_what_lies_in_its_range() {
        let (kind, hint) = (KnobKind::Count, "how many");
        let knob = Knob { name: "link parts", kind, min: 1, max: 500, default: 20, hint };
        assert_eq!(knob.key(), "link-parts");
        assert_eq!([0, 1, 500, 501].map(|value| knob.takes(value)), [false, true, true, false]);
    }
}
