//! What is said of files that are refused: where, what, and what would be right.

use expect_test::{Expect, expect};
use taskscope_format::{Entry, Event, Micros, TaskId};
use taskscope_trace::Trace;
use taskscope_trace::files::{Origin, binary_file, open};

use super::support::trace_of;

/// What is said of a file.
fn said(bytes: &[u8]) -> String {
    open(bytes).map_or_else(|error| error.to_string(), |_| "a trace".to_owned())
}

fn check<T: AsRef<[u8]> + ?Sized>(files: &[&T], expected: &Expect) {
    expected.assert_eq(&files.iter().map(|file| said(file.as_ref()) + "\n").collect::<String>());
}

/// Files with two texts, two places and these events, which begin on line 4.
fn check_events(files: &[&str], expected: &Expect) {
    let files = files.iter().map(|events| {
        format!(
            "{{\"format\":\"taskscope\",\"version\":1,\"texts\":[\"main.rs\",\"main\"],\n\
             \"places\":[{{\"file\":0,\"line\":3,\"column\":5}},{{\"file\":0,\"line\":9,\"column\":5}}],\n\
             \"events\":[\n{events}\n]}}"
        )
    });
    expected.assert_eq(&files.map(|file| said(file.as_bytes()) + "\n").collect::<String>());
}

/// Those that say nothing of what they are before.
fn check_parts(parts: &[&str], expected: &Expect) {
    let files = parts.iter().map(|part| format!("{{\"format\":\"taskscope\",\"version\":1,{part}"));
    expected.assert_eq(&files.map(|file| said(file.as_bytes()) + "\n").collect::<String>());
}

