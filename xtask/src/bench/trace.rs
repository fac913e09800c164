//! `cargo xtask bench trace`: traces of a million events, natively and in headless Chromium.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result, ensure};

use super::{
    Effort,
    measured::{Measured, parsed},
    modules::{self, Module},
    rows::{Row, Rows, Unit},
};
use crate::{
    browser::{Browser, Engine},
    e2e, process, rust,
    timing::timed,
    tools::Toolbox,
};

const SCRIPT: &str = "crates/bench/run.js";
const PAGE: &str = "crates/bench/page-trace";
const NATIVE_PROFILE: &str = "bench-wasm";

/// Where it was measured, and the limits there.
struct Platform {
    name: &'static str,
    open: f64,
    append: f64,
    state: f64,
    scene: f64,
}

/// Built for speed.
const NATIVE: Platform = Platform { name: "native", open: 70.0, append: 60.0, state: 1.0, scene: 2.0 };
/// Built for size, as the site is.
const PAGE_LIMITS: Platform = Platform { name: "wasm", open: 160.0, append: 120.0, state: 2.0, scene: 4.0 };

/// The largest trace, whose values the limits are for, and the smallest.
const LARGE: &str = "1000000 events";
const SMALL: &str = "10000 events";

pub(super) fn measure(effort: Effort) -> Result<Rows> {
    rust::ensure_wasm_target()?;
    let toolbox = Toolbox::ensure()?;
    let browser = Browser::ensure(Engine::Chromium)?;
    e2e::ensure_packages()?;
    let folder = super::folder("trace")?;
    timed("Building", || build(&toolbox, &folder, effort))?;
    let rounds = if effort == Effort::All { "5" } else { "1" };
    let mut rows = Vec::new();
    timed("Measuring natively; leave the machine alone", || {
        let program = modules::target().join(effort.profile(NATIVE_PROFILE)).join("bench-trace");
        let output = Command::new(&program).arg(rounds).output();
        let output = output.with_context(|| format!("cannot run {}", program.display()))?;
        ensure!(output.status.success(), "{} ended with {}", program.display(), output.status);
        rows.extend(judged(&NATIVE, &parsed(&String::from_utf8(output.stdout)?)?)?);
        anyhow::Ok(())
    })?;
    timed("Measuring in Chromium; leave the machine alone", || {
        let result = folder.with_extension("tsv");
        let node = which::which("node").ok().context("node is missing; install Node 20 or newer")?;
        let mut command = Command::new(node);
        command.arg(SCRIPT).arg(&folder).args(["1", rounds]).arg(&result);
        process::run(command.env("CHROME", &browser.program))?;
        let text =
            fs::read_to_string(&result).with_context(|| format!("cannot read {}", result.display()))?;
        rows.extend(judged(&PAGE_LIMITS, &parsed(&text)?)?);
        anyhow::Ok(())
    })?;
    Ok(Rows(rows))
}

fn build(toolbox: &Toolbox, folder: &Path, effort: Effort) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "taskscope-bench", "--bin", "bench-trace"]);
    process::run(cargo.args(["--features", "trace", "--profile", effort.profile(NATIVE_PROFILE)]))?;
    let profile = effort.profile("release");
    Module { example: None, features: "trace", profile }.build(toolbox, &folder.join("module"))?;
    super::copy_page(PAGE, folder)
}

/// Every value with its limit, and how it grows with the trace.
fn judged(platform: &Platform, values: &[Measured]) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = values.iter().map(|value| row(platform, value)).collect();
    let find = |work: &str, name: &str, size: &str| {
        let name = format!("{name}, {size}");
        let found = values.iter().find(|value| value.work == work && value.name == name);
        found.map(|value| value.value).with_context(|| format!("`{name}` was not measured in `{work}`"))
    };
    let zooms = find("scene", "zoomed out", LARGE)? / find("scene", "deepest zoom", LARGE)?;
    rows.push(ratio_row(platform, "scene zoomed out / deepest zoom", zooms, Some(2.0)));
    for (work, name) in [("open", "all at once"), ("state", "p99"), ("scene", "p99")] {
        let growth = find(work, name, LARGE)? / find(work, name, SMALL)?;
        let name = format!("{work}, {name}: a million events / ten thousand");
        rows.push(ratio_row(platform, &name, growth, None));
    }
    Ok(rows)
}

fn row(platform: &Platform, value: &Measured) -> Row {
    let is_large = value.name.ends_with(LARGE);
    let (unit, limit) = match value.work.as_str() {
        "open" => (Unit::Milliseconds, Some(platform.open)),
        "append" => (Unit::Nanoseconds, Some(platform.append)),
        "memory" => (Unit::Bytes, Some(26.0)),
        "state" => (Unit::Milliseconds, value.name.starts_with("p99").then_some(platform.state)),
        _ => (Unit::Milliseconds, value.name.starts_with("p99").then_some(platform.scene)),
    };
    let work = format!("{}, {}", value.work, platform.name);
    Row { work, name: value.name.clone(), value: value.value, unit, limit: limit.filter(|_| is_large) }
}

fn ratio_row(platform: &Platform, name: &str, value: f64, limit: Option<f64>) -> Row {
    let work = format!("growth, {}", platform.name);
    Row { work, name: name.to_owned(), value, unit: Unit::Ratio, limit }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_the_large_trace() {
        let of_size = |events: usize, open: f64| {
            let scene = "scene\tp99, {events} events\t1\nscene\tzoomed out, {events} events\t1\nscene\tdeepest zoom, {events} events\t1\n";
            let text = format!(
                "open\tall at once, {{events}} events\t{open}\nstate\tp99, {{events}} events\t1\n{scene}"
            );
            text.replace("{events}", &events.to_string())
        };
        let text = of_size(10_000, 300.0) + &of_size(1_000_000, 200.0);
        let rows = judged(&NATIVE, &parsed(&text).unwrap()).unwrap();
        let opens: Vec<_> =
            rows.iter().filter(|row| row.work == "open, native").map(|row| row.limit).collect();
        assert_eq!(opens, [None, Some(70.0)]);
        let growth = rows.iter().find(|row| row.name.starts_with("open, all at once")).unwrap();
        assert!((growth.value - 200.0 / 300.0).abs() < 1e-9);
        assert!(
            judged(&NATIVE, &parsed(&of_size(10_000, 300.0)).unwrap()).is_err(),
            "the large trace is missing"
        );
    }
}
