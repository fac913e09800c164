//! Every demo and variant at default knobs: what is found in it; of a chosen few also their sentences and their pictures.

use std::collections::BTreeSet;
use std::fs;

use expect_test::expect_file;
use roxmltree::Document;
use taskscope_gallery::{DEMOS, Demo, Variant};
use taskscope_judge::Findings;
use taskscope_scene::themes::THEMES;
use taskscope_session::{PICTURE_WIDTH, Shown, picture};
use taskscope_simulate::Simulate as _;
use taskscope_tell::{micros_text, plain_text};
use taskscope_trace::{AxisKind, Run, follow};

/// What there is of each variant; `tests/demos.rs` has the traces.
const KINDS: [&str; 2] = ["trace", "findings"];

/// What there is of the variants in [`CHOSEN`] besides.
const KINDS_OF_CHOSEN: [&str; 2] = ["narration", "svg"];

/// One variant for each part of the vocabulary, in sentences and pictures. The others are held by properties: a golden
/// file of each would freeze every word without saying which of them matter.
const CHOSEN: [(&str, &str); 12] = [
    ("broadcast-lag", "bad"),           // a channel that loses messages
    ("counting", "join"),               // nodes, and nothing else
    ("export-and-upload", "fixed"),     // work, network, yielding
    ("export-on-a-worker", "fixed"),    // threads and frames
    ("futurelock", "bad"),              // a deadlock through a future that nobody polls
    ("graceful-shutdown", "bad"),       // cancelling
    ("locks-in-two-orders", "bad"),     // a circle of two
    ("merge-and-throttle", "throttle"), // streams
    ("page-title", "fetched"),          // fetching
    ("permits-in-order", "semaphore"),  // a line of waiters
    ("select-loses-data", "bad"),       // an arm that is dropped half-done
    ("user-interface", "priority"),     // many tasks, folded rounds, priorities
];

fn is_chosen(demo: &Demo, variant: &Variant) -> bool {
    CHOSEN.contains(&(demo.slug, variant.name))
}

fn every_chosen_run() -> impl Iterator<Item = (&'static Demo, &'static Variant, Run)> {
    every_run().filter(|(demo, variant, _)| is_chosen(demo, variant))
}

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
fn chosen_runs_are_told_like_this() {
    for (demo, variant, run) in every_chosen_run() {
        let line = |line: &taskscope_tell::Line| {
            let time = micros_text(run.trace().time(line.step));
            format!("{time:>10}  {}\n", line.text(run.trace()))
        };
        let told: String = taskscope_tell::lines(&run).iter().map(line).collect();
        expect_file![name(demo, variant, "narration")].assert_eq(&told);
    }
}

#[test]
fn this_is_found_in_every_run() {
    for (demo, variant, run) in every_run() {
        let mut findings = Findings::default();
        follow(run.trace(), |moment| findings.take(moment));
        let found = findings.list().iter().map(|finding| {
            let sentence = plain_text(&taskscope_tell::finding_sentence(run.trace(), finding), run.trace());
            let (title, way_out) =
                (taskscope_tell::finding_title(finding.kind), taskscope_tell::way_out(finding.kind));
            let (step, count) = (finding.step.0, finding.count);
            format!("{title}, step {step}, {count}×\n  {sentence}\n  {way_out}\n")
        });
        let found: String = found.collect();
        let found = if found.is_empty() { "No known problem pattern.\n" } else { &found };
        expect_file![name(demo, variant, "findings")].assert_eq(found);
    }
}

#[test]
fn every_run_is_told_in_order_and_one_line_at_a_time() {
    for (demo, variant, run) in every_run() {
        let name = name(demo, variant, "narration");
        let lines = taskscope_tell::lines(&run);
        assert!(!lines.is_empty(), "{name}");
        assert!(lines.is_sorted_by_key(|line| line.step), "{name}");
        for line in lines {
            let text = line.text(run.trace());
            assert!(!text.trim().is_empty() && !text.contains(char::is_control), "{name}: {text:?}");
        }
    }
}

#[test]
fn every_run_has_a_picture_with_a_lane_for_each_task() {
    for (demo, variant, run) in every_run() {
        let name = name(demo, variant, "svg");
        let shown = Shown { title: demo.title, width: PICTURE_WIDTH, themes: &THEMES };
        let svg = picture(&run, AxisKind::default(), shown);
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        let texts: BTreeSet<&str> =
            document.descendants().filter_map(|node| node.text()).map(str::trim).collect();
        let last = run.state_at(run.trace().end());
        assert!(!last.tasks.is_empty(), "{name}");
        for task in last.tasks.values() {
            // A long name is cut, but never in its first word.
            let word = run.trace().task_name(task.id).split(' ').next().unwrap_or_default();
            assert!(texts.iter().any(|text| text.starts_with(word)), "{name}: no lane for {word}");
        }
    }
}

#[test]
fn chosen_runs_look_like_this() {
    for (demo, variant, run) in every_chosen_run() {
        let title = format!("{}, {}", demo.title, variant.name);
        let shown = Shown { title: &title, width: PICTURE_WIDTH, themes: &THEMES };
        expect_file![name(demo, variant, "svg")].assert_eq(&picture(&run, AxisKind::default(), shown));
    }
}

#[test]
fn no_file_is_left_over() {
    let expected = every_run().flat_map(|(demo, variant, _)| {
        let more = if is_chosen(demo, variant) { &KINDS_OF_CHOSEN[..] } else { &[] };
        let kinds = KINDS.iter().chain(more);
        kinds
            .map(|kind| name(demo, variant, kind).trim_start_matches("golden/").to_owned())
            .collect::<Vec<_>>()
    });
    let expected: BTreeSet<String> =
        expected.chain(["digests.txt", "starts.txt"].map(str::to_owned)).collect();
    let entries = fs::read_dir("tests/golden").expect("tests run in the folder of the package");
    let found =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned());
    // One that is missing is noticed by the test that reads it, or is being written at this moment.
    let left_over: Vec<String> = found.filter(|name| !expected.contains(name)).collect();
    assert_eq!(left_over, Vec::<String>::new());
}
