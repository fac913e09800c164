//! What is written for Perfetto and `chrome://tracing` is as those expect it, of any trace.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use expect_test::expect;
use jsonschema::Validator;
use serde_json::Value;
use taskscope_format::Place;
use taskscope_format::{
    Entry as Written, Event, Micros, PlaceId, TaskId, TextId, ThreadEvent, ThreadId, TurnCause, WakeSource,
};
use taskscope_runtime::{println, simulate, sleep, spawn, work};
use taskscope_trace::files::{Origin, chrome_json, chrome_json_between};
use taskscope_trace::{Step, Trace};

use super::support::{any_run, any_trace, check, demos};

/// An event of the format: what all of them have, and the rest.
struct Entry {
    phase: String,
    name: String,
    thread: u64,
    from: u64,
    to: u64,
    rest: Value,
}

fn entries(text: &str) -> Vec<Entry> {
    let file: Value = serde_json::from_str(text).expect("what is written is JSON");
    let events = file["traceEvents"].as_array().expect("it has a list of events").clone();
    let entry = |rest: Value| {
        let number = |name: &str| rest[name].as_u64().unwrap_or_default();
        let from = number("ts");
        Entry {
            phase: rest["ph"].as_str().unwrap().to_owned(),
            name: rest["name"].as_str().unwrap().to_owned(),
            // A thread of the browser is not one of the run.
            thread: number("tid") | (number("pid") - 1) << 32,
            from,
            to: from + number("dur"),
            rest,
        }
    };
    events.into_iter().map(entry).collect()
}

fn of_phase<'a>(entries: &'a [Entry], phase: &'a str) -> impl Iterator<Item = &'a Entry> {
    entries.iter().filter(move |entry| entry.phase == phase)
}

fn validator() -> Validator {
    let text =
        fs::read_to_string("tests/files/chrome.schema.json").expect("tests run in the package's folder");
    jsonschema::draft202012::new(&serde_json::from_str(&text).unwrap()).expect("it is a schema of that draft")
}

/// On each thread, what begins later ends before what goes on, or begins when that is over.
fn assert_nested(entries: &[Entry]) {
    let mut open: BTreeMap<u64, Vec<&Entry>> = BTreeMap::new();
    for slice in of_phase(entries, "X") {
        let open = open.entry(slice.thread).or_default();
        open.retain(|outer| outer.to > slice.from);
        let is_inside = open.iter().all(|outer| outer.from <= slice.from && slice.to <= outer.to);
        assert!(is_inside, "{} on {} at {} sticks out", slice.name, slice.thread, slice.from);
        open.push(slice);
    }
}

/// Every flow has one start and one finish, in this order, and finishes where a poll begins.
fn assert_flows_lead_to_polls(entries: &[Entry]) {
    let by_id = |phase| {
        let flows = of_phase(entries, phase).map(|flow| (flow.rest["id"].as_u64().unwrap(), flow));
        let by_id: BTreeMap<_, _> = flows.collect();
        assert_eq!(by_id.len(), of_phase(entries, phase).count(), "an id is used twice");
        by_id
    };
    let (starts, finishes) = (by_id("s"), by_id("f"));
    assert!(starts.keys().eq(finishes.keys()));
    let polls: std::collections::BTreeSet<_> = of_phase(entries, "X")
        .filter(|slice| slice.name == "poll")
        .map(|poll| (poll.thread, poll.from))
        .collect();
    for (id, finish) in finishes {
        assert!(starts[&id].from <= finish.from);
        assert!(polls.contains(&(finish.thread, finish.from)));
    }
}

#[test]
fn any_trace_becomes_a_file_that_the_format_allows() {
    let validator = validator();
    let check_file = |(trace, origin): (Trace, Origin)| {
        let third = trace.end().0 / 3;
        for ends in [(Step(0), trace.end()), (Step(third), Step(2 * third))] {
            let text = chrome_json_between(&trace, ends, &origin, &taskscope_tell::Names);
            if let Err(error) = validator.validate(&serde_json::from_str(&text).unwrap()) {
                panic!("{error} at {}", error.instance_path());
            }
            let entries = entries(&text);
            assert_nested(&entries);
            assert_flows_lead_to_polls(&entries);
        }
    };
    demos().into_iter().for_each(check_file);
    check(&any_run(), check_file);
    check(&any_trace(), check_file);
}

