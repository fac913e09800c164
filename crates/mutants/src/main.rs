//! What `cargo xtask mutants` runs: it puts many small faults into a copy of the code, each behind a question, builds the
//! copy once, and runs the tests with one fault in effect at a time.
//!
//! A fault that no test sees is a sentence that is missing in a test. `cargo-mutants` asks the same, with a build for each
//! mutant; here one build takes minutes, so three hundred would take days.

#![expect(clippy::print_stdout, reason = "a command line tool speaks through its standard output")]

mod compile;
mod coverage;
mod equivalent;
mod find;
mod mutant;
mod options;
mod report;
mod rewrite;
mod run;
mod sample;
mod workspace;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::json;

use coverage::Tests;
use mutant::Mutant;
use options::{Options, USAGE};
use report::{Outcome, Report};
use run::{End, Run};
use sample::Sample;
use workspace::Workspace;

/// How much longer a test program may take with a mutant than without: this factor, and this time on top.
const PATIENCE: (u32, Duration) = (10, Duration::from_secs(20));

fn main() -> ExitCode {
    match run_command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_command() -> Result<()> {
    if let Some(options) = Options::parse(lexopt::Parser::from_env())? {
        return measure(&options);
    }
    println!("{USAGE}");
    Ok(())
}

/// Takes a sample, builds it, runs it, and reports.
fn measure(options: &Options) -> Result<()> {
    let reasons = fs::read_to_string(equivalent::FILE)
        .with_context(|| format!("cannot read {}; call it as `cargo xtask mutants`", equivalent::FILE))?;
    let reasons = equivalent::parsed(&reasons)?;
    let report_path = options.folder.join("report.json");
    let only = names(options, &report_path)?;
    let workspace =
        Workspace::copy(options.rev.as_deref(), &options.folder.join("work"), sample::is_rewritten)?;
    let target = options.folder.join("build");
    fs::create_dir_all(&target)?;
    let target = target.canonicalize()?;
    println!("Finding mutants that compile …");
    let sample = Sample::take(&workspace, &target, options)?;
    let chosen = sample.chosen(only.as_deref())?;
    if options.is_list {
        for (_, mutant) in chosen {
            println!("{mutant}");
        }
        return Ok(());
    }
    println!("Building the tests with {} mutants …", sample.len());
    let programs = compile::programs(workspace.folder(), &target)?;
    println!("Running {} test programs without a mutant …", programs.len());
    // Test programs run in other folders: whole paths.
    let tests = coverage::measure(programs, options.cases, &options.folder.canonicalize()?)?;
    println!("Running the tests of {} mutants, {} at a time …", chosen.len(), options.jobs);
    let outcomes = run_all(&chosen, &tests, &reasons, options)?;
    let report = Report(chosen.iter().map(|(_, mutant)| *mutant).zip(outcomes).collect());
    let about = json!({ "sample": options.sample, "seed": options.seed, "rev": options.rev, "only": only });
    // A run of a few must not take the place of what was found out about all.
    let path = if only.is_none() { report_path } else { options.folder.join("report-only.json") };
    fs::write(&path, serde_json::to_string_pretty(&report.json(&about))?)?;
    println!("\n{}\nThe same as JSON: {}", report.text(), path.display());
    Ok(())
}

/// The names of the mutants that are to run, if not all are.
fn names(options: &Options, last_report: &Path) -> Result<Option<Vec<String>>> {
    let mut names = options.only.clone();
    if options.only_missed {
        let last = fs::read(last_report).context("there is no report yet; call it without --missed first")?;
        names.extend(report::open_in(&serde_json::from_slice(&last)?));
    }
    Ok((options.only_missed || !names.is_empty()).then_some(names))
}

/// What becomes of each mutant, in the order of the mutants.
fn run_all(
    mutants: &[(u32, &Mutant)],
    tests: &[Tests],
    reasons: &BTreeMap<String, String>,
    options: &Options,
) -> Result<Vec<Outcome>> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut outcomes = Vec::new();
        while let index = next.fetch_add(1, Ordering::Relaxed)
            && let Some(&(number, mutant)) = mutants.get(index)
        {
            let outcome = match reasons.get(&mutant.id()) {
                Some(reason) => Outcome::Equivalent(reason.clone()),
                None => outcome(number, tests, options.cases)?,
            };
            let count = done.fetch_add(1, Ordering::Relaxed) + 1;
            println!("  {count:>3} of {} {}", mutants.len(), line(mutant, &outcome));
            outcomes.push((index, outcome));
        }
        anyhow::Ok(outcomes)
    };
    let mut outcomes = thread::scope(|scope| {
        let workers: Vec<_> = (0..options.jobs).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(|worker| worker.join().expect("a worker does not panic"));
        joined.collect::<Result<Vec<_>>>()
    })?
    .concat();
    outcomes.sort_by_key(|(index, _)| *index);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

/// Runs the tests that meet the mutant, those of the fastest program first, up to the first that fails.
fn outcome(number: u32, tests: &[Tests], cases: u32) -> Result<Outcome> {
    let mut outcome = Outcome::NotReached;
    for tests in tests {
        let Some(meeting) = tests.meeting(number) else { continue };
        let (factor, extra) = PATIENCE;
        let limit = tests.took * factor + extra;
        let number = number.to_string();
        let variable = ("MUTANT", &*number);
        let run = Run { variable, cases, limit, threads: 1, tests: &meeting, skipped: &tests.failing };
        let (end, _) = run.start(&tests.program)?;
        let name = &tests.program.name;
        match end {
            End::Passed => outcome = Outcome::Missed,
            End::Failed(test) => return Ok(Outcome::Caught(format!("{name}: {test}"))),
            End::TimedOut(test) => return Ok(Outcome::TimedOut(format!("{name}: {test}"))),
        }
    }
    Ok(outcome)
}

fn line(mutant: &Mutant, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Caught(by) => format!("caught        {mutant}, by {by}"),
        Outcome::TimedOut(by) => format!("timed out     {mutant}, by {by}"),
        Outcome::Missed => format!("missed        {mutant}"),
        Outcome::NotReached => format!("never reached {mutant}"),
        Outcome::Equivalent(reason) => format!("equivalent    {mutant}: {reason}"),
    }
}
