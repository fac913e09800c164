//! What a program calls its tasks, prints or says when it panics can be anything: it is shown, and never done.

use std::cell::Cell;
use std::fmt::Write;

use proptest::prelude::*;
use roxmltree::{Document, ParsingOptions};
use taskscope_format::{Decoder, Entry, transcript};
use taskscope_gallery::DEMOS;
use taskscope_scene::themes::THEMES;
use taskscope_session::{PICTURE_WIDTH, Shown, picture, plain_picture};
use taskscope_simulate::Simulate as _;
use taskscope_tell::{Around, state_text, task_await_text};
use taskscope_trace::files::{Origin, chrome_json, json_file, open, statistics_csv};
use taskscope_trace::{AxisKind, MOST_SHOWN, Run, Statistics, Step, Trace, outcomes};

/// The same run with every text, but the names of files, in other words.
fn renamed(words: &[u32], name: impl Fn(&str) -> String) -> Vec<u32> {
    let mut renamed = Vec::new();
    Decoder::default()
        .read(words, |entry| {
            let entry = if let Entry::Text(text) = entry { Entry::Text(name(&text)) } else { entry };
            entry.write(&mut renamed);
        })
        .expect("it is a trace");
    renamed
}

fn run_of(words: &[u32]) -> Run {
    let mut run = Run::default();
    run.append(words).expect("it is a trace");
    run
}

/// One run of every demo.
fn every_run() -> impl Iterator<Item = (&'static str, Vec<u32>)> {
    DEMOS.iter().map(|demo| (demo.slug, demo.variants[0].simulate(demo.default_knobs()).words().to_vec()))
}

/// Names that mean something to a page, a terminal, a table or a link.
const NAMES: [&str; 12] = [
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "pay\n0.000     main panicked: all is lost",
    "a\r\nb\rc",
    "\u{1b}[2J\u{1b}]0;owned\u{7}",
    "\u{9b}31m",
    "\u{2028}\u{2029}\u{85}",
    "\u{202e}txt.exe\u{2066}",
    "=HYPERLINK(\"x\")",
    "\"},{\"ph\":\"X\"",
    "]]>&amp;\u{0}\u{fffe}",
    "",
];

/// Holds everything that leaves the page, or stands in one, against a run in which anything has a name.
fn check(words: &[u32], what: &str) {
    let events = run_of(words).trace().end().0;
    let lines = transcript(words).expect("it is a trace");
    let mut notes = 0;
    let count = |entry| notes += usize::from(matches!(entry, Entry::Note(_)));
    Decoder::default().read(words, count).expect("it is a trace");
    assert_eq!(lines.lines().count(), events + notes, "{what}");
    assert!(!lines.contains(|one: char| one.is_control() && one != '\n'), "{what}");
    let run = run_of(words);
    let trace = run.trace();
    let json = json_file(trace, &Origin::default());
    let chrome = chrome_json(trace, &Origin::default(), &taskscope_tell::Names);
    for text in [&json, &chrome] {
        assert!(!text.contains(['<', '\u{2028}', '\u{2029}']), "{what}");
        serde_json::from_str::<serde_json::Value>(text).expect("it is JSON");
    }
    let (read, _) = open(json.as_bytes()).expect("what is written is read");
    assert_eq!(read.digest(), trace.digest(), "{what}");
    let shown = Shown { title: "a run", width: PICTURE_WIDTH, themes: &THEMES };
    for picture in [picture(&run, AxisKind::Elastic, shown), plain_picture(&run, AxisKind::Elastic, shown)] {
        let options = ParsingOptions { nodes_limit: 1_000_000, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&picture, options).expect("a picture is XML");
        let known = [
            "svg", "title", "desc", "style", "defs", "clipPath", "pattern", "g", "rect", "path", "text",
            "line", "circle",
        ];
        let strange = document.descendants().filter(roxmltree::Node::is_element).find(|node| {
            !known.contains(&node.tag_name().name())
                || node.attributes().any(|one| one.name().starts_with("on"))
        });
        assert!(strange.is_none(), "{what}: {strange:?}");
    }
}