#[test]
fn nothing_that_happened_is_missing() {
    for (trace, origin) in demos() {
        let entries = entries(&chrome_json(&trace, &origin, &taskscope_tell::Names));
        let count = |is_meant: &dyn Fn(Event) -> bool| {
            trace.between(Step(0), trace.end()).filter(|&(_, event)| is_meant(event)).count()
        };
        let slices = |category: &str| {
            of_phase(&entries, "X").filter(|slice| slice.rest["cat"].as_str() == Some(category)).count()
        };
        let instants = |category: &str| {
            of_phase(&entries, "i").filter(|instant| instant.rest["cat"].as_str() == Some(category)).count()
        };
        assert_eq!(slices("poll"), count(&|event| matches!(event, Event::PollStarted { .. })), "{origin:?}");
        assert_eq!(
            slices("node"),
            count(&|event| matches!(event, Event::NodePollStarted { .. })),
            "{origin:?}"
        );
        assert_eq!(slices("work"), count(&|event| matches!(event, Event::WorkStarted { .. })), "{origin:?}");
        assert_eq!(slices("turn"), count(&|event| matches!(event, Event::TurnStarted { .. })), "{origin:?}");
        assert_eq!(instants("output"), count(&|event| matches!(event, Event::Output { .. })), "{origin:?}");
        let names = of_phase(&entries, "M").filter(|entry| entry.name == "thread_name" && entry.thread != 0);
        let is_called =
            |event| matches!(event, Event::TaskSpawned { .. } | Event::Thread(ThreadEvent::Started { .. }));
        assert_eq!(names.count(), count(&is_called), "{origin:?}");
        let calls = of_phase(&entries, "X").filter(|slice| slice.name == "call");
        assert_eq!(
            calls.count(),
            count(&|event| matches!(event, Event::Thread(ThreadEvent::CallEnded { .. }))),
            "{origin:?}"
        );
        let last = entries.iter().map(|entry| entry.to).max();
        assert_eq!(last, Some(trace.end_time().0), "{origin:?}");
        // The queue is empty in the end.
        assert_eq!(of_phase(&entries, "C").last().unwrap().rest["args"]["tasks"], 0, "{origin:?}");
    }
}

