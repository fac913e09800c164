//! Which test meets which mutants, and how long its program takes: one run of each program without a mutant.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};
use std::{fs, io};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::compile::Program;
use crate::run::{self, End, Run};

/// No program takes longer without a mutant.
const LONGEST: Duration = Duration::from_secs(600);

/// A test program, with the tests that pass without a mutant.
pub(crate) struct Tests {
    pub(crate) program: Program,
    /// The tests that fail without a mutant, too.
    pub(crate) failing: Vec<String>,
    met: Met,
    pub(crate) took: Duration,
}

/// The tests that meet a mutant, by its number; none if that is all that is known: then the whole program has to run.
type Met = BTreeMap<u32, BTreeSet<String>>;

impl Tests {
    /// The tests that meet a mutant. `None` if none does; an empty list if it may be any.
    pub(crate) fn meeting(&self, number: u32) -> Option<Vec<&str>> {
        self.met.get(&number).map(|tests| tests.iter().map(String::as_str).collect())
    }
}

/// Runs every program once; those that did not change since they were run last are known from the file in `folder`. The
/// fastest come first.
///
/// # Errors
///
/// If a program cannot be run. A test that fails is left out with a word, and so is a program that ends within a test.
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
        let Some((met, failing, took)) = found else { continue };
        let millis = u64::try_from(took.as_millis())?;
        measured.insert(key, json!({ "met": met, "failing": failing, "millis": millis }));
        tests.push(Tests { program, failing, met, took });
    }
    fs::write(&path, Value::Object(measured).to_string())?;
    tests.sort_by_key(|tests| tests.took);
    Ok(tests)
}

fn key(program: &Program, cases: u32) -> Result<String> {
    let built = fs::metadata(&program.path)?.modified()?.duration_since(UNIX_EPOCH)?;
    Ok(format!("{} {} {cases}", program.path.display(), built.as_nanos()))
}

fn parsed(value: &Value) -> Option<(Met, Vec<String>, Duration)> {
    let met = serde_json::from_value(value["met"].clone()).ok()?;
    let failing = serde_json::from_value(value["failing"].clone()).ok()?;
    Some((met, failing, Duration::from_millis(value["millis"].as_u64()?)))
}

fn reached(program: &Program, cases: u32, seen: &Path) -> Result<Option<(Met, Vec<String>, Duration)>> {
    let path = seen.to_str().context("the folder has a name in UTF-8")?;
    let tests = run::tests_of(program)?;
    let mut failing = Vec::new();
    // Again without each test that fails, so that the others still take part.
    loop {
        if let Err(error) = fs::remove_file(seen) {
            ensure!(error.kind() == io::ErrorKind::NotFound, "cannot remove {}: {error}", seen.display());
        }
        let variable = ("MUTANT_SEEN", path);
        // With two threads, the harness runs each test in a thread with its name.
        let run = Run { variable, cases, limit: LONGEST, threads: 2, tests: &[], skipped: &failing };
        let (end, took) = run.start(program)?;
        match end {
            End::Passed => {
                // A program that meets none makes no file.
                let text = fs::read_to_string(seen).unwrap_or_default();
                return Ok(Some((met(&text, &tests)?, failing, took)));
            }
            End::Failed(test) if tests.contains(&test) && !failing.contains(&test) => {
                eprintln!("  {}: {test} fails without any mutant, and takes no part", program.name);
                failing.push(test);
            }
            End::Failed(test) | End::TimedOut(test) => {
                eprintln!("  {} ends without any mutant, at {test}, and takes no part", program.name);
                return Ok(None);
            }
        }
    }
}

/// Reads lines with a number and the name of a thread.
fn met(text: &str, tests: &BTreeSet<String>) -> Result<Met> {
    let mut met = Met::new();
    let mut by_others = BTreeSet::new();
    for line in text.lines() {
        let (number, thread) = line.split_once(' ').context("a line has a number and a thread")?;
        let number = number.parse().context("a line begins with a number")?;
        let of_number: &mut BTreeSet<String> = met.entry(number).or_default();
        if tests.contains(thread) {
            of_number.insert(thread.to_owned());
        } else {
            by_others.insert(number);
        }
    }
    // A thread or a process that a test has started: which test that was is not known.
    for number in by_others {
        met.insert(number, BTreeSet::new());
    }
    Ok(met)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_thread_of_a_test_meets_may_be_of_any_test() {
        let names = BTreeSet::from(["a".to_owned(), "b::c".to_owned()]);
        let met = met("1 a\n1 b::c\n2 a\n2 worker\n3 \n", &names).unwrap();
        assert_eq!(met[&1], names);
        assert!(met[&2].is_empty() && met[&3].is_empty());
    }
}
