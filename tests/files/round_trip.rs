//! What was written is read again as it was.

use proptest::prelude::prop_oneof;
use taskscope::trace::files::{Origin, binary_file, json_file, open, words_of};
use taskscope::trace::{Step, Trace};

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
    for (trace, origin) in demos() {
        let text = json_file(&trace, &origin);
        // What stands around the events is there once, however many they are.
        let around = "\"events\":[\n]}\n".len();
        let events = text.len() - text.find("\"events\"").unwrap() - around;
        assert!(events < 60 * trace.end().0, "{origin:?}: {events} bytes for {} events", trace.end().0);
        let names: usize = trace.texts().map(|text| text.len() + 32).sum();
        let compact = binary_file(&trace, &origin).len() - names - 16 * trace.places().len();
        assert!(
            compact < 24 * trace.end().0 + 200,
            "{origin:?}: {compact} bytes for {} events",
            trace.end().0
        );
    }
}

#[test]
fn nothing_at_all_is_a_trace_too() {
    let (trace, origin) = (Trace::default(), Origin::default());
    assert_equal(&trace, &opened(json_file(&trace, &origin).as_bytes()).0);
    assert_equal(&trace, &opened(&binary_file(&trace, &origin)).0);
}
