//! `cargo xtask bench embed`: what a page pays for the elements in it, before and after they are seen.

use anyhow::Result;

use super::{
    Effort,
    rows::{Rows, Unit},
    visit::Visit,
};

const VISIT: Visit = Visit {
    name: "embed",
    script: "bench-embed.js",
    unit: |measured| match measured.work.as_str() {
        "count" => Unit::Count,
        "idle" => Unit::Percent,
        _ => Unit::Milliseconds,
    },
    limits: &[
        ("seen", "first element runs", 400.0),
        ("seen", "second element runs", 80.0),
        ("count", "further downloads of the second", 0.0),
        ("count", "ten not seen yet, frames", 0.0),
        ("count", "ten at rest, frames", 0.0),
    ],
};

pub(super) fn measure(effort: Effort) -> Result<Rows> {
    VISIT.measure(effort, None)
}