#[test]
fn names_stay_names_wherever_they_are_written() {
    for (slug, words) in every_run() {
        let count = Cell::new(slug.len());
        let name = |_: &str| {
            count.set(count.get() + 1);
            NAMES[count.get() % NAMES.len()].to_owned()
        };
        check(&renamed(&words, name), slug);
    }
}

/// The rows of a table, read as RFC 4180 has it.
fn rows(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = table.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {
                assert_eq!(characters.next(), Some('\n'), "a row ends with both");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' if !is_quoted => panic!("a line ends without quotes"),
            other => cell.push(other),
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_has_a_row_for_each_task_whatever_they_are_called(name in any::<String>(), index in 0..NAMES.len()) {
        let (_, words) = every_run().next().expect("there are demos");
        let run = run_of(&renamed(&words, |text| format!("{name}{}{text}", NAMES[index])));
        let mut statistics = Statistics::default();
        outcomes(run.trace(), |outcome| statistics.take(outcome));
        let rows = rows(&statistics_csv(run.trace(), &statistics));
        prop_assert_eq!(rows.len(), 1 + statistics.tasks().count());
        prop_assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        for (row, task) in rows.iter().skip(1).zip(statistics.tasks()) {
            prop_assert_eq!(row[1].trim_start_matches('\''), run.trace().task_name(task.id).trim_start_matches('\''));
        }
    }
}

/// Everything that the panes, the table and the picture say of a run, all at once.
fn said(run: &Run) -> String {
    let trace: &Trace = run.trace();
    let mut said = String::new();
    let steps = (0..=trace.end().0).step_by(trace.end().0 / 8 + 1);
    for step in steps.map(Step) {
        let (lines, _) = taskscope_tell::lines_around(run, Around { step, before: 3, after: 3 });
        for line in lines {
            writeln!(said, "{}", line.text(trace)).expect("a String takes every text");
        }
        let state = run.state_at(step);
        for task in state.tasks.values() {
            let (name, does, waits) = (
                trace.task_name(task.id),
                state_text(&state, trace, task),
                task_await_text(trace, &state, task),
            );
            writeln!(said, "{name} {does} {waits}").expect("a String takes every text");
        }
    }
    said
}

#[test]
fn a_name_of_a_megabyte_is_shown_as_far_as_it_can_be_seen() {
    let long = "name ".repeat(200_000);
    for (slug, words) in every_run().take(12) {
        let usual = run_of(&words);
        let run = run_of(&renamed(&words, |text| format!("{text}{long}")));
        let most = MOST_SHOWN + 1;
        let longest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        let (before, after) = (longest(&said(&usual)), longest(&said(&run)));
        // A sentence names a task, who woke it and what it waits for, at most some ten of them.
        assert!(after <= before + 16 * most, "{slug}: {after} after {before}");
        let shown = Shown { title: "a run", width: PICTURE_WIDTH, themes: &THEMES };
        let picture = picture(&run, AxisKind::Elastic, shown);
        let document = Document::parse(&picture).expect("a picture is XML");
        for node in document.descendants().filter(|node| node.has_tag_name("text")) {
            let text = node.text().unwrap_or_default();
            assert!(text.chars().count() <= most, "{slug}: {text:.80}");
        }
        let description = document.descendants().find(|node| node.has_tag_name("desc"));
        assert!(
            description.and_then(|node| node.text()).is_some_and(|text| text.chars().count() < 20 * most)
        );
        assert_eq!(
            open(json_file(run.trace(), &Origin::default()).as_bytes()).map(|(trace, _)| trace.digest()),
            Ok(run.trace().digest()),
            "{slug}: what is saved is whole"
        );
    }
}
