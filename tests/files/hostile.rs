//! Whatever is in a file, it is read or refused, and what was read makes sense.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};
use taskscope_trace::files::{binary_file, json_file, open};

use super::support::{any_trace, check};

/// What is done to a valid file.
#[derive(Clone, Debug)]
enum Change {
    Flip(Index, u8),
    Cut(Index),
    Insert(Index, Vec<u8>),
    Remove(Index, Index),
    /// Repeats a part of the file right behind it.
    Repeat(Index, Index),
    /// Replaces the number at or behind a place.
    Number(Index, String),
}

fn change() -> impl Strategy<Value = Change> {
    let number = prop_oneof![
        any::<u64>().prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| number.to_string()),
        Just("4294967296".to_owned()),
        Just("1e999999999".to_owned()),
        (1..400_usize).prop_map(|len| "9".repeat(len)),
    ];
    let piece = prop_oneof![
        3 => vec(any::<u8>(), 1..20),
        1 => (1..2_000_usize).prop_map(|depth| b"[".repeat(depth)),
        1 => (1..2_000_usize).prop_map(|depth| b"{\"a\":".repeat(depth)),
        1 => Just(b"\"\\ud800\"".to_vec()),
        1 => Just(b"null".to_vec()),
    ];
    prop_oneof![
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        1 => any::<Index>().prop_map(Change::Cut),
        1 => (any::<Index>(), piece).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        1 => any::<(Index, Index)>().prop_map(|(from, to)| Change::Remove(from, to)),
        1 => any::<(Index, Index)>().prop_map(|(from, to)| Change::Repeat(from, to)),
        2 => (any::<Index>(), number).prop_map(|(at, number)| Change::Number(at, number)),
    ]
}

fn changed(mut bytes: Vec<u8>, change: &Change) -> Vec<u8> {
    let place = |at: &Index, bytes: &[u8]| at.index(bytes.len() + 1);
    let span = |from: &Index, to: &Index, bytes: &[u8]| {
        let (from, to) = (place(from, bytes), place(to, bytes));
        from.min(to)..from.max(to)
    };
    match change {
        Change::Flip(at, byte) => {
            let at = place(at, &bytes);
            bytes.get_mut(at).into_iter().for_each(|old| *old ^= byte);
        }
        Change::Cut(at) => bytes.truncate(place(at, &bytes)),
        Change::Insert(at, piece) => drop(bytes.splice(place(at, &bytes)..place(at, &bytes), piece.clone())),
        Change::Remove(from, to) => drop(bytes.drain(span(from, to, &bytes))),
        Change::Repeat(from, to) => bytes.extend_from_within(span(from, to, &bytes)),
        Change::Number(at, number) => {
            let is_digit = |byte: &u8| byte.is_ascii_digit();
            let from = place(at, &bytes);
            let from = from + bytes[from..].iter().take_while(|byte| !is_digit(byte)).count();
            let to = from + bytes[from..].iter().take_while(|byte| is_digit(byte)).count();
            drop(bytes.splice(from..to, number.bytes()));
        }
    }
    bytes
}

/// Opens a file. If it is a trace, writing it gives a file that says the same; if not, there is a sentence.
fn survive(bytes: &[u8]) {
    match open(bytes) {
        Ok((trace, origin)) => {
            let (again, origin_again) =
                open(&binary_file(&trace, &origin)).expect("what was read can be written");
            assert_eq!((again.digest(), &origin_again), (trace.digest(), &origin));
            let (again, _) =
                open(json_file(&trace, &origin).as_bytes()).expect("what was read can be written");
            assert_eq!(again.digest(), trace.digest());
        }
        Err(error) => assert!(error.to_string().ends_with('.')),
    }
}

/// Puts the digest of the records into a compact file, so that it is refused for what it says, or read.
fn with_digest(mut bytes: Vec<u8>) -> Vec<u8> {
    let words: Vec<u32> = bytes
        .get(24 + 8 + origin_len(&bytes)..)
        .unwrap_or_default()
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes(four.try_into().unwrap()))
        .collect();
    let mut trace = taskscope_trace::Trace::default();
    let is_trace = words.len() % 4 == 0 && trace.append(&words).is_ok();
    if let (true, Some(header)) = (is_trace, bytes.get_mut(16..32)) {
        header[..8].copy_from_slice(&(words.len() as u64 / 4).to_le_bytes());
        header[8..].copy_from_slice(&trace.digest().to_le_bytes());
    }
    bytes
}

fn origin_len(bytes: &[u8]) -> usize {
    let len = bytes.get(12..16).map_or(0, |four| u32::from_le_bytes(four.try_into().unwrap()));
    (len as usize).min(bytes.len())
}

#[test]
fn random_bytes_are_survived() {
    let marks = ["", "{", "{\"events\":[", "\u{89}tsc\r\n\x1a\n\x01\0\0\0"].map(|mark| {
        // As Latin-1: the mark of compact files is no UTF-8.
        mark.chars().map(|character| u8::try_from(character).expect("it is one byte")).collect::<Vec<_>>()
    });
    check(&(select(marks.to_vec()), vec(any::<u8>(), 0..300)), |(mark, bytes)| {
        survive(&[mark, bytes].concat());
    });
}

#[test]
fn damaged_json_is_survived() {
    check(&(any_trace(), vec(change(), 1..4)), |((trace, origin), changes)| {
        survive(&changes.iter().fold(json_file(&trace, &origin).into_bytes(), changed));
    });
}

#[test]
fn damaged_compact_files_are_survived() {
    check(&(any_trace(), vec(change(), 1..4)), |((trace, origin), changes)| {
        let bytes = changes.iter().fold(binary_file(&trace, &origin), changed);
        survive(&bytes);
        survive(&with_digest(bytes));
    });
}

#[test]
fn a_damaged_compact_file_is_refused_or_its_trace_is_whole() {
    let flip = (any::<Index>(), 1..=u8::MAX).prop_map(|(at, byte)| Change::Flip(at, byte));
    check(
        &(any_trace(), prop_oneof![flip, any::<Index>().prop_map(Change::Cut)]),
        |((trace, origin), change)| {
            let bytes = changed(binary_file(&trace, &origin), &change);
            if let Ok((read, _)) = open(&bytes) {
                assert_eq!(read.digest(), trace.digest(), "{change:?}");
            }
        },
    );
}

#[test]
fn values_inside_each_other_without_end_are_refused() {
    for opening in ["[", "{\"a\":", "{\"events\":[", "{\"texts\":[["] {
        let text = format!("{{\"format\":{}", opening.repeat(200_000));
        assert!(open(text.as_bytes()).is_err());
        assert!(open(opening.repeat(200_000).as_bytes()).is_err());
    }
}

#[test]
fn a_hundred_thousand_names_take_no_time() {
    // A reader that compared each with all others would be here for minutes.
    let file = |rest: String| {
        format!("{{\"format\":\"taskscope\",\"version\":1,\"texts\":[],\"places\":[],\"events\":[{rest}}}")
    };
    let knobs = (0..100_000).map(|knob| format!("\"knob {knob}\":1")).collect::<Vec<_>>().join(",");
    let text = file(format!("],\"origin\":{{\"knobs\":{{{knobs},\"knob 7\":1}}}}"));
    assert!(open(text.as_bytes()).is_err_and(|error| error.what.contains("twice")));
    let members = (0..100_000).map(|member| format!("\"member {member}\":1")).collect::<Vec<_>>().join(",");
    let text = file(format!("{{{members}}}]"));
    assert!(open(text.as_bytes()).is_err_and(|error| error.what.contains("too many")));
}
