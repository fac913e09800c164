//! The benches: what is measured, and held against its limits.

mod browser;
mod embed;
mod executor;
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

    pub(crate) fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    pub(crate) fn from_name(name: &str) -> Result<Self, String> {
        let bench = Self::ALL.into_iter().find(|bench| bench.name() == name);
        bench.ok_or_else(|| format!("there is no bench `{name}`, only {}", Self::names()))
    }

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
}

/// One bench, and how it was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    pub(crate) bench: Bench,
    /// Fewer repetitions: a first impression.
    pub(crate) quick: bool,
    /// Fails if a limit is missed.
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
    ensure!(!options.check || rows.missed() == 0, "limits of the bench `{name}` are missed");
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
    fn every_bench_is_found_by_its_name() {
        for bench in Bench::ALL {
            assert_eq!(Bench::from_name(bench.name()), Ok(bench));
        }
    }
}
