//! Writes a trace as JSON, one event a line.

use std::fmt::Write;

use taskscope_runtime::Event;

use super::field::{Field, Value};
use super::kinds::members_of;
use super::{VERSION, push_quoted};
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
    push_list(&mut out, trace.between(Step(0), trace.end()), |out, (step, event)| {
        push_event(out, trace.time(step).value(), event);
    });
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

fn push_event(out: &mut String, time: Option<Value<'_>>, event: Event) {
    out.push('{');
    if let Some(time) = time {
        push_name(out, "time");
        push_value(out, &time);
    }
    members_of(event, |name, value| {
        push_name(out, name);
        push_value(out, &value);
    });
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
