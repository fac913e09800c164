//! What a program is given: the values of its knobs, by their names.

use std::time::Duration;

/// The values of a program's knobs. A lesson says which knobs there are, and of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knobs {
    /// The rest has no name.
    values: [(&'static str, u32); Self::MOST],
}

impl Knobs {
    /// How many knobs a program can have.
    pub const MOST: usize = 4;

    /// Knobs by their names.
    ///
    /// # Panics
    /// If there are more than [`Knobs::MOST`].
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = (&'static str, u32)>) -> Self {
        let mut knobs = Self::default();
        for (index, value) in values.into_iter().enumerate() {
            let slot = knobs.values.get_mut(index);
            *slot.unwrap_or_else(|| panic!("a program has at most {} knobs", Self::MOST)) = value;
        }
        knobs
    }

    /// The value of a knob in milliseconds.
    ///
    /// # Panics
    /// If the program was given no such knob: a slip of its author, which the build of the gallery finds where the name is
    /// written out.
    #[must_use]
    pub fn duration(&self, name: &str) -> Duration {
        Duration::from_millis(self.count(name).into())
    }

    /// The value of a knob that counts.
    ///
    /// # Panics
    /// If the program was given no such knob, like [`Knobs::duration`].
    #[must_use]
    pub fn count(&self, name: &str) -> u32 {
        let found = self.values.iter().find(|(knob, _)| *knob == name);
        let Some(&(_, value)) = found else { panic!("the program has no knob {name:?}") };
        value
    }

    /// Whether a switch is on.
    ///
    /// # Panics
    /// If the program was given no such knob, like [`Knobs::duration`].
    #[must_use]
    pub fn is_on(&self, name: &str) -> bool {
        self.count(name) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knobs_are_read_by_name() {
        let knobs = Knobs::of([("pause", 20), ("parts", 4), ("wait", 1)]);
        assert_eq!(knobs.duration("pause"), Duration::from_millis(20));
        assert_eq!(knobs.count("parts"), 4);
        assert!(knobs.is_on("wait"));
    }

    #[test]
    #[should_panic = "the program has no knob \"speed\""]
    fn reading_a_knob_that_was_not_given_panics() {
        assert_eq!(Knobs::of([("pause", 20)]).count("speed"), 20);
    }

    #[test]
    #[should_panic = "at most 4 knobs"]
    fn more_knobs_than_there_is_room_for_are_refused() {
        assert_eq!(Knobs::of(["a", "b", "c", "d", "e"].map(|name| (name, 1))), Knobs::default());
    }
}
