//! The benches: what is measured, and held against its limits.

mod browser;
mod embed;
mod executor;
mod floors;
mod measured;
mod modules;
mod page;
mod rows;
mod size;
mod trace;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use clap::{ValueEnum, builder::PossibleValue};

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bench {
    Browser,
    Embed,
    Executor,
    Page,
    Size,
    Trace,
}

impl Bench {
    const ALL: [Self; 6] = [Self::Browser, Self::Embed, Self::Executor, Self::Page, Self::Size, Self::Trace];

    fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Embed => "embed",
            Self::Executor => "executor",
            Self::Page => "page",
            Self::Size => "size",
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
            Self::Trace => "reading traces of a million events",
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

/// One bench, and how it was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    pub(crate) bench: Bench,
    /// Fewer repetitions: a first impression.
    pub(crate) quick: bool,
    /// Fails if a floor is broken, or, where a bench has none, if a limit is missed.
    pub(crate) check: bool,
}

/// Measures, prints a table, and writes the same as JSON.
pub(crate) fn run(options: &BenchOptions) -> Result<()> {
    let name = options.bench.name();
    let rows = match options.bench {
        Bench::Browser => browser::measure(options.quick)?,
        Bench::Embed => embed::measure(options.quick)?,
        Bench::Executor => executor::measure(options.quick)?,
        Bench::Page => page::measure(options.quick)?,
        Bench::Size => size::measure()?,
        Bench::Trace => trace::measure(options.quick)?,
    };
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
