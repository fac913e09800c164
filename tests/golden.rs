//! Every demo and variant at default knobs: what is told of it, what is found in it, and how it looks.

use std::collections::BTreeSet;
use std::fs;

use expect_test::expect_file;
use taskscope::demos::{DEMOS, Demo, Variant};
use taskscope::session::{PICTURE_WIDTH, Shown, picture};
use taskscope::themes::THEMES;
use taskscope::trace::{AxisKind, Findings, Run, follow, micros_text, plain_text};

/// What there is of each variant; `tests/demos.rs` has the traces.
const KINDS: [&str; 4] = ["trace", "narration", "findings", "svg"];

fn every_run() -> impl Iterator<Item = (&'static Demo, &'static Variant, Run)> {
    let variants = DEMOS.iter().flat_map(|demo| demo.variants.iter().map(|variant| (*demo, variant)));
    variants.map(|(demo, variant)| {
        let mut run = Run::default();
        run.append(variant.simulate(demo.default_knobs()).words()).expect("a recorder writes a trace");
        (demo, variant, run)
    })
}

fn name(demo: &Demo, variant: &Variant, kind: &str) -> String {
    format!("golden/{}.{}.{kind}", demo.slug, variant.name)
}

#[test]
fn every_run_is_told_like_this() {
    for (demo, variant, run) in every_run() {
        let line = |line: &taskscope::trace::Line| {
            let time = micros_text(run.trace().time(line.step));
            format!("{time:>10}  {}\n", line.text(run.trace()))
        };
        let told: String = run.lines().iter().map(line).collect();
        expect_file![name(demo, variant, "narration")].assert_eq(&told);
    }
}

#[test]
fn this_is_found_in_every_run() {
    for (demo, variant, run) in every_run() {
        let mut findings = Findings::default();
        follow(run.trace(), |moment| findings.take(moment));
        let found = findings.list().iter().map(|finding| {
            let sentence = plain_text(&finding.sentence, run.trace());
            let (title, way_out) = (finding.kind.title(), finding.kind.way_out());
            let (step, count) = (finding.step.0, finding.count);
            format!("{title}, step {step}, {count}×\n  {sentence}\n  {way_out}\n")
        });
        let found: String = found.collect();
        let found = if found.is_empty() { "Nothing looks wrong.\n" } else { &found };
        expect_file![name(demo, variant, "findings")].assert_eq(found);
    }
}

#[test]
fn every_run_looks_like_this() {
    for (demo, variant, run) in every_run() {
        let title = format!("{}, {}", demo.title, variant.name);
        let shown = Shown { title: &title, width: PICTURE_WIDTH, themes: &THEMES };
        expect_file![name(demo, variant, "svg")].assert_eq(&picture(&run, AxisKind::default(), shown));
    }
}

#[test]
fn no_file_is_left_over() {
    let expected = every_run().flat_map(|(demo, variant, _)| {
        KINDS.map(|kind| name(demo, variant, kind).trim_start_matches("golden/").to_owned())
    });
    let expected: BTreeSet<String> = expected.chain(["digests.txt".to_owned()]).collect();
    let entries = fs::read_dir("tests/golden").expect("tests run in the folder of the package");
    let found =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned());
    // One that is missing is noticed by the test that reads it, or is being written at this moment.
    let left_over: Vec<String> = found.filter(|name| !expected.contains(name)).collect();
    assert_eq!(left_over, Vec::<String>::new());
}
