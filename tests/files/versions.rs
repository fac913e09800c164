//! Files and links of every version that there was open as they did then.

use std::fs;

use taskscope_format::{
    Decoder, Encoder, Entry, Event, Lacks, Micros, Note, RecordedBy, VERSION, WorkerId, transcript,
};
use taskscope_session::{Address, from_address};
use taskscope_simulate::Simulate as _;
use taskscope_trace::files::{Origin, binary_file, json_file, open, words_of};
use taskscope_trace::{Step, Trace};

use super::support::trace_of;

/// Files that each version wrote, with the transcripts of then.
const KEPT: [(&str, &[&str]); 1] = [("tests/files/version_1", &["export-on-a-worker", "page-title"])];

fn read(path: &str) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_file_of_every_earlier_version_opens_as_it_did() {
    assert_eq!(KEPT.len() + 1, VERSION as usize, "keep files of the version that is no longer written");
    for (folder, names) in KEPT {
        for name in names {
            let said = String::from_utf8(read(&format!("{folder}/{name}.transcript"))).unwrap();
            for form in ["taskscope", "taskscope.json"] {
                let path = format!("{folder}/{name}.{form}");
                let (trace, origin) = open(&read(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
                assert_eq!(transcript(&words_of(&trace)).unwrap(), said, "{path}");
                assert_eq!((origin.demo.as_deref(), trace.left_out()), (Some(*name), 0));
                // Saved again it is a file of today.
                let again = json_file(&trace, &origin);
                assert!(again.starts_with(&format!("{{\"format\":\"taskscope\",\"version\":{VERSION}")));
                assert!(!again.contains("\"worker_"));
                assert_eq!(open(again.as_bytes()).unwrap().0.digest(), trace.digest());
            }
        }
    }
}

#[test]
fn links_made_before_versions_were_counted_open_the_same_moment() {
    let links = String::from_utf8(read("tests/files/version_1/links.txt")).unwrap();
    assert_eq!(links.lines().count(), 20);
    for line in links.lines() {
        let (query, said) = line.split_once('\t').expect("a link, and what its step follows");
        let Address { settings, step, notice, .. } = from_address(query);
        assert_eq!(notice, None, "{query}");
        let run = settings.variant.simulate(settings.knobs);
        let mut trace = Trace::default();
        trace.append(run.words()).expect("a recorder writes a trace");
        let step = step.expect("the link has a step").step(&trace);
        let newer = trace.between(Step(0), step).filter(|(_, event)| is_newer(*event)).count();
        // The transcript has a line for each event, and others for what is none.
        let words = words_of(&trace);
        let mut events = Vec::new();
        Decoder::default()
            .read(&words, |entry| {
                if matches!(entry, Entry::Event(_)) {
                    events.push(entry);
                }
            })
            .unwrap();
        assert!(matches!(events.get(step.0 - 1), Some(Entry::Event(event)) if !is_newer(*event)), "{query}");
        let told = transcript(&without_notes(&words)).unwrap();
        let shown = told.lines().nth(step.0 - 1).unwrap_or_default();
        assert_eq!(without_lines(shown), without_lines(said), "{query}, {newer} newer events before it");
    }
}

fn is_newer(event: Event) -> bool {
    taskscope_format::Record::encode(event).since() != Some(1)
}

/// The stream without what makes no step but has a line in a transcript.
fn without_notes(words: &[u32]) -> Vec<u32> {
    let (mut encoder, mut without) = (Encoder::default(), Vec::new());
    let read = Decoder::default().read(words, |entry| {
        if !matches!(entry, Entry::Note(_) | Entry::Worker(_)) {
            encoder.add(&entry, &mut without);
        }
    });
    read.expect("it is a trace");
    encoder.finish(&mut without);
    without
}

/// What is said without the line in a source, which may have moved since.
fn without_lines(said: &str) -> String {
    said.split_whitespace()
        .map(|word| word.split_once(".rs:").map_or(word, |(file, _)| file))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_a_newer_recorder_knows_besides_is_left_out_and_counted() {
    let text = r#"{"format":"taskscope","version":2,"texts":[],"places":[],"events":[
        {"time":0,"event":"run_started","clock":"virtual","order":"fifo","seed":0},
        {"time":5,"event":"task_moved","task":1,"to":{"worker":3}},
        {"time":7,"event":"run_ended","how":"finished"}]}"#;
    let (trace, origin) = open(text.as_bytes()).unwrap();
    assert_eq!((trace.end(), trace.left_out()), (Step(2), 1));
    let mut words = words_of(&trace);
    words.extend([200, 1, 2, 3]);
    let mut again = Trace::default();
    again.append(&words).unwrap();
    assert_eq!((again.end(), again.left_out()), (Step(2), 1));
    // What was left out is not in the file that is saved.
    assert_eq!(open(&binary_file(&again, &origin)).unwrap().0.left_out(), 0);
    // A record below the events' numbers would change what follows it: that can't be left out.
    words.extend([9, 1, 2, 3]);
    assert!(Trace::default().append(&words).is_err());
}

#[test]
fn workers_and_remarks_make_no_step_and_come_back_from_files() {
    let by = Note::Recorded { by: RecordedBy::Tracing, lacks: Lacks::WAITS.and(Lacks::PLACES) };
    let chosen = Note::Chosen { kind: taskscope_format::ChoiceKind::Next, of: 3, taken: 2 };
    let second = WorkerId(1);
    let trace = trace_of(&[
        Entry::Note(by),
        Entry::Event(Event::TurnEnded { budget_spent: false }),
        Entry::Worker(second),
        Entry::Time(Micros(4)),
        Entry::Note(chosen),
        Entry::Event(Event::WorkEnded),
        Entry::Worker(WorkerId::FIRST),
        Entry::Event(Event::TurnEnded { budget_spent: true }),
    ]);
    for trace in [
        open(&binary_file(&trace, &Origin::default())).unwrap().0,
        open(json_file(&trace, &Origin::default()).as_bytes()).unwrap().0,
        trace,
    ] {
        assert_eq!(trace.end(), Step(3));
        assert_eq!(trace.notes(), [(Step(0), by), (Step(1), chosen)]);
        let workers = [0, 1, 2, 3].map(|step| trace.worker(Step(step)));
        assert_eq!(workers, [WorkerId::FIRST, WorkerId::FIRST, second, WorkerId::FIRST]);
    }
}

#[test]
fn links_count_the_kinds_of_their_version() {
    let task = taskscope_format::TaskId(1);
    let old = Event::PollStarted { task };
    let new = Event::PollSuspended { task };
    let trace = trace_of(&[new, old, new, new, old, old, new].map(Entry::Event));
    let steps = [0, 1, 2, 3, 4].map(|count| trace.step_of_version_1(count).0);
    // Each is right after the old event that it counts to.
    assert_eq!(steps, [0, 2, 5, 6, 8]);
}
