//! The lessons and the sources of their programs, as the build script writes them down.

use taskscope_format::Clock;
use taskscope_judge::FindingKind;
use taskscope_lessons::{Answer, Knob, KnobKind, Link, Question, Spot, Stop};

use super::allowed::Allowed;
use super::demo::Demo;
use super::recorded_run::RecordedRun;
use super::scheduling::{Order, Scheduling};
use super::section::Section;
use super::source::Source;
use super::variant::Variant;
use super::view::View;

include!(concat!(env!("OUT_DIR"), "/gallery.rs"));

/// One `Source` for each demo, called after its file in capitals.
mod sources {
    use super::Source;

    include!(concat!(env!("OUT_DIR"), "/sources.rs"));
}

/// The kind of finding that a lesson names. The build fails with `otherwise` if there is none.
const fn finding(name: &str, otherwise: &str) -> FindingKind {
    let mut index = 0;
    while index < FindingKind::ALL.len() {
        if is_same(FindingKind::ALL[index].name(), name) {
            return FindingKind::ALL[index];
        }
        index += 1;
    }
    panic!("{}", otherwise)
}

/// The order that a lesson names. The build fails with `otherwise` if there is none.
const fn order(key: &str, otherwise: &str) -> Order {
    let mut index = 0;
    while index < Order::ALL.len() {
        if is_same(Order::ALL[index].key(), key) {
            return Order::ALL[index];
        }
        index += 1;
    }
    panic!("{}", otherwise)
}

/// `==` is not for constants.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_no_beginnings_of_them() {
        assert_eq!(finding("LongPoll", "there is one"), FindingKind::LongPoll);
        assert_eq!(order("lifo-3", "there is one"), Order::CappedLifo);
        assert_eq!(order("lifo", "there is one"), Order::Lifo);
    }

    #[test]
    #[should_panic = "lessons/x.md:3: no"]
    fn a_name_that_nothing_has_stops_the_build() {
        assert_eq!(finding("LongPol", "lessons/x.md:3: no"), FindingKind::LongPoll);
    }
}
