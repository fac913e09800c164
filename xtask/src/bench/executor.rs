//! `cargo xtask bench executor`: our executor and its peers in headless Chromium, all in one page and in turns.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result, ensure};

use super::{
    Effort,
    modules::Module,
    rows::{Row, Rows, Unit},
};
use crate::{
    browser::{Browser, Engine},
    e2e, process, rust,
    timing::timed,
    tools::Toolbox,
};

const SCRIPT: &str = "crates/bench/run.js";
const PAGE: &str = "crates/bench/page";
const PROFILE: &str = "bench-wasm";

/// The folders that the page knows, and the features of the module in each.
const MODULES: [(&str, &str); 2] = [("record", "peers,record"), ("plain", "executor")];

const OURS: &str = "taskscope";
const SPAWN_LOCAL: &str = "taskscope spawn_local";
const WITHOUT_RECORD: &str = "taskscope without record";
const ON_VIRTUAL: &str = "taskscope recording, virtual clock";
const ON_BROWSER: &str = "taskscope recording, browser clock";
const WASM_BINDGEN: &str = "wasm-bindgen-futures";
const EMBASSY: &str = "embassy-executor";
const IDLE: &str = "idle task";

/// Work, what is divided by what, and the limit.
const RATIOS: [(&str, &str, &str, Option<f64>); 13] = [
    ("spawn", SPAWN_LOCAL, WASM_BINDGEN, Some(0.4)),
    ("spawn", OURS, WASM_BINDGEN, None),
    ("poll", OURS, WASM_BINDGEN, Some(0.7)),
    ("poll", OURS, EMBASSY, Some(1.2)),
    ("poll", OURS, WITHOUT_RECORD, Some(1.05)),
    ("poll", ON_VIRTUAL, OURS, Some(1.3)),
    ("poll", ON_BROWSER, OURS, Some(1.3)),
    ("poll, one type", OURS, WASM_BINDGEN, None),
    ("poll, one type", ON_VIRTUAL, OURS, None),
    ("ping-pong", OURS, WASM_BINDGEN, Some(0.045)),
    ("ping-pong", OURS, WITHOUT_RECORD, None),
    ("ping-pong", ON_VIRTUAL, OURS, Some(2.2)),
    ("ping-pong", ON_BROWSER, OURS, None),
];

/// In every work, the variant of ours that is held against the best peer: none of them may be faster or smaller.
const JUDGED: [(&str, &str); 7] = [
    ("spawn", SPAWN_LOCAL),
    ("poll, one type", OURS),
    ("poll", OURS),
    ("ping-pong", OURS),
    ("timers", OURS),
    ("cancel timers", OURS),
    (IDLE, SPAWN_LOCAL),
];

/// Bytes of an idle task whose future has 32.
const IDLE_LIMIT: f64 = 56.0;

/// Builds the modules, runs the page, and holds what comes out against the limits.
pub(super) fn measure(effort: Effort) -> Result<Rows> {
    rust::ensure_wasm_target()?;
    let toolbox = Toolbox::ensure()?;
    let browser = Browser::ensure(Engine::Chromium)?;
    e2e::ensure_packages()?;
    let folder = super::folder("executor")?;
    timed("Building the modules", || build(&toolbox, &folder, effort.profile(PROFILE)))?;
    let result = folder.with_extension("tsv");
    let (launches, rounds) = match effort {
        Effort::All => ("3", "15"),
        Effort::Quick => ("1", "5"),
        Effort::Once => ("1", "1"),
    };
    timed("Measuring; leave the machine alone", || {
        let node = which::which("node").ok().context("node is missing; install Node 20 or newer")?;
        let mut command = Command::new(node);
        command.arg(SCRIPT).arg(&folder).args([launches, rounds]).arg(&result);
        process::run(command.env("CHROME", &browser.program))
    })?;
    let text = fs::read_to_string(&result).with_context(|| format!("cannot read {}", result.display()))?;
    rows(&Measured::parse(&text)?)
}

fn build(toolbox: &Toolbox, folder: &Path, profile: &str) -> Result<()> {
    for (name, features) in MODULES {
        Module { example: None, features, profile }.build(toolbox, &folder.join(name))?;
    }
    super::copy_page(PAGE, folder)
}

/// What the page measured: for every work and variant one value a launch.
struct Measured(Vec<(String, String, Vec<f64>)>);

