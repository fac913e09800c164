//! Findings that are true of variants that are not bad, and why.
//!
//! At default knobs, in its own order and with alarms in time, such a variant has no finding. But a visitor can turn knobs
//! or choose another order, and a host can be late: then a finding may be true of it. Those are listed here; a finding
//! that is not listed never appears in it, whatever is chosen. One exception needs no row: last in, first out and
//! priorities pass ready tasks over, so a visitor who chooses them may see any variant's tasks starve.
//!
//! The list has a file of its own because a new line in the file of a demo would move every place in its traces.

use taskscope_judge::FindingKind;

/// A kind of finding that some runs of a few variants may have.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    /// The demo's slug.
    pub demo: &'static str,
    /// The names of the variants; none of them is bad.
    pub variants: &'static [&'static str],
    /// The kind that may be found.
    pub kind: FindingKind,
    /// Why it is true there, in a sentence.
    pub reason: &'static str,
}

const fn row(
    demo: &'static str,
    variants: &'static [&'static str],
    kind: FindingKind,
    reason: &'static str,
) -> Allowed {
    Allowed { demo, variants, kind, reason }
}

/// Every finding that a variant without a mistake may have in some run.
pub static ALLOWED: &[Allowed] = &[
    row(
        "main-ends-first",
        &["forgotten"],
        FindingKind::CutOffReady,
        "The main task does not wait for the other one, which is what this variant shows.",
    ),
    row(
        "merge-and-throttle",
        &["flood", "throttle"],
        FindingKind::CutOffReady,
        "If a single value is all that main takes, it can end before the other producer has run.",
    ),
    row(
        "parallel-or-concurrent",
        &["independent", "dependent"],
        FindingKind::LongPoll,
        "A coat is painted in one poll, and the knob makes it as long as the visitor likes.",
    ),
    row(
        "shared-state",
        &["mutex"],
        FindingKind::LockAcrossAwait,
        "Nothing may come between reading and writing, so an entry that takes long holds the lock as long.",
    ),
    row(
        "turns-change-at-awaits",
        &["between"],
        FindingKind::LongPoll,
        "Writing a receipt without an await keeps the processor, which is what this variant shows.",
    ),
    row(
        "join-is-not-parallel",
        &["spawn"],
        FindingKind::LongPoll,
        "A task on the same thread computes its picture in one poll, which is what this variant shows.",
    ),
    row(
        "futurelock",
        &["fixed"],
        FindingKind::LockAcrossAwait,
        "Writing an entry and reading all of them hold the lock as long as the knobs say.",
    ),
    row(
        "priority-inversion",
        &["fixed"],
        FindingKind::Starved,
        "Under priorities the least important task waits as long as the others have something to do.",
    ),
    row(
        "microcontroller",
        &["fifo", "priority"],
        FindingKind::CutOffReady,
        "Main waits for motor alone, and in a random order it can be over before each of the others has had a turn.",
    ),
    row(
        "web-server",
        &["lifo"],
        FindingKind::Starved,
        "Last in, first out passes requests over, which is what this variant shows.",
    ),
    row(
        "user-interface",
        &["plain"],
        FindingKind::LongPoll,
        "Without a small budget all results are shown in one poll, which is what this variant shows.",
    ),
];
