//! What the texts of the demos say about order and luck, held against the schedules: what always happens happens in every
//! one near the variant's own, and what can happen happens in one of them.

use crate::outcome::Outcome;

/// A sentence, or a part of one, and what has to be true for it.
pub(crate) struct Claim {
    pub(crate) demo: &'static str,
    /// Words that stand in a text of the demo.
    pub(crate) says: &'static str,
    pub(crate) variant: &'static str,
    /// Knobs that are not at their defaults.
    pub(crate) knobs: &'static [(&'static str, u32)],
    pub(crate) holds: Holds,
}

/// In which schedules something is true.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds {
    Always(Fact),
    Sometimes(Fact),
}
use Holds::{Always, Sometimes};

/// Something that is true of a run, or is not.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fact {
    /// It comes to its end.
    Ends,
    /// It gets stuck.
    Stuck,
    /// It prints this line.
    Prints(&'static str),
    /// No line contains this.
    Omits(&'static str),
}
use Fact::{Ends, Omits, Prints, Stuck};

impl Fact {
    pub(crate) fn is_true_of(self, outcome: &Outcome) -> bool {
        match self {
            Ends => outcome.is_finished(),
            Stuck => outcome.is_stuck(),
            Prints(line) => outcome.lines.iter().any(|printed| printed == line),
            Omits(text) => !outcome.lines.iter().any(|printed| printed.contains(text)),
        }
    }
}

const fn claim(
    demo: &'static str,
    says: &'static str,
    variant: &'static str,
    knobs: &'static [(&'static str, u32)],
    holds: Holds,
) -> Claim {
    Claim { demo, says, variant, knobs, holds }
}

pub(crate) static CLAIMS: &[Claim] = &[
    claim("locks-in-two-orders", "gets stuck in every order", "bad", &[], Always(Stuck)),
    claim("locks-in-two-orders", "one millisecond later", "bad", &[("wages start", 21)], Always(Ends)),
    claim("locks-in-two-orders", "luck decides", "bad", &[("wages start", 20)], Sometimes(Stuck)),
    claim("locks-in-two-orders", "luck decides", "bad", &[("wages start", 20)], Sometimes(Ends)),
    claim("reading-twice", "depends on when the writer comes", "bad", &[], Always(Stuck)),
    claim("reading-twice", "depends on when the writer comes", "bad", &[("writer comes", 500)], Always(Ends)),
    claim("notified-too-early", "Which of the two is faster decides", "bad", &[], Always(Stuck)),
    claim(
        "notified-too-early",
        "Which of the two is faster decides",
        "bad",
        &[("opening takes", 10)],
        Always(Ends),
    ),
    claim("notified-too-early", "on some days", "bad", &[("opening takes", 20)], Sometimes(Ends)),
    claim("notified-too-early", "on some days", "bad", &[("opening takes", 20)], Sometimes(Stuck)),
    claim("shared-state", "in whatever order", "cell", &[], Always(Prints("the total is 2"))),
    claim("shared-state", "Every entry counts", "mutex", &[], Always(Prints("the total is 6"))),
    claim(
        "turns-change-at-awaits",
        "All of them see the same sum",
        "across",
        &[],
        Always(Prints("in the till: 1")),
    ),
    claim("turns-change-at-awaits", "No lock is needed", "between", &[], Always(Prints("in the till: 3"))),
    claim("unfair-race", "left wins every time", "biased", &[], Always(Omits("right wins"))),
    claim("unfair-race", "now right wins some rounds", "fair", &[], Sometimes(Prints("right wins round 1"))),
    claim("unfair-race", "now right wins some rounds", "fair", &[], Sometimes(Prints("left wins round 1"))),
    claim("main-ends-first", "is never done", "forgotten", &[], Always(Omits("part 4 is saved"))),
    claim("never-ends", "nothing will ever happen again", "bad", &[], Always(Stuck)),
    claim("poll-by-hand", "main is never polled again", "bad", &[], Always(Stuck)),
    claim("stale-waker", "guest waits forever", "bad", &[], Always(Stuck)),
    claim("futurelock", "nothing can take the lock", "bad", &[], Always(Stuck)),
    claim(
        "asking-again-and-again",
        "The program works",
        "bad",
        &[("steps", 30)],
        Always(Prints("guest 1 eats")),
    ),
    claim("too-many-requests", "every question is answered", "fixed", &[], Always(Omits("nobody took"))),
    claim("user-interface", "none was missed", "priority", &[], Always(Omits("missed"))),
    claim("microcontroller", "By priority it is next", "priority", &[], Always(Omits("too late"))),
    claim("futures-are-lazy", "it never prints its line", "dropped", &[], Always(Omits("fetch begins"))),
    claim(
        "race-two-pages",
        "It will never print its last line",
        "race",
        &[],
        Always(Omits("first has arrived")),
    ),
    claim("select-loses-data", "it is lost, without an error", "bad", &[], Always(Omits("order 3 is saved"))),
    claim("timeout-that-cannot-fire", "so the timeout even says Ok", "bad", &[], Always(Omits("given up"))),
    claim(
        "graceful-shutdown",
        "the connections are cut off",
        "bad",
        &[],
        Always(Prints("visitor 2 is cut off")),
    ),
    claim("mailbox-full", "and the run is stuck", "bad", &[], Always(Stuck)),
];
