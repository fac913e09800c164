//! What may be found in variants that are not bad, and why it is true there.
//!
//! At default knobs, in its own order and with alarms in time, nothing is found in such a variant. A visitor can turn knobs,
//! choose another order, or have a host that is late: then a finding can be true of it. Every finding that is not
//! listed here is never found in it, whatever is chosen. The list stands in a file of its own because a line more in
//! the file of a demo moves every place in its traces.

use crate::trace::FindingKind;

/// A finding that may be made in some runs of a few variants.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    /// The demo's slug.
    pub demo: &'static str,
    /// The names of the variants; none of them is bad.
    pub variants: &'static [&'static str],
    /// What may be found.
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
