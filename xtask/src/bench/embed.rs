//! `cargo xtask bench embed`: what a page pays for the elements in it, before and after they are seen.

use std::ffi::OsStr;

use anyhow::Result;

use super::{
    Effort,
    rows::{Rows, Unit},
    start,
    visit::Visit,
};

const VISIT: Visit = Visit {
    name: "embed",
    script: "bench-embed.js",
    unit: |measured| match measured.work.as_str() {
        "count" => Unit::Count,
        "idle" => Unit::Percent,
        _ => start::unit(measured),
    },
    limits: &[
        ("blog post", "bytes before it is seen", 0.0),
        ("blog post", "bytes until the picture", 40_000.0),
        ("blog post", "bytes until the first step works", 450_000.0),
        ("blog post", "more bytes for the first run", 120_000.0),
        ("seen", "first element runs", 400.0),
        ("seen", "second element runs", 80.0),
        ("count", "further downloads of the second", 0.0),
        ("count", "ten not seen yet, frames", 0.0),
        ("count", "ten at rest, frames", 0.0),
    ],
};

pub(super) fn measure(effort: Effort, beside: Option<&OsStr>) -> Result<Rows> {
    VISIT.measure(effort, beside)
}