#[test]
fn files_of_another_kind() {
    let files = [
        "",
        " \n ",
        "PK\x03\x04",
        "\x1f\u{8b}",
        "%PDF-1.7",
        "\0asm\x01",
        "[1, 2]",
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<!doctype html>\n<html lang=\"en\">",
        "task,name,polls,busy_us\r\n1,main,3,0\r\n",
        "[{\"name\": \"poll\", \"ph\": \"X\"}]",
        r#"{"displayTimeUnit":"ms","traceEvents":[]}"#,
        r#"{"name": "task-scope", "version": "1.0.0"}"#,
        r#"{"\u001b[2J\n\u202eoh": 0}"#,
        "{}",
        r#"{"traceEvents": [{"ph": "X"}]}"#,
        r#"{"format": "perfetto"}"#,
    ];
    check(
        &files,
        &expect![[r"
            The file is empty: save or download it again.
            The file is empty: save or download it again.
            This file is packed as a zip archive: unpack it, and open the recording in it.
            This is not a taskscope recording: open the .taskscope or .taskscope.json file of the run instead.
            This is a PDF document, which holds no recording: open the .taskscope or .taskscope.json file of the run instead.
            This is a WebAssembly module, not what it recorded: open the .taskscope or .taskscope.json file of the run instead.
            This is not a taskscope recording: open the .taskscope or .taskscope.json file of the run instead.
            This is a picture (SVG), which holds no recording: open the .taskscope or .taskscope.json file of the run instead.
            This is a web page, as servers send it in place of a file that they don't have: check the address.
            These are the statistics of a run (CSV), which are not enough to show it: open the .taskscope or .taskscope.json file of the run instead.
            This is a Perfetto trace: open it at ui.perfetto.dev; to see the run here, open its .taskscope or .taskscope.json file.
            This is a Perfetto trace: open it at ui.perfetto.dev; to see the run here, open its .taskscope or .taskscope.json file.
            Line 1, column 2: this is JSON of another kind: a recording begins with “format”, not with “name”; open the .taskscope or .taskscope.json file of the run instead.
            Line 1, column 2: this is JSON of another kind: a recording begins with “format”, not with “\u{1b}[2J\n\u{202e}oh”; open the .taskscope or .taskscope.json file of the run instead.
            Line 1, column 1: this is no trace: it has no member “format”.
            This is a Perfetto trace: open it at ui.perfetto.dev; to see the run here, open its .taskscope or .taskscope.json file.
            Line 1, column 12, at format: this is no trace of taskscope: expected “taskscope”.
        "]],
    );
}

#[test]
fn files_of_another_version() {
    let files = [
        r#"{"format": "taskscope", "version": 2, "events": 7}"#,
        r#"{"events": {"of": "another form"}, "format": "taskscope", "version": 3}"#,
        r#"{"format": "taskscope", "version": 0}"#,
    ];
    check(
        &files,
        &expect![[r"
            Line 1, column 1: this is no trace: it has no member “texts”.
            Line 1, column 70, at version: this is version 3 of the file format: a newer taskscope is needed, and this taskscope reads versions 1 to 2.
            Line 1, column 36, at version: this is version 0 of the file format: there never was one, and this taskscope reads versions 1 to 2.
        "]],
    );
    let mut compact = binary_file(&Trace::default(), &Origin::default());
    compact[8] = 9;
    check(
        &[&compact],
        &expect![[r"
            Byte 8, after 0 events: this is version 9 of the file format: a newer taskscope is needed, and this taskscope reads versions 1 to 2.
        "]],
    );
}

#[test]
fn json_that_is_none() {
    let events = [r#"{"time":5,}"#, r#"{"time":05}"#, "{\"time\":5,\"event\":\"ütime\u{1}\"}", ""];
    check_events(
        &events,
        &expect![[r"
            Line 4, column 11, at events[0]: this is not JSON: Trailing commas are not allowed.
            Line 4, column 10, at events[0]: this is not JSON: Object values must be followed by a comma to add a new value or a curly bracket to end the object.
            Line 4, column 19, at events[0].event: this is not JSON: '�' is not allowed in JSON strings.
            a trace
        "]],
    );
    let parts = [
        r#""texts":["#,
        r#""texts":["\ud800"]}"#,
        r#""texts":[],"places":[],"events":[]} more"#,
        r#""events":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}"#,
    ];
    check_parts(
        &parts,
        &expect![[r"
            Line 1, column 44, at texts[0]: the file ends here, in the middle: it was cut off, so save or download it again.
            Line 1, column 44, at texts[0]: this is not JSON: Unexpected end of file.
            Line 1, column 71: this is not JSON: Unexpected char: 'm'.
            Line 1, column 51, at events: lists and objects stand too deep inside each other.
        "]],
    );
    check(
        &[b"{\"format\":\"\xff\"}"],
        &expect![[r"
        Line 1, column 11, at format: this is not JSON: Invalid UTF-8: invalid utf-8 sequence of 1 bytes from index 0.
    "]],
    );
}

#[test]
fn members_that_are_missing_or_do_not_belong_there() {
    let events = [
        r#"{"time":5,"event":"poll_started"}"#,
        r#"{"time":5,"event":"poll_started","task":1,"colour":"red"}"#,
        r#"{"time":5,"event":"poll_started","task":1,"task":2}"#,
        r#"{"time":5}"#,
        r#"{"time":5,"event":"work_ended"},7"#,
    ];
    check_events(
        &events,
        &expect![[r"
            Line 4, column 1, at events[0]: the member “task” is missing: expected a whole number up to 4294967295.
            Line 4, column 52, at events[0].colour: this member does not belong here, or is there twice.
            Line 4, column 41, at events[0].task: this member does not belong here, or is there twice.
            Line 4, column 1, at events[0]: the member “event” is missing: expected the name of a kind of event.
            Line 4, column 33, at events[1]: expected an object.
        "]],
    );
    let parts = [
        r#""texts":[],"texts":[]}"#,
        r#""texts":[],"places":[]}"#,
        r#""texts":[],"places":[],"events":[],"origin":{"knobs":{"a":1,"a":1}}}"#,
        r#""texts":[],"places":[],"events":[],"origin":{"name":"a"}}"#,
    ];
    check_parts(
        &parts,
        &expect![[r"
            Line 1, column 46: the member “texts” is there twice.
            Line 1, column 1: this is no trace: it has no member “events”.
            Line 1, column 99, at origin.knobs.a: this knob is there twice.
            Line 1, column 80, at origin.name: this member does not belong here, or is there twice.
        "]],
    );
}

#[test]
fn values_of_another_form() {
    let events = [
        r#"{"time":-5,"event":"work_ended"}"#,
        r#"{"time":9007199254740992,"event":"work_ended"}"#,
        r#"{"time":5,"event":"poll_begun","task":1}"#,
        r#"{"time":5,"event":"poll_started","task":4294967296}"#,
        r#"{"time":5,"event":"task_ready","task":1,"by":"ghost"}"#,
        r#"{"time":5,"event":"task_ready","task":1,"by":{"task":1,"timer":2}}"#,
        r#"{"time":5,"event":"task_ready","task":1,"by":{"task":"main"}}"#,
        r#"{"time":5,"event":"task_ready","task":1,"by":["task",1]}"#,
    ];
    check_events(
        &events,
        &expect![[r#"
            Line 4, column 9, at events[0].time: expected a whole number.
            Line 4, column 9, at events[0].time: expected a whole number, above 9007199254740991 as a string of digits.
            a trace
            Line 4, column 41, at events[0].task: expected a whole number up to 4294967295.
            Line 4, column 46, at events[0].by: expected one of "spawn" {"task":…} {"timer":…} {"promise":…} {"thread":…} "outside" "unknown".
            Line 4, column 56, at events[0].by: a second member, “timer”, does not belong here.
            Line 4, column 54, at events[0].by.task: expected a whole number up to 4294967295.
            Line 4, column 54, at events[0].by: expected a word.
        "#]],
    );
}

#[test]
fn what_no_trace_says() {
    let events = [
        r#"{"time":5,"event":"work_ended"},{"time":4,"event":"work_ended"}"#,
        r#"{"time":4,"event":"output","text":2}"#,
        r#"{"time":4,"event":"work_started","duration":7,"place":2}"#,
        r#"{"time":4,"event":"task_cancelled","task":1,"by":0}"#,
        r#"{"time":4,"event":"queued","resource":1,"ticket":0,"permits":16777216}"#,
    ];
    check_events(
        &events,
        &expect![[r"
        Line 4, column 33, at events[1]: time goes back.
        Line 4, column 1, at events[0]: an event names a text that is not defined.
        Line 4, column 1, at events[0]: an event names a place that is not defined.
        Line 4, column 1, at events[0]: a number does not fit into a trace: ids that can be left out count from 1, and permits, caps and the indices of names go to 16777215.
        Line 4, column 1, at events[0]: a number does not fit into a trace: ids that can be left out count from 1, and permits, caps and the indices of names go to 16777215.
    "]],
    );
    let long = format!(r#""texts":["a","{}"]}}"#, "b".repeat((1 << 20) + 1));
    let parts = [&long, r#""texts":[],"places":[{"file":0,"line":1,"column":1}]}"#];
    check_parts(
        &parts,
        &expect![[r"
        Line 1, column 48, at texts[1]: a text is longer than 1 MiB.
        Line 1, column 56, at places[0]: a place names a file that is not defined.
    "]],
    );
}

/// What is done to a file.
type Damage<'a> = dyn Fn(&mut Vec<u8>) + 'a;

#[test]
fn compact_files_that_are_damaged() {
    let origin = Origin { demo: Some("counting".to_owned()), ..Origin::default() };
    let events = [Entry::Time(Micros(3)), Entry::Event(Event::TaskDone { task: TaskId(1) })];
    let whole = binary_file(&trace_of(&events), &origin);
    let records = whole.len() - 32;
    let changes: [&Damage<'_>; 9] = [
        &|_| (),
        &|bytes| bytes.truncate(20),
        &|bytes| bytes.truncate(40),
        &|bytes| bytes.truncate(records + 16),
        &|bytes| bytes.push(0),
        &|bytes| bytes[16..24].fill(0xff),
        &|bytes| bytes[records + 16] = 200,
        &|bytes| bytes[records + 20] = 9,
        &|bytes| bytes[34] = b'\'',
    ];
    let files = changes.map(|change| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        bytes
    });
    check(
        &files.each_ref(),
        &expect![[r"
            a trace
            The file ends within its first bytes: it was cut off, so save or download it again.
            The file has 0 bytes of records where its header says 2 records of 16 bytes: it was cut off or added to, so save or download it again.
            The file has 16 bytes of records where its header says 2 records of 16 bytes: it was cut off or added to, so save or download it again.
            The file has 33 bytes of records where its header says 2 records of 16 bytes: it was cut off or added to, so save or download it again.
            The file has 32 bytes of records where its header says 18446744073709551615 records of 16 bytes: it was cut off or added to, so save or download it again.
            The file is damaged: its records do not add up to its digest; save or download it again.
            The file is damaged: its records do not add up to its digest; save or download it again.
            Byte 33, after 0 events: the origin: this member does not belong here, or is there twice.
        "]],
    );
}

#[test]
fn a_member_that_comes_after_ours_is_one_too_many_and_not_another_kind_of_file() {
    let text = said(br#"{"format":"taskscope","log":{}}"#);
    assert!(text.contains("the member “log” does not belong here"), "{text}");
}
