//! What was written is read again as it was.

use proptest::prelude::prop_oneof;
use taskscope_format::{Entry, Event, Micros, TimerId};
use taskscope_trace::files::{Origin, binary_file, json_file, open, words_of};
use taskscope_trace::{Step, Trace};

use super::support::{any_run, any_trace, check, demos};

fn opened(bytes: &[u8]) -> (Trace, Origin) {
    open(bytes).unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(bytes)))
}

#[track_caller]
fn assert_equal(one: &Trace, other: &Trace) {
    assert_eq!(one.end(), other.end());
    assert!(one.texts().eq(other.texts()));
    assert!(one.places().eq(other.places()));
    for (found, expected) in other.between(Step(0), other.end()).zip(one.between(Step(0), one.end())) {
        assert_eq!(found, expected);
        assert_eq!(other.time(found.0), one.time(found.0));
    }
    assert_eq!(one.digest(), other.digest());
}

#[test]
fn the_run_on_the_page_of_examples_is_written_as_runs_are_today() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/runs/unfair-race.taskscope.json");
    let text = std::fs::read_to_string(path).expect("it lies there");
    let (trace, origin) = opened(text.as_bytes());
    assert_eq!(json_file(&trace, &origin), text);
}

#[test]
fn a_trace_comes_back_from_every_form_and_from_one_by_way_of_the_other() {
    check(&prop_oneof![3 => any_trace(), 1 => any_run()], |(trace, origin)| {
        let json = json_file(&trace, &origin);
        let (from_json, origin_from_json) = opened(json.as_bytes());
        assert_equal(&trace, &from_json);
        assert_eq!(origin_from_json, origin);
        assert_eq!(json_file(&from_json, &origin), json);

        let binary = binary_file(&from_json, &origin);
        assert_eq!(binary_file(&trace, &origin), binary);
        let (from_binary, origin_from_binary) = opened(&binary);
        assert_equal(&trace, &from_binary);
        assert_eq!(origin_from_binary, origin);
        assert_eq!(json_file(&from_binary, &origin_from_binary), json);
    });
}

#[test]
fn the_words_of_a_trace_give_an_equal_trace_in_no_more_room() {
    for (trace, origin) in demos() {
        let words = words_of(&trace);
        let mut again = Trace::default();
        again.append(&words).unwrap();
        assert_equal(&trace, &again);
        assert_eq!(words_of(&again), words);
        assert!(words.len() <= 4 * (2 * trace.end().0 + 100), "{origin:?}");
    }
}

#[test]
fn members_can_stand_in_any_order() {
    for (trace, origin) in demos() {
        let text = json_file(&trace, &origin);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        // As `jq -S` writes it: every member sorted by name, and the version behind all that depends on it.
        let sorted = serde_json::to_string_pretty(&value).unwrap();
        assert!(sorted.find("\"events\"") < sorted.find("\"texts\""));
        let (again, origin_again) = opened(sorted.as_bytes());
        assert_equal(&trace, &again);
        assert_eq!(origin_again, origin);
    }
}

#[test]
fn an_event_takes_less_than_60_bytes_of_json_and_24_of_the_compact_form() {
    let (mut events, mut of_json, mut of_compact) = (0, 0, 0);
    for (trace, origin) in demos() {
        let text = json_file(&trace, &origin);
        of_json += text.len() - text.find("\"events\"").unwrap();
        let names: usize = trace.texts().map(|text| text.len() + 32).sum();
        of_compact += binary_file(&trace, &origin).len() - names - 16 * trace.places().len() - 200;
        events += trace.end().0;
    }
    assert!(of_json < 60 * events, "{of_json} bytes for {events} events");
    assert!(of_compact < 24 * events, "{of_compact} bytes for {events} events");
}

#[test]
fn nothing_at_all_is_a_trace_too() {
    let (trace, origin) = (Trace::default(), Origin::default());
    assert_equal(&trace, &opened(json_file(&trace, &origin).as_bytes()).0);
    assert_equal(&trace, &opened(&binary_file(&trace, &origin)).0);
}

#[test]
fn a_text_in_utf_16_is_read_as_the_same_in_utf_8() {
    let (trace, origin) = demos().swap_remove(0);
    let text = json_file(&trace, &origin);
    for mark in ["", "\u{feff}"] {
        let units = || mark.encode_utf16().chain(text.encode_utf16());
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        for bytes in [&little, &big] {
            let (read, read_origin) = opened(bytes);
            assert_equal(&trace, &read);
            assert_eq!(read_origin, origin);
            let half = open(&bytes[..bytes.len() - 3]).expect_err("it ends within a character").to_string();
            assert!(half.contains("UTF-16") && half.contains("UTF-8"), "{half}");
        }
    }
}

#[test]
fn a_file_that_was_cut_off_anywhere_is_said_to_be() {
    let (trace, origin) = demos().swap_remove(0);
    let text = json_file(&trace, &origin);
    let whole = text.trim_end().len();
    for end in (1..whole).step_by(7).chain(whole - 3..whole) {
        let fault = open(&text.as_bytes()[..end]).expect_err("its end is missing").to_string();
        assert!(fault.contains("cut off") && fault.contains("again"), "{end} of {whole}: {fault}");
    }
    let bytes = binary_file(&trace, &origin);
    for end in (8..bytes.len()).step_by(31) {
        let fault = open(&bytes[..end]).expect_err("its end is missing").to_string();
        assert!(fault.contains("cut off") && fault.contains("again"), "{end}: {fault}");
    }
}

#[test]
fn times_are_numbers_as_far_as_javascript_counts_exactly_and_strings_beyond() {
    const EXACT: u64 = 9_007_199_254_740_991;
    for (time, written) in [(EXACT, EXACT.to_string()), (EXACT + 1, format!("\"{}\"", EXACT + 1))] {
        let mut words = Vec::new();
        let (timer, deadline) = (TimerId(1), Micros(time));
        Entry::Event(Event::TimerSet { timer, deadline }).write(&mut words);
        let mut trace = Trace::default();
        trace.append(&words).expect("it is a trace");
        let text = json_file(&trace, &Origin::default());
        assert!(text.contains(&format!("\"deadline\":{written}")), "{text}");
        assert_equal(&trace, &opened(text.as_bytes()).0);
    }
}
