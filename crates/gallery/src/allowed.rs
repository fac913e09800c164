//! Findings that are true of variants that are not bad, and why.
//!
//! At default knobs, in its own order and with alarms in time, such a variant has no finding. But a visitor can turn knobs
//! or choose another order, and a host can be late: then a finding may be true of it. Those are listed in the head of its
//! lesson; a finding that is not listed never appears in it, whatever is chosen. One exception needs no row: last in, first
//! out and priorities pass ready tasks over, so a visitor who chooses them may see any variant's tasks starve.

use serde::{Deserialize, Serialize};
use taskscope_judge::FindingKind;

use super::data;

/// A kind of finding that some runs of a few variants may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    /// The names of the variants; none of them is bad.
    #[serde(deserialize_with = "data::list")]
    pub variants: &'static [&'static str],
    /// The kind that may be found.
    #[serde(with = "data::finding")]
    pub kind: FindingKind,
    /// Why it is true there, in a sentence.
    pub reason: &'static str,
}
