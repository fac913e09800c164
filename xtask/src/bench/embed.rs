//! `cargo xtask bench embed`: what a page pays for the elements in it, before and after they are seen.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use super::{
    measured::{Measured, parsed},
    rows::{Row, Rows, Unit},
};
use crate::{
    browser::{Browser, Engine},
    e2e, process,
    site::{self, DIST},
    sizes,
    timing::timed,
};

/// The largest value that is wanted of each name; names not listed are shown without a limit.
const LIMITS: [(&str, f64); 6] = [
    ("task-scope.js, gzip", 16_000.0),
    ("first element runs", 400.0),
    ("second element runs", 80.0),
    ("further downloads of the second", 0.0),
    ("ten not seen yet, frames", 0.0),
    ("ten at rest, frames", 0.0),
];

pub(super) fn measure(quick: bool) -> Result<Rows> {
    let browser = Browser::ensure(Engine::Chromium)?;
    e2e::ensure_packages()?;
    site::dist(None)?;
    let folder = super::folder("embed")?;
    timed("Measuring in Chromium; leave the machine alone", || {
        let mut command = e2e::node(&browser)?;
        command.arg("bench-embed.js").arg(std::path::absolute(&folder)?).arg(if quick { "2" } else { "7" });
        process::run(&mut command)
    })?;
    let result = folder.join("rows.tsv");
    let text = fs::read_to_string(&result).with_context(|| format!("cannot read {}", result.display()))?;
    let mut values = parsed(&text)?;
    values.insert(0, script_size()?);
    Ok(Rows(values.into_iter().map(row).collect()))
}

fn script_size() -> Result<Measured> {
    let files = sizes::of_folder(Path::new(DIST))?;
    let script = files.iter().find(|(name, _)| name == "task-scope.js").context("the site has no script")?;
    #[expect(clippy::cast_precision_loss, reason = "bytes of a small script")]
    let value = script.1.gzip.0 as f64;
    Ok(Measured { work: "size".to_owned(), name: "task-scope.js, gzip".to_owned(), value })
}

fn row(Measured { work, name, value }: Measured) -> Row {
    let limit = LIMITS.iter().find(|(what, _)| *what == name).map(|&(_, limit)| limit);
    let unit = match work.as_str() {
        "size" => Unit::Bytes,
        "count" => Unit::Count,
        "idle" => Unit::Percent,
        _ => Unit::Milliseconds,
    };
    Row { work, name, value, unit, limit }
}
