//! Honest programs in which nothing is found: more than sixty patterns of real code, each in several structures, under
//! first in, first out, under chance, and with one alarm that comes late.

#[path = "honest/behind.rs"]
mod behind;
#[path = "honest/caches.rs"]
mod caches;
#[path = "honest/coordination.rs"]
mod coordination;
#[path = "honest/late.rs"]
mod late;
#[path = "honest/limits.rs"]
mod limits;
#[path = "honest/page.rs"]
mod page;
#[path = "honest/pipelines.rs"]
mod pipelines;
#[path = "honest/requests.rs"]
mod requests;
#[path = "honest/services.rs"]
mod services;
#[path = "honest/waits.rs"]
mod waits;

use std::collections::BTreeSet;
use std::pin::Pin;
use std::time::Duration;

use taskscope_format::{Micros, RunEnd};
use taskscope_judge::Findings;
use taskscope_runtime::choose::Policy;
use taskscope_runtime::{JoinHandle, Rules};
use taskscope_tell::plain_text;
use taskscope_trace::{Trace, follow};

use self::late::{Lateness, Outcome, run};

/// A main task.
type Program = Pin<Box<dyn Future<Output = ()>>>;

/// Code as it stands in real programs, in as many structures as it has shapes.
struct Pattern {
    name: &'static str,
    /// The real code it stands for.
    stands_for: &'static str,
    /// How many structures it has. A shape changes what there is and who does what, not only how long it takes.
    shapes: u64,
    program: fn(u64) -> Program,
}

/// Lists patterns: each a function of its shape, with the number of shapes and the real code it stands for.
macro_rules! patterns {
    ($($program:ident: $shapes:literal, $stands_for:literal;)*) => {
        pub(super) const PATTERNS: &[crate::Pattern] = &[$(crate::Pattern {
            name: stringify!($program),
            stands_for: $stands_for,
            shapes: $shapes,
            program: |shape| Box::pin($program(shape)),
        },)*];
    };
}
use patterns;

fn all_patterns() -> impl Iterator<Item = &'static Pattern> {
    let lists = [
        limits::PATTERNS,
        caches::PATTERNS,
        services::PATTERNS,
        behind::PATTERNS,
        requests::PATTERNS,
        pipelines::PATTERNS,
        coordination::PATTERNS,
        waits::PATTERNS,
        page::PATTERNS,
    ];
    lists.into_iter().flatten()
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Awaits tasks, in the order in which they were spawned.
async fn all_of(tasks: impl IntoIterator<Item = JoinHandle<()>>) {
    for task in tasks {
        task.await.expect("no task panics");
    }
}

/// What is found in a run, in words.
fn told(words: &[u32]) -> String {
    let mut trace = Trace::default();
    trace.append(words).expect("a recorder writes a trace");
    let mut findings = Findings::default();
    follow(&trace, |moment| findings.take(moment));
    let one = |finding: &taskscope_judge::Finding| {
        format!(
            "{:?} x{}: {}; ",
            finding.kind,
            finding.count,
            plain_text(&taskscope_tell::finding_sentence(&trace, finding), &trace)
        )
    };
    findings.list().iter().map(one).collect()
}

/// Runs every program, and gathers what is found although nothing should be.
fn found_in_all(mut runs_of: impl FnMut(&Pattern, u64, &mut Vec<(String, Outcome)>)) -> Vec<String> {
    let mut found = Vec::new();
    for pattern in all_patterns() {
        for shape in 0..pattern.shapes {
            let mut runs = Vec::new();
            runs_of(pattern, shape, &mut runs);
            for (how, Outcome { words, end, .. }) in runs {
                if end != Some(RunEnd::Finished) {
                    found.push(format!("{} {shape}, {how}: ended as {end:?}", pattern.name));
                }
                let told = told(&words);
                if !told.is_empty() {
                    found.push(format!("{} {shape}, {how}: {told}", pattern.name));
                }
            }
        }
    }
    found
}

fn check(found: &[String]) {
    assert!(found.is_empty(), "{} runs of honest programs:\n{}", found.len(), found.join("\n"));
}

#[test]
fn there_are_two_hundred_programs_of_sixty_patterns_with_structures_of_their_own() {
    let patterns = all_patterns().count();
    let programs: u64 = all_patterns().map(|pattern| pattern.shapes).sum();
    assert!(patterns >= 60 && programs >= 200, "{patterns} patterns, {programs} programs");
    let mut names = BTreeSet::new();
    for pattern in all_patterns() {
        assert!(names.insert(pattern.name), "{} is there twice", pattern.name);
        assert!(
            pattern.stands_for.split_whitespace().count() >= 4,
            "{}: {}",
            pattern.name,
            pattern.stands_for
        );
        // No two structures do the same steps: the traces differ by more than their times.
        let mut structures = BTreeSet::new();
        for shape in 0..pattern.shapes {
            let run = run((pattern.program)(shape), Rules::default(), None);
            assert!(structures.insert(run.kinds()), "{} {shape} is like one before", pattern.name);
        }
    }
}

#[test]
fn nothing_is_found_first_in_first_out() {
    check(&found_in_all(|pattern, shape, runs| {
        runs.push(("first in, first out".into(), run((pattern.program)(shape), Rules::default(), None)));
    }));
}

#[test]
fn nothing_is_found_under_chance() {
    check(&found_in_all(|pattern, shape, runs| {
        for seed in 1..=20 {
            let rules = Rules::default().with_policy(Policy::Random).with_seed(seed);
            runs.push((format!("seed {seed}"), run((pattern.program)(shape), rules, None)));
        }
    }));
}

#[test]
fn nothing_is_found_if_one_alarm_comes_late() {
    /// A little, and longer than everything that these programs wait for.
    const LATE: [Micros; 3] = [Micros(7_000), Micros(40_000), Micros(120_000)];
    check(&found_in_all(|pattern, shape, runs| {
        let alarms = run((pattern.program)(shape), Rules::default(), None).alarms;
        // Each of the first few, and some of the others.
        let some = (0..alarms).filter(|&alarm| alarm < 8 || alarm % 7 == 0);
        for alarm in some {
            for by in LATE {
                let late = Some(Lateness { alarm, by });
                let how = format!("alarm {alarm} late by {} ms", by.0 / 1_000);
                runs.push((how, run((pattern.program)(shape), Rules::default(), late)));
            }
        }
    }));
}