impl Measured {
    /// Reads lines of work, variant and values, with tabs between.
    fn parse(text: &str) -> Result<Self> {
        let lines = text.lines().map(|line| {
            let mut fields = line.split('\t');
            let (work, name) = fields.next().zip(fields.next()).context("a line without names")?;
            let values = fields.map(str::parse).collect::<Result<Vec<f64>, _>>()?;
            let are_measured = !values.is_empty() && values.iter().all(|value| value.is_finite());
            ensure!(are_measured, "no values for {name} in {work}");
            Ok((work.to_owned(), name.to_owned(), values))
        });
        lines.collect::<Result<_>>().map(Self)
    }

    fn values(&self, work: &str, name: &str) -> Result<&[f64]> {
        let found = self.0.iter().find(|(of, variant, _)| of == work && variant == name);
        found.map(|(_, _, values)| &values[..]).with_context(|| format!("{name} was not measured in {work}"))
    }

    /// The median of the ratios of each launch: what disturbs a launch disturbs both.
    fn ratio(&self, work: &str, name: &str, to: &str) -> Result<f64> {
        let pairs = self.values(work, name)?.iter().zip(self.values(work, to)?);
        Ok(median(pairs.map(|(value, to)| value / to).collect()))
    }

    /// The peer with the smallest value. Embassy is none of them: its tasks are allocated beforehand.
    fn best_peer(&self, work: &str) -> Result<&str> {
        let peers =
            self.0.iter().filter(|(of, name, _)| of == work && !name.starts_with(OURS) && name != EMBASSY);
        let best = peers.min_by(|(_, _, a), (_, _, b)| median(a.clone()).total_cmp(&median(b.clone())));
        best.map(|(_, name, _)| name.as_str()).with_context(|| format!("no peer was measured in {work}"))
    }
}

fn rows(measured: &Measured) -> Result<Rows> {
    let mut rows: Vec<_> = measured.0.iter().map(|(work, name, values)| value(work, name, values)).collect();
    for (work, name, to, limit) in RATIOS {
        let value = measured.ratio(work, name, to)?;
        rows.push(ratio(work, format!("{name} / {to}"), value, limit));
    }
    for (work, name) in JUDGED {
        let best = measured.best_peer(work)?;
        let value = measured.ratio(work, name, best)?;
        rows.push(ratio(work, format!("{name} / best peer: {best}"), value, Some(1.0)));
    }
    // Stable: within a work the order stays.
    let order: Vec<_> = measured.0.iter().map(|(work, ..)| work).collect();
    rows.sort_by_key(|row| order.iter().position(|work| **work == row.work));
    Ok(Rows(rows))
}

fn value(work: &str, name: &str, values: &[f64]) -> Row {
    let unit = match work {
        IDLE => Unit::Bytes,
        _ if work.starts_with("records") => Unit::Records,
        _ => Unit::Nanoseconds,
    };
    let limit = (work == IDLE && name == SPAWN_LOCAL).then_some(IDLE_LIMIT);
    Row { work: work.to_owned(), name: name.to_owned(), value: median(values.to_vec()), unit, limit }
}

fn ratio(work: &str, name: String, value: f64, limit: Option<f64>) -> Row {
    Row { work: work.to_owned(), name, value, unit: Unit::Ratio, limit }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { f64::midpoint(values[middle - 1], values[middle]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
spawn\ttaskscope\t20\t30\t25
spawn\twasm-bindgen-futures\t40\t50\t100
spawn\tLocalPool\t90\t45\t44
spawn\tembassy-executor\t5\t5\t5
";

    #[test]
    fn a_ratio_is_the_median_of_those_of_the_launches() {
        let measured = Measured::parse(TEXT).unwrap();
        let ratio = measured.ratio("spawn", "taskscope", "wasm-bindgen-futures").unwrap();
        assert!((ratio - 0.5).abs() < 1e-9, "{ratio}");
    }

    #[test]
    fn the_best_peer_allocates() {
        assert_eq!(Measured::parse(TEXT).unwrap().best_peer("spawn").unwrap(), "LocalPool");
    }

    #[test]
    fn a_line_without_values_is_refused() {
        assert!(Measured::parse("spawn\ttaskscope\n").is_err());
        assert!(Measured::parse("spawn\ttaskscope\tfast\n").is_err());
        assert!(Measured::parse("spawn\ttaskscope\t20\tNaN\n").is_err());
    }
}
