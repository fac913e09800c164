//! Writes a trace as JSON, one event a line.

use std::fmt::Write;

use taskscope_format::{Event, Member, Micros, Note, VERSION, Value, WorkerId};

use super::push_quoted;
use crate::files::Origin;
use crate::{Step, Trace};

/// What an event takes in the text, more or less.
const EVENT_BYTES: usize = 56;

/// Writes a trace as JSON, in the form that `www/taskscope.schema.json` describes.
#[must_use]
pub fn json_file(trace: &Trace, origin: &Origin) -> String {
    let mut out = String::with_capacity(trace.end().0.saturating_mul(EVENT_BYTES));
    push(&mut out, format_args!("{{\"format\":\"taskscope\",\"version\":{VERSION},\n\"origin\":"));
    out.push_str(&origin_text(origin));
    out.push_str(",\n\"texts\":");
    push_list(&mut out, trace.texts(), push_quoted);
    out.push_str(",\n\"places\":");
    push_list(&mut out, trace.places(), |out, place| {
        let (file, line, column) = (place.file.0, place.line, place.column);
        push(out, format_args!("{{\"file\":{file},\"line\":{line},\"column\":{column}}}"));
    });
    out.push_str(",\n\"events\":");
    push_list(&mut out, moments(trace), push_moment);
    out.push_str("}\n");
    out
}

/// What was run, as a JSON object.
pub(in crate::files) fn origin_text(origin: &Origin) -> String {
    let mut out = String::from("{");
    for (name, text) in [("demo", &origin.demo), ("variant", &origin.variant)] {
        if let Some(text) = text {
            push_name(&mut out, name);
            push_quoted(&mut out, text);
        }
    }
    if !origin.knobs.is_empty() {
        push_name(&mut out, "knobs");
        out.push('{');
        for (name, value) in &origin.knobs {
            push_name(&mut out, name);
            push(&mut out, format_args!("{value}"));
        }
        out.push('}');
    }
    out.push('}');
    out
}

/// What stands on a line.
enum What {
    Event(Event),
    Note(Note),
}

/// The events with the notes between them, each with its time and worker.
fn moments(trace: &Trace) -> impl Iterator<Item = (Micros, WorkerId, What)> + '_ {
    let notes = move |step: Step| {
        trace.notes_at(step).map(move |note| (trace.time(step), trace.worker(step), What::Note(note)))
    };
    let events = trace.between(Step(0), trace.end()).flat_map(move |(step, event)| {
        let event = (trace.time(step), trace.worker(step), What::Event(event));
        std::iter::once(event).chain(notes(step))
    });
    notes(Step(0)).chain(events)
}

fn push_moment(out: &mut String, (time, worker, what): (Micros, WorkerId, What)) {
    out.push('{');
    let mut push_member = |name: &str, value: Value<'_>| {
        push_name(out, name);
        push_value(out, &value);
    };
    if let Some(time) = time.value() {
        push_member("time", time);
    }
    if worker != WorkerId::FIRST {
        push_member("worker", Value::Number(worker.0.into()));
    }
    match what {
        What::Event(event) => {
            push_member("event", Value::Word(event.name().into()));
            event.members(push_member);
        }
        What::Note(note) => {
            push_member("event", Value::Word(note.name().into()));
            note.members(push_member);
        }
    }
    out.push('}');
}

/// The name of a member, after a comma if another one stands before it.
fn push_name(out: &mut String, name: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    push_quoted(out, name);
    out.push(':');
}

fn push_value(out: &mut String, value: &Value<'_>) {
    match value {
        Value::Number(number) => push(out, format_args!("{number}")),
        Value::Flag(flag) => push(out, format_args!("{flag}")),
        Value::Word(word) => push_quoted(out, word),
        Value::Words(words) => {
            out.push('[');
            for (index, word) in words.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                push_quoted(out, word);
            }
            out.push(']');
        }
        Value::Tagged(word, number) => {
            out.push('{');
            push_name(out, word);
            push(out, format_args!("{number}}}"));
        }
    }
}

/// A list with an element a line.
fn push_list<T>(out: &mut String, list: impl Iterator<Item = T>, mut push_one: impl FnMut(&mut String, T)) {
    out.push('[');
    for (index, one) in list.enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        push_one(out, one);
    }
    out.push_str("\n]");
}

fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    out.write_fmt(what).expect("a String takes every text");
}
