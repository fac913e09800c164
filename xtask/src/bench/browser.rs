//! `cargo xtask bench browser`: what lies between a program in its worker and its picture, in headless Chromium.

use anyhow::Result;

use super::{
    Effort,
    rows::{Rows, Unit},
    visit::Visit,
};

const VISIT: Visit = Visit {
    name: "browser",
    script: "bench-browser.js",
    unit: |measured| match measured.name.as_str() {
        "events" | "events a second" | "batches a frame" => Unit::Records,
        _ => Unit::Milliseconds,
    },
    limits: &[
        ("100,000 events", "last batch to picture", 60.0),
        ("streaming", "costs a frame", 2.0),
        ("Run to the first event", "worker, p50", 100.0),
        ("Stop to stopped", "an endless loop, p99", 100.0),
        ("Stop to stopped", "an endless loop, the worker is gone, p99", 100.0),
        ("Stop to stopped", "a program that waits, p99", 100.0),
        ("Stop to stopped", "a program that waits, the worker is gone, p99", 100.0),
    ],
};

pub(super) fn measure(effort: Effort) -> Result<Rows> {
    VISIT.measure(effort, None)
}
