//! `cargo xtask bench page`: the built site in headless Chromium, as a visitor feels it.

use std::process::Command;

use anyhow::Result;

use super::{
    Effort, modules,
    rows::{Rows, Unit},
    visit::Visit,
};
use crate::{process, timing::timed};

/// In the profile of the other benches, so that nothing is built twice.
const PROFILE: &str = "bench-wasm";

/// A frame at 60 Hz, 16.67 ms, as the difference of two times that the browser rounds to 0.1 ms.
const FRAME: f64 = 16.81;
/// A frame at 60 Hz, and what a busy one may be late by.
const BUSY_FRAME: f64 = 17.5;
/// Flat, but for what the collector has not come to yet.
const GROWTH: f64 = 1.1;

const VISIT: Visit = Visit {
    name: "page",
    script: "bench.js",
    unit: |measured| match measured.work.as_str() {
        "heap" => Unit::Megabytes,
        "after the first minute" => Unit::Ratio,
        "events a second" => Unit::Records,
        _ => Unit::Milliseconds,
    },
    limits: &[
        ("start", "to a running demo", 500.0),
        ("200 tasks", "frame p95", BUSY_FRAME),
        ("200 tasks", "longest task", 50.0),
        ("a million events", "opens, compact", 2000.0),
        ("a million events", "opens, JSON", 2000.0),
        ("a million events", "frame p95 while zooming", FRAME),
        ("a million events", "frame p95 while panning", FRAME),
        ("next paint p95", "search", 50.0),
        ("next paint p95", "cursor", 50.0),
        ("next paint p95", "tabs", 50.0),
        ("next paint p95", "cursor, a million events", 50.0),
        ("next paint p95", "tabs, a million events", 50.0),
        ("after the first minute", "JS heap grows by", GROWTH),
        ("after the first minute", "wasm memory grows by", GROWTH),
    ],
};

pub(super) fn measure(effort: Effort) -> Result<Rows> {
    timed("Writing traces of a million events", || write_traces(effort.profile(PROFILE)))?;
    VISIT.measure(effort, None)
}

fn write_traces(profile: &str) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "taskscope-bench", "--bin", "bench-trace"]);
    process::run(cargo.args(["--features", "trace", "--profile", profile]))?;
    let program = modules::target().join(profile).join("bench-trace");
    process::run(Command::new(program).arg("write").arg(super::folder(VISIT.name)?.join("million")))
}