#[test]
fn a_small_run_reads_like_this() {
    let run = simulate("main", async {
        let child = spawn("child", async { println!("\"hello\"") });
        child.await.expect("it ends with a value");
        sleep(Duration::from_millis(2)).await;
    });
    let mut trace = Trace::default();
    trace.append(run.words()).expect("a recorder writes a trace");
    let lines = entries(&chrome_json(&trace, &Origin::default(), &taskscope_tell::Names)).into_iter().map(
        |mut entry| {
            let fields = entry.rest.as_object_mut().expect("events are objects");
            fields.retain(|name, _| !["ph", "pid", "tid", "name", "ts"].contains(&name.as_str()));
            // The lines of this file move.
            if let Some(args) = fields.get_mut("args").filter(|args| args["at"].is_string()) {
                args["at"] = "a line".into();
            }
            let Entry { phase, thread, from, name, rest, .. } = entry;
            format!("{phase} {thread} {from:>4} {name:<18} {rest}\n")
        },
    );
    expect![[r#"
        M 0    0 process_name       {"args":{"name":"taskscope"}}
        M 0    0 thread_name        {"args":{"name":"executor"}}
        M 0    0 thread_sort_index  {"args":{"sort_index":0}}
        M 1    0 thread_name        {"args":{"name":"main"}}
        M 1    0 thread_sort_index  {"args":{"sort_index":1}}
        M 2    0 thread_name        {"args":{"name":"child"}}
        M 2    0 thread_sort_index  {"args":{"sort_index":3}}
        X 1    0 ready              {"cat":"state","dur":0}
        X 0    0 turn               {"cat":"turn","dur":0}
        X 1    0 poll               {"cat":"poll","dur":0}
        X 2    0 ready              {"cat":"state","dur":0}
        X 1    0 waits for child to end {"args":{"at":"a line"},"cat":"state","dur":0}
        X 2    0 poll               {"cat":"poll","dur":0}
        X 1    0 ready              {"cat":"state","dur":0}
        X 1    0 poll               {"cat":"poll","dur":0}
        X 1    0 waits for timer    {"args":{"at":"a line"},"cat":"state","dur":2000}
        X 0 2000 turn for a timer   {"cat":"turn","dur":0}
        X 0 2000 timer 1 fires      {"cat":"wake","dur":0}
        X 1 2000 ready              {"cat":"state","dur":0}
        X 1 2000 poll               {"cat":"poll","dur":0}
        s 1    0 wake               {"cat":"wake","id":0}
        f 2    0 wake               {"bp":"e","cat":"wake","id":0}
        s 2    0 wake               {"cat":"wake","id":1}
        f 1    0 wake               {"bp":"e","cat":"wake","id":1}
        s 0 2000 wake               {"cat":"wake","id":2}
        f 1 2000 wake               {"bp":"e","cat":"wake","id":2}
        i 2    0 "hello"            {"cat":"output","s":"t"}
        i 0 2000 run finished       {"cat":"end","s":"g"}
        C 0    0 ready queue        {"args":{"tasks":1}}
        C 0    0 ready queue        {"args":{"tasks":0}}
        C 0    0 ready queue        {"args":{"tasks":1}}
        C 0    0 ready queue        {"args":{"tasks":0}}
        C 0    0 ready queue        {"args":{"tasks":1}}
        C 0    0 ready queue        {"args":{"tasks":0}}
        C 0 2000 ready queue        {"args":{"tasks":1}}
        C 0 2000 ready queue        {"args":{"tasks":0}}
    "#]]
    .assert_eq(&lines.collect::<String>());
}

#[test]
fn a_thread_is_in_one_call_at_a_time_whatever_a_file_says() {
    let (worker, place, name) = (ThreadId(1), PlaceId(0), TextId(0));
    let call = |started, duration| {
        let (started, duration) = (Micros(started), Micros(duration));
        Event::Thread(ThreadEvent::CallEnded { thread: worker, started, duration })
    };
    let started = Event::Thread(ThreadEvent::Started { thread: worker, name, place, is_simulated: false });
    let ready = Event::Thread(ThreadEvent::Ready { thread: worker, took: Micros(1), kibibytes: 64 });
    // Side by side, within each other, and longer than the run.
    let calls = [call(10, 20), call(20, 30), call(25, 5), call(60, 10), call(65, u64::MAX)];
    let file = Place { file: name, line: 1, column: 1 };
    let mut entries = vec![Written::Text("count".to_owned()), Written::Place(file)];
    entries.extend([started, ready].map(Written::Event));
    entries.push(Written::Time(Micros(100)));
    entries.extend(calls.map(Written::Event));
    let mut words = Vec::new();
    for entry in &entries {
        entry.write(&mut words);
    }
    let mut trace = Trace::default();
    trace.append(&words).expect("it is a trace");
    let text = chrome_json(&trace, &Origin::default(), &taskscope_tell::Names);
    let entries = self::entries(&text);
    let mut calls: Vec<_> = of_phase(&entries, "X")
        .filter(|slice| slice.name == "call")
        .map(|slice| [slice.from, slice.to])
        .collect();
    calls.sort_unstable();
    assert_eq!(calls.len(), 5);
    assert_eq!((calls[0], calls[4][1]), ([10, 30], 100));
    assert!(calls.is_sorted_by(|[_, end], [next, _]| end <= next), "{calls:?}");
}

#[test]
fn the_browser_is_a_process_of_its_own() {
    let text =
        chrome_json(&crate::hosted::visit().trace(120_000), &Origin::default(), &taskscope_tell::Names);
    let entries = entries(&text);
    assert_nested(&entries);
    let browser = entries.iter().filter(|entry| entry.rest["pid"] == 2);
    let lines = browser.map(|Entry { phase, name, thread, from, to, .. }| {
        format!("{phase} {} {from:>6} {:>6} {name}\n", thread & 0xffff_ffff, to - from)
    });
    expect![[r"
        M 0      0      0 process_name
        M 0      0      0 thread_name
        M 0      0      0 thread_sort_index
        M 1      0      0 thread_name
        M 1      0      0 thread_sort_index
        M 2      0      0 thread_name
        M 2      0      0 thread_sort_index
        M 3      0      0 thread_name
        M 3      0      0 thread_sort_index
        M 4      0      0 thread_name
        M 4      0      0 thread_sort_index
        X 0   8100   4000 macrotask
        X 0  20000  62000 macrotask
        X 1   5000   3000 microtask
        X 1 104000   6000 microtask
        X 3  19900  63000 long task
        i 2   2000      0 frame
        i 2  18700      0 frame
        i 2  85400      0 frame, 3 missed
        i 2 102000      0 frame
    "]]
    .assert_eq(&lines.collect::<String>());
}

#[test]
fn what_goes_on_at_the_end_is_drawn_up_to_it_and_a_task_has_its_name_from_its_spawn() {
    let mut words = Vec::new();
    let mut tell = |entry: Written| entry.write(&mut words);
    for text in ["main", "late", "src/lib.rs"] {
        tell(Written::Text(text.to_owned()));
    }
    tell(Written::Place(Place { file: TextId(2), line: 7, column: 1 }));
    let spawned = |task: u32, parent| {
        let (task, parent) = (TaskId(task), Option::<u32>::map(parent, TaskId));
        Written::Event(Event::TaskSpawned { task, parent, name: TextId(task.0 - 1), place: PlaceId(0) })
    };
    tell(Written::Event(Event::TurnStarted { cause: TurnCause::Request }));
    tell(spawned(1, None));
    tell(Written::Event(Event::TaskReady { task: TaskId(1), by: WakeSource::Spawn }));
    tell(Written::Time(Micros(1_000)));
    tell(Written::Event(Event::PollStarted { task: TaskId(1) }));
    tell(Written::Time(Micros(4_000)));
    tell(spawned(2, Some(1)));
    let mut trace = Trace::default();
    trace.append(&words).expect("it is a trace");
    let entries = entries(&chrome_json(&trace, &Origin::default(), &taskscope_tell::Names));
    let slices =
        of_phase(&entries, "X").map(|slice| (slice.name.as_str(), slice.thread, slice.from, slice.to));
    let slices: Vec<_> = slices.filter(|&(name, ..)| name == "poll" || name.starts_with("turn")).collect();
    assert_eq!(slices.iter().map(|&(.., to)| to).collect::<Vec<_>>(), [4_000, 4_000], "{slices:?}");
    assert!(slices.contains(&("poll", 1, 1_000, 4_000)), "{slices:?}");
    let names = of_phase(&entries, "M").filter(|entry| entry.name == "thread_name" && entry.thread != 0);
    let names: Vec<_> = names.map(|entry| entry.rest["args"]["name"].as_str().unwrap().to_owned()).collect();
    assert!(names.len() == 2 && names[1].contains("late"), "{names:?}");
}

#[test]
fn a_poll_is_as_long_as_it_was_though_its_task_wakes_itself_meanwhile() {
    let run = simulate("main", async {
        let mut is_first = true;
        std::future::poll_fn(|cx| {
            if !std::mem::replace(&mut is_first, false) {
                return std::task::Poll::Ready(());
            }
            work(Duration::from_millis(1));
            cx.waker().wake_by_ref();
            work(Duration::from_millis(2));
            std::task::Poll::Pending
        })
        .await;
    });
    let mut trace = Trace::default();
    trace.append(run.words()).expect("a recorder writes a trace");
    let entries = entries(&chrome_json(&trace, &Origin::default(), &taskscope_tell::Names));
    let slices = |name: &'static str| {
        let slices = of_phase(&entries, "X").filter(move |slice| slice.name == name && slice.thread == 1);
        slices.map(|slice| (slice.from, slice.to)).collect::<Vec<_>>()
    };
    assert_eq!(slices("poll"), [(0, 3_000), (3_000, 3_000)]);
    assert_eq!(slices("ready"), [(0, 0), (3_000, 3_000)]);
}
