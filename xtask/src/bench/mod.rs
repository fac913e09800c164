//! The benches: what is measured, and held against its limits.

mod beside;
mod browser;
mod embed;
mod executor;
mod floors;
mod measured;
mod modules;
pub(crate) mod options;
mod page;
mod rows;
mod size;
mod start;
mod trace;
mod visit;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use clap::{ValueEnum, builder::PossibleValue};

use self::{
    options::{BenchOptions, Effort},
    rows::Rows,
};
use crate::{site, timing::timed};

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bench {
    Browser,
    Embed,
    Executor,
    Page,
    Size,
    Start,
    Trace,
}

impl Bench {
    const ALL: [Self; 7] =
        [Self::Browser, Self::Embed, Self::Executor, Self::Page, Self::Size, Self::Start, Self::Trace];

    fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Embed => "embed",
            Self::Executor => "executor",
            Self::Page => "page",
            Self::Size => "size",
            Self::Start => "start",
            Self::Trace => "trace",
        }
    }

    fn purpose(self) -> &'static str {
        match self {
            Self::Browser => "the way from a program to its picture, and Stop",
            Self::Embed => "what a page pays for the elements in it",
            Self::Executor => "our executor and its peers, on the same works",
            Self::Page => "the built site as a visitor uses it, and its memory",
            Self::Size => "what our executor adds to an empty module",
            Self::Start => "a first visit, over a slow line with a slow machine",
            Self::Trace => "reading traces of a million events",
        }
    }

    /// Whether it measures the site in `dist/`.
    fn uses_the_site(self) -> bool {
        match self {
            Self::Browser | Self::Embed | Self::Page | Self::Start => true,
            Self::Executor | Self::Size | Self::Trace => false,
        }
    }

    fn measure(self, effort: Effort, beside: Option<&OsStr>) -> Result<Rows> {
        match self {
            Self::Browser => browser::measure(effort),
            Self::Embed => embed::measure(effort, beside),
            Self::Executor => executor::measure(effort),
            Self::Page => page::measure(effort),
            Self::Size => size::measure(),
            Self::Start => start::measure(effort, beside),
            Self::Trace => trace::measure(effort),
        }
    }
}

impl ValueEnum for Bench {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.purpose()))
    }
}

/// Runs every bench once on the site in `dist/`, only to see that it still measures what it is to; returns how many rows there are.
/// No value is held against a limit: the machine is not quiet, and once is not enough.
pub(crate) fn run_each_once() -> Result<usize> {
    Bench::ALL.into_iter().try_fold(0, |sum, bench| {
        let name = bench.name();
        let rows = timed(&format!("Running the bench `{name}` once"), || bench.measure(Effort::Once, None));
        let rows = rows.with_context(|| format!("`cargo xtask bench {name}` does not work"))?;
        ensure!(!rows.0.is_empty(), "`cargo xtask bench {name}` measured nothing");
        Ok(sum + rows.0.len())
    })
}

/// Measures, prints a table, and writes the same as JSON.
pub(crate) fn run(options: &BenchOptions) -> Result<()> {
    let name = options.bench.name();
    let compares = matches!(options.bench, Bench::Start | Bench::Embed);
    ensure!(
        compares || options.beside.is_none(),
        "the bench `{name}` compares no builds: leave out --beside, or choose `start` or `embed`"
    );
    if options.bench.uses_the_site() {
        site::dist(None)?;
    }
    let beside = options.beside.as_deref().map(beside::folder).transpose()?;
    let rows = options.bench.measure(options.effort, beside.as_deref())?;
    let file = folder(name)?.with_extension("json");
    fs::write(&file, rows.json()).with_context(|| format!("cannot write {}", file.display()))?;
    println!("\n{}\n{}\nThe rows are in {}.", rows.table(), rows.verdict(), file.display());
    let floors = floors::of(name)?;
    if options.check && floors.is_empty() {
        ensure!(rows.missed() == 0, "limits of the bench `{name}` are missed");
    } else if options.check {
        floors::hold(&floors, &rows)?;
        println!("All {} floors hold.", floors.len());
    }
    Ok(())
}

/// The folder of a bench, for what it builds. Its results lie next to it.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = modules::target().join("bench").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

/// Copies the files of a page to where it is served from.
fn copy_page(from: &str, folder: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot list {from}"))? {
        let entry = entry?;
        let target = folder.join(entry.file_name());
        fs::copy(entry.path(), &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contributing_names_every_bench_and_no_other() {
        let text = include_str!("../../../CONTRIBUTING.md");
        let named = text.split('`').skip(1).step_by(2).filter_map(|code| {
            let words = code.strip_prefix("cargo xtask ").unwrap_or(code).strip_prefix("bench ")?;
            words.split(' ').next()
        });
        let mut named: Vec<_> = named.filter(|name| *name != "NAME").collect();
        named.sort_unstable();
        named.dedup();
        assert_eq!(named, Bench::ALL.map(Bench::name));
    }
}
