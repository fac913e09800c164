//! Every variant that is not bad, at its default knobs and at random ones, under every schedule near its own order.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use taskscope_gallery::{DEMOS, Demo, Knobs, Variant};
use taskscope_judge::{FindingKind, JudgedRun};
use taskscope_runtime::record::Recording;

use crate::explore::{Limits, Random, explore};
use crate::leeway::{Leeway, constant_lines};
use crate::outcome::{Outcome, run};
use crate::schedule::Bound;

/// How far from a variant's own order a schedule is.
const BOUND: Bound = Bound { deviations: 2, late: 1 };

/// Random settings of the knobs, besides their defaults.
const SETTINGS: usize = 20;

/// Runs of a variant at one setting; a sample where there are more schedules.
const RUNS: usize = 2_000;

/// Events in all runs of a variant at one setting. The few programs of thousands of polls are sampled more thinly.
const EVENTS: usize = 1_000_000;

/// One variant at one setting of its knobs.
struct Job {
    demo: &'static Demo,
    variant: &'static Variant,
    /// 0 for the defaults.
    setting: usize,
}

/// What came of it.
#[derive(Default)]
struct Report {
    runs: usize,
    mistakes: Vec<String>,
    /// The rows of leeway without which something would be missing, by demo, variant and reason.
    needed: Vec<(&'static str, &'static str, &'static str)>,
}

#[test]
fn every_variant_that_is_not_bad_holds_in_every_schedule_near_its_own() {
    let variants = || {
        let every = DEMOS.iter().flat_map(|demo| demo.variants.iter().map(move |variant| (*demo, variant)));
        every.filter(|(_, variant)| !variant.is_bad())
    };
    let jobs: Vec<Job> = variants()
        .flat_map(|(demo, variant)| (0..=SETTINGS).map(move |setting| Job { demo, variant, setting }))
        .collect();
    let report = in_threads(&jobs);
    eprintln!("{} runs of {} variants at {} settings each", report.runs, variants().count(), SETTINGS + 1);
    assert!(
        report.mistakes.is_empty(),
        "{}\nMend the variant. If the schedule may decide a line, say why in tests/schedules/leeway.rs; if a finding is true, \
         say why in `[[allowed]]` of its lesson.",
        report.mistakes.join("\n")
    );
    for (demo, variant, row) in Leeway::every() {
        let is_needed = report.needed.contains(&(demo, variant, row.reason));
        assert!(
            is_needed,
            "{demo} {variant} prints the same in every schedule: \"{}\" is not needed",
            row.reason
        );
    }
}

fn in_threads(jobs: &[Job]) -> Report {
    let (next, report) = (AtomicUsize::new(0), Mutex::new(Report::default()));
    let work = || {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Report { runs, mistakes, needed } = job.run();
            let mut report = report.lock().expect("no thread panics while it adds");
            report.runs += runs;
            report.mistakes.extend(mistakes);
            report.needed.extend(needed);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(work);
        }
    });
    report.into_inner().expect("no thread panics while it adds")
}

impl Job {
    fn run(&self) -> Report {
        let knobs = self.knobs();
        let (own, _) = run(self.variant, knobs, Vec::new());
        let expected = Outcome::of(&own);
        let rows = Leeway::of(self.demo.slug, self.variant.name);
        let constant = constant_lines(&rows, &expected.lines);
        let mut report = Report::default();
        let mut seen = BTreeSet::new();
        let limits = Limits {
            bound: BOUND,
            runs: RUNS.min(EVENTS / events(&own).max(1)).max(1),
            seed: u64::try_from(self.setting).expect("a setting is a small number"),
        };
        report.runs = explore(limits, |deviations| {
            let (recording, schedule) = run(self.variant, knobs, deviations);
            let outcome = Outcome::of(&recording);
            if seen.insert(outcome.clone()) {
                let mistakes = self.mistakes(&outcome, &recording, &rows, &constant);
                let at = format!("{:?}", schedule.deviations);
                report.mistakes.extend(mistakes.into_iter().map(|mistake| self.tell(&mistake, &at, knobs)));
            }
            schedule
        });
        report.needed = self.needed(&rows, &expected, &seen);
        report
    }

    /// The defaults, or knobs that are random: anywhere in their range, or, as often, near their default.
    fn knobs(&self) -> Knobs {
        let defaults = self.demo.default_knobs();
        if self.setting == 0 {
            return defaults;
        }
        let mut random = Random(u64::try_from(self.setting).expect("a setting is a small number"));
        defaults.iter().fold(defaults, |knobs, (knob, _)| {
            let everywhere = knob.max - knob.min;
            let near = everywhere.min(3 * (knob.default - knob.min) + 2);
            let range = if random.below(2) == 0 { everywhere } else { near };
            let above = random.below(range as usize + 1);
            let value = knob.min + u32::try_from(above).expect("a knob's range fits");
            knobs.with(knob.name, value).expect("it is a knob of the demo")
        })
    }

    /// What is wrong with a run.
    fn mistakes(
        &self,
        outcome: &Outcome,
        recording: &Recording,
        rows: &[&Leeway],
        constant: &[String],
    ) -> Vec<String> {
        let mut mistakes = Vec::new();
        if !outcome.is_finished() {
            mistakes.push(format!("it ends as {} with {} panics", outcome.end, outcome.panics));
        }
        let printed = constant_lines(rows, &outcome.lines);
        if printed != constant {
            let without = |lines: &[String], others: &[String]| {
                lines.iter().filter(|line| !others.contains(line)).cloned().collect::<Vec<_>>()
            };
            mistakes.push(format!(
                "it prints {} lines instead of {}: without {:?}, with {:?}",
                printed.len(),
                constant.len(),
                without(constant, &printed),
                without(&printed, constant)
            ));
        }
        let is_forbidden = |kind: &FindingKind| !self.demo.may_show(self.variant, *kind);
        mistakes.extend(findings(recording).filter(is_forbidden).map(|kind| format!("{kind:?} is found")));
        mistakes
    }

    fn tell(&self, mistake: &str, deviations: &str, knobs: Knobs) -> String {
        let knobs: Vec<String> = knobs.iter().map(|(knob, value)| format!("{}={value}", knob.name)).collect();
        format!("{} {} at {}, {deviations}: {mistake}", self.demo.slug, self.variant.name, knobs.join(" "))
    }

    /// The rows without which these outcomes would not print the same.
    fn needed(
        &self,
        rows: &[&'static Leeway],
        expected: &Outcome,
        outcomes: &BTreeSet<Outcome>,
    ) -> Vec<(&'static str, &'static str, &'static str)> {
        let is_needed = |row: &&Leeway| {
            let others: Vec<&Leeway> =
                rows.iter().copied().filter(|other| !std::ptr::eq(*other, *row)).collect();
            let constant = constant_lines(&others, &expected.lines);
            outcomes.iter().any(|outcome| constant_lines(&others, &outcome.lines) != constant)
        };
        let needed = rows.iter().copied().filter(is_needed);
        needed.map(|row| (self.demo.slug, self.variant.name, row.reason)).collect()
    }
}

/// How many records a run has, events for the most part.
fn events(recording: &Recording) -> usize {
    const WORDS_A_RECORD: usize = 4;
    recording.words().len() / WORDS_A_RECORD
}

fn findings(recording: &Recording) -> impl Iterator<Item = FindingKind> + use<> {
    let mut run = JudgedRun::default();
    run.append(recording.words()).expect("a recorder writes a trace");
    let mut kinds: Vec<FindingKind> = run.findings().list().iter().map(|finding| finding.kind).collect();
    kinds.dedup();
    kinds.into_iter()
}
