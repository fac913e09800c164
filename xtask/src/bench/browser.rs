//! `cargo xtask bench browser`: what lies between a program in its worker and its picture, in headless Chromium.

use std::fs;

use anyhow::{Context as _, Result};

use super::{
    measured::{Measured, parsed},
    rows::{Row, Rows, Unit},
};
use crate::{
    browser::{Browser, Engine},
    e2e, process, site,
    timing::timed,
};

const SCRIPT: &str = "bench-browser.js";

/// The largest value that is wanted, in milliseconds, of works and the beginnings of their names; others are shown
/// without a limit.
const LIMITS: [(&str, &str, f64); 5] = [
    ("100,000 events", "last batch to picture", 60.0),
    ("streaming", "costs a frame", 2.0),
    ("Run to the first event", "worker, p50", 100.0),
    ("Stop to stopped", "an endless loop", 100.0),
    ("Stop to stopped", "a program that waits", 100.0),
];

pub(super) fn measure(quick: bool) -> Result<Rows> {
    let browser = Browser::ensure(Engine::Chromium)?;
    e2e::ensure_packages()?;
    site::dist(None)?;
    let folder = super::folder("browser")?;
    timed("Measuring in Chromium; leave the machine alone", || {
        let mut command = e2e::node(&browser)?;
        command.arg(SCRIPT).arg(std::path::absolute(&folder)?).arg(if quick { "quick" } else { "all" });
        process::run(&mut command)
    })?;
    let result = folder.join("rows.tsv");
    let text = fs::read_to_string(&result).with_context(|| format!("cannot read {}", result.display()))?;
    Ok(Rows(parsed(&text)?.into_iter().map(row).collect()))
}

fn row(measured: Measured) -> Row {
    let Measured { work, name, value } = measured;
    let unit = match name.as_str() {
        "events" | "events a second" | "batches a frame" => Unit::Records,
        _ => Unit::Milliseconds,
    };
    let is_limited =
        |of: &str, what: &str| of == work && name.starts_with(what) && !name.ends_with("slowest");
    let limit = LIMITS.iter().find(|(of, what, _)| is_limited(of, what)).map(|&(.., limit)| limit);
    Row { work, name, value, unit, limit }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_no_limit_and_times_have_theirs() {
        let row = |line: &str| row(parsed(line).unwrap().remove(0));
        assert_eq!(row("Stop to stopped\tan endless loop, p99 of 50\t12").limit, Some(100.0));
        assert_eq!(row("100,000 events\tevents\t100000").limit, None);
        assert_eq!(row("100,000 events\tlast batch to picture, slowest\t70").limit, None);
    }
}
