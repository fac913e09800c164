//! `cargo xtask bench page`: the built site in headless Chromium, as a visitor feels it.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result};

use super::{
    measured::{Measured, parsed},
    modules,
    rows::{Row, Rows, Unit},
};
use crate::{
    browser::{Browser, Engine},
    e2e, process, site,
    timing::timed,
};

const SCRIPT: &str = "bench.js";
/// In the profile of the other benches, so that nothing is built twice.
const PROFILE: &str = "bench-wasm";

/// The largest value that is wanted of each work and name; names not listed are shown without a limit.
const LIMITS: [(&str, &str, f64); 15] = [
    ("start", "to a running demo", 500.0),
    ("size", "site, gzip", 220.0 * 1000.0),
    ("200 tasks", "frame p95", FRAME),
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
];

/// A frame at 60 Hz, 16.67 ms, as the difference of two times that the browser rounds to 0.1 ms.
const FRAME: f64 = 16.81;
/// Flat, but for what the collector has not come to yet.
const GROWTH: f64 = 1.1;

pub(super) fn measure(quick: bool) -> Result<Rows> {
    let browser = Browser::ensure(Engine::Chromium)?;
    e2e::ensure_packages()?;
    let size = site::dist(None)?.gzip.0;
    let folder = super::folder("page")?;
    timed("Writing traces of a million events", || write_traces(&folder))?;
    let result = folder.join("rows.tsv");
    timed("Measuring in Chromium; leave the machine alone", || {
        let mut command = e2e::node(&browser)?;
        command.arg(SCRIPT).arg(std::path::absolute(&folder)?).arg(if quick { "1" } else { "10" });
        process::run(&mut command)
    })?;
    let text = fs::read_to_string(&result).with_context(|| format!("cannot read {}", result.display()))?;
    let mut values = parsed(&text)?;
    #[expect(clippy::cast_precision_loss, reason = "bytes of a small site")]
    values.push(Measured { work: "size".to_owned(), name: "site, gzip".to_owned(), value: size as f64 });
    Ok(Rows(values.into_iter().map(row).collect()))
}

fn write_traces(folder: &Path) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "taskscope-bench", "--bin", "bench-trace"]);
    process::run(cargo.args(["--features", "trace", "--profile", PROFILE]))?;
    let program = modules::target().join(PROFILE).join("bench-trace");
    process::run(Command::new(program).arg("write").arg(folder.join("million")))
}

fn row(measured: Measured) -> Row {
    let Measured { work, name, value } = measured;
    let limit = LIMITS.iter().find(|(of, what, _)| *of == work && *what == name).map(|&(.., limit)| limit);
    let unit = match work.as_str() {
        "size" => Unit::Bytes,
        "heap" => Unit::Megabytes,
        "after the first minute" => Unit::Ratio,
        "events a second" => Unit::Records,
        _ => Unit::Milliseconds,
    };
    Row { work, name, value, unit, limit }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_limit_is_shown_all_the_same() {
        let row = |line: &str| row(parsed(line).unwrap().remove(0));
        assert_eq!(row("start\tto a running demo\t420").limit, Some(500.0));
        assert_eq!(row("heap\tJS, minute 3\t12").limit, None);
    }
}
