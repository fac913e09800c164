//! Which parts of the app an element shows, as its `view` says.

use taskscope_sorted::SortedSet;

use taskscope_tell::say;

/// A part that an embedded element may show beside its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The lanes.
    Timeline,
    /// The program.
    Source,
    /// What it has printed.
    Output,
    /// Ready queue, timers and what else there is at the cursor.
    State,
    /// The run in sentences.
    Happened,
    /// Everything that can be chosen: clock, pace, policy, axis and knobs.
    Controls,
}

impl Part {
    /// All parts, in the order in which they are named.
    pub const ALL: [Self; 6] =
        [Self::Timeline, Self::Source, Self::Output, Self::State, Self::Happened, Self::Controls];
    /// What is shown where nothing is said.
    pub const USUAL: [Self; 2] = [Self::Timeline, Self::Source];

    /// As a `view` names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Source => "source",
            Self::Output => "output",
            Self::State => "state",
            Self::Happened => "happened",
            Self::Controls => "controls",
        }
    }

    /// As a visitor reads it.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Timeline => say::session_part::timeline(),
            Self::Source => say::session_part::source(),
            Self::Output => say::session_part::output(),
            Self::State => say::session_part::state(),
            Self::Happened => say::session_part::happened(),
            Self::Controls => say::session_part::controls(),
        }
    }
}

/// What an element shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parts {
    /// The whole playground.
    Full,
    /// A header and these.
    Some(SortedSet<Part>),
}

impl Parts {
    /// What a `view` says. Words that are no part are left out; without any, it is timeline and source.
    #[must_use]
    pub fn named(view: &str) -> Self {
        if view.trim() == "full" {
            return Self::Full;
        }
        let part = |word| Part::ALL.into_iter().find(|part| part.name() == word);
        let parts: SortedSet<Part> = view.split_whitespace().filter_map(part).collect();
        Self::Some(if parts.is_empty() { Part::USUAL.into() } else { parts })
    }

    /// Whether a part is shown.
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        match self {
            Self::Full => true,
            Self::Some(parts) => parts.contains(&part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_names_its_parts_in_any_order() {
        let parts = Parts::named(" output  timeline nonsense");
        assert!(parts.has(Part::Output) && parts.has(Part::Timeline) && !parts.has(Part::Source));
        assert_eq!(Parts::named("full"), Parts::Full);
        assert_eq!(Parts::named(""), Parts::named("source timeline"));
        assert_eq!(Parts::named("nonsense"), Parts::named("timeline source"));
    }
}
