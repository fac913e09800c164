//! Which test program meets which mutants, and how long it takes: one run of each without a mutant.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};
use std::{fs, io};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::compile::Program;
use crate::run::{self, End};

/// No program takes longer without a mutant.
const LONGEST: Duration = Duration::from_secs(600);

/// A test program that passes without a mutant.
pub(crate) struct Tests {
    pub(crate) program: Program,
    /// The numbers of the mutants that it meets.
    pub(crate) reached: BTreeSet<u32>,
    pub(crate) took: Duration,
}

/// Runs every program once; those that did not change since they were run last are known from the file in `folder`. The
/// fastest come first.
///
/// # Errors
///
/// If a program cannot be run. One that fails is left out with a word.
pub(crate) fn measure(programs: Vec<Program>, cases: u32, folder: &Path) -> Result<Vec<Tests>> {
    let path = folder.join("coverage.json");
    let known: Value =
        fs::read(&path).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    let mut tests = Vec::new();
    let mut measured = serde_json::Map::new();
    for program in programs {
        let key = key(&program, cases)?;
        let found = match parsed(&known[&key]) {
            Some(found) => Some(found),
            None => reached(&program, cases, &folder.join("seen"))?,
        };
        let Some((reached, took)) = found else { continue };
        measured.insert(key, json!({ "reached": reached, "millis": u64::try_from(took.as_millis())? }));
        tests.push(Tests { program, reached, took });
    }
    fs::write(&path, Value::Object(measured).to_string())?;
    tests.sort_by_key(|tests| tests.took);
    Ok(tests)
}

fn key(program: &Program, cases: u32) -> Result<String> {
    let built = fs::metadata(&program.path)?.modified()?.duration_since(UNIX_EPOCH)?;
    Ok(format!("{} {} {cases}", program.path.display(), built.as_nanos()))
}

fn parsed(value: &Value) -> Option<(BTreeSet<u32>, Duration)> {
    let numbers = value["reached"].as_array()?.iter();
    let reached = numbers.map(|number| number.as_u64().and_then(|number| u32::try_from(number).ok()));
    Some((reached.collect::<Option<_>>()?, Duration::from_millis(value["millis"].as_u64()?)))
}

fn reached(program: &Program, cases: u32, seen: &Path) -> Result<Option<(BTreeSet<u32>, Duration)>> {
    if let Err(error) = fs::remove_file(seen) {
        anyhow::ensure!(error.kind() == io::ErrorKind::NotFound, "cannot remove {}: {error}", seen.display());
    }
    let path = seen.to_str().context("the folder has a name in UTF-8")?;
    let (end, took) = run::run(program, ("MUTANT_SEEN", path), cases, LONGEST)?;
    if let End::Failed(test) | End::TimedOut(test) = end {
        eprintln!("  {} fails without any mutant, at {test}: it takes no part", program.name);
        return Ok(None);
    }
    // A program that meets none makes no file.
    let text = fs::read_to_string(seen).unwrap_or_default();
    let reached = text.lines().map(str::parse).collect::<Result<_, _>>();
    Ok(Some((reached.context("the file of what was met has lines with numbers")?, took)))
}
