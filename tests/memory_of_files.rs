//! A file can't take more memory than a small multiple of its length, whatever is in it.
//!
//! In a program of its own, with the one test, because memory is counted for all of it.

use peak_alloc::PeakAlloc;
use taskscope_format::{Entry, Event, Micros, NodeId, PlaceId, TaskId, TextId, TimerId};
use taskscope_trace::Trace;
use taskscope_trace::files::{Origin, binary_file, json_file, open};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes of memory for a byte of a file.
const FACTOR: usize = 64;
/// Bytes of memory for any file.
const BASE: usize = 1 << 20;
/// More or less how long the files are.
const LENGTH: usize = 1 << 20;

#[track_caller]
fn check(name: &str, file: &[u8]) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let opened = open(file);
    let taken = MEMORY.peak_usage() - before;
    let allowed = FACTOR * file.len() + BASE;
    assert!(taken <= allowed, "{name}: {taken} bytes for a file of {}", file.len());
    drop(opened);
}

fn json_of(texts: &str, places: &str, events: &str) -> Vec<u8> {
    format!("{{\"format\":\"taskscope\",\"version\":1,\"texts\":[{texts}],\"places\":[{places}],\"events\":[{events}]}}")
        .into_bytes()
}

/// A list of the same over and over.
fn repeated(element: &str) -> String {
    let mut list = format!("{element},").repeat(LENGTH / (element.len() + 1));
    list.pop();
    list
}

fn trace_of(entries: impl Iterator<Item = Entry>) -> Trace {
    let mut words = Vec::new();
    entries.for_each(|entry| entry.write(&mut words));
    let mut trace = Trace::default();
    trace.append(&words).expect("the entries are those of a trace");
    trace
}

/// Traces whose every event leaves something behind.
fn growing() -> [(&'static str, Trace); 4] {
    let names = || {
        [
            Entry::Text(String::new()),
            Entry::Place(taskscope_format::Place { file: TextId(0), line: 1, column: 1 }),
        ]
    };
    let count = u32::try_from(LENGTH / 16).expect("it is small");
    let (name, place) = (TextId(0), PlaceId(0));
    let traces = |event: &dyn Fn(u32) -> Event| {
        trace_of(names().into_iter().chain((0..count).map(|index| Entry::Event(event(index)))))
    };
    // Ids that are far apart have to be kept in another way than those that count from 1.
    let tasks =
        |index: u32| Event::TaskSpawned { task: TaskId(u32::MAX - 7 * index), parent: None, name, place };
    let nodes = |index: u32| Event::NodeCreated { node: NodeId(index * 5), parent: None, label: name, place };
    let timers = |index: u32| Event::TimerSet { timer: TimerId(index * 5), deadline: Micros(u64::MAX) };
    let ascending = (0..count)
        .flat_map(|index| [Entry::Time(Micros(u64::from(index) << 30)), Entry::Event(Event::WorkEnded)]);
    [
        ("tasks", traces(&tasks)),
        ("nodes", traces(&nodes)),
        ("timers", traces(&timers)),
        ("times", trace_of(ascending)),
    ]
}

#[test]
fn memory_is_bounded_by_the_length_of_the_file() {
    let event = r#"{"time":0,"event":"work_ended"}"#;
    let long_text = format!("\"{}\"", "x".repeat(LENGTH));
    let escaped = format!("\"{}\"", "\\u0041".repeat(LENGTH / 6));
    let files = [
        ("nothing", json_of("", "", "")),
        ("empty texts", json_of(&repeated("\"\""), "", "")),
        ("short texts", json_of(&repeated("\"a\""), "", "")),
        ("a long text", json_of(&long_text, "", "")),
        ("an escaped text", json_of(&escaped, "", "")),
        ("places", json_of("\"\"", &repeated(r#"{"file":0,"line":1,"column":1}"#), "")),
        ("events", json_of("", "", &repeated(event))),
        ("a long kind", json_of("", "", &format!(r#"{{"time":0,"event":{long_text}}}"#))),
        ("a long name of a member", json_of("", "", &format!("{{{long_text}:0}}"))),
        ("a long number", json_of("", "", &format!(r#"{{"time":{}}}"#, "9".repeat(LENGTH)))),
        ("many members", json_of("", "", &format!("{{{}}}", repeated("\"a\":0")))),
        ("lists in each other", json_of("", "", &"[".repeat(LENGTH))),
        ("lists in each other, passed over", format!("{{\"events\":{}", "[".repeat(LENGTH)).into_bytes()),
        ("objects in each other", "{\"events\":".repeat(LENGTH / 10).into_bytes()),
        ("an unknown member", format!("{{{long_text}:0}}").into_bytes()),
        ("spaces", [b"{".to_vec(), b" ".repeat(LENGTH)].concat()),
        ("a huge text that is not there", compact(&[2, 1 << 20, 0, 0])),
        ("texts that claim to be long", compact(&[2, 1 << 20, 0, 0].repeat(LENGTH / 16))),
        ("polls in which tasks wake themselves", compact(&[4 | 3 << 8, 1, 2, 3].repeat(LENGTH / 16))),
        ("empty texts, compact", compact(&[2, 0, 0, 0].repeat(LENGTH / 16))),
        ("a huge origin that is not there", huge_origin()),
    ];
    for (name, file) in &files {
        check(name, file);
    }
    for (name, trace) in growing() {
        check(name, json_file(&trace, &Origin::default()).as_bytes());
        check(name, &binary_file(&trace, &Origin::default()));
    }
}

/// A compact file of these words, with a digest that is wrong.
fn compact(words: &[u32]) -> Vec<u8> {
    let mut file = binary_file(&Trace::default(), &Origin::default());
    file[16..24].copy_from_slice(&(words.len() as u64 / 4).to_le_bytes());
    file.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    file
}

fn huge_origin() -> Vec<u8> {
    let mut file = binary_file(&Trace::default(), &Origin::default());
    file[12..16].fill(0xff);
    file
}
