//! Writes a trace as JSON, one event a line.

use taskscope_runtime::Event;

use super::field::{Field, Value};
use super::kinds::members_of;
use super::{JsonWriter, VERSION};
use crate::files::Origin;
use crate::{Step, Trace};

/// What an event takes in the text, more or less.
const EVENT_BYTES: usize = 56;

/// Writes a trace as JSON, in the form that `www/taskscope.schema.json` describes.
#[must_use]
pub fn json_file(trace: &Trace, origin: &Origin) -> String {
    let mut json = JsonWriter::with_capacity(trace.end().0.saturating_mul(EVENT_BYTES));
    json.object(|json| {
        json.name("format").text("taskscope");
        json.name("version").number(VERSION);
        json.end_line();
        write_origin(json.name("origin"), origin);
        json.end_line();
        json.name("texts").lines(trace.texts(), JsonWriter::text);
        json.end_line();
        json.name("places").lines(trace.places(), |json, place| {
            json.object(|json| {
                json.name("file").number(place.file.0);
                json.name("line").number(place.line);
                json.name("column").number(place.column);
            });
        });
        json.end_line();
        json.name("events").lines(trace.between(Step(0), trace.end()), |json, (step, event)| {
            json.object(|json| write_event(json, trace.time(step).value(), event));
        });
    });
    json.finish() + "\n"
}

/// What was run, as a JSON object.
pub(in crate::files) fn origin_text(origin: &Origin) -> String {
    let mut json = JsonWriter::with_capacity(0);
    write_origin(&mut json, origin);
    json.finish()
}

fn write_origin(json: &mut JsonWriter, origin: &Origin) {
    json.object(|json| {
        for (name, text) in [("demo", &origin.demo), ("variant", &origin.variant)] {
            if let Some(text) = text {
                json.name(name).text(text);
            }
        }
        if !origin.knobs.is_empty() {
            json.name("knobs").object(|json| {
                for (name, value) in &origin.knobs {
                    json.name(name).number(value);
                }
            });
        }
    });
}

fn write_event(json: &mut JsonWriter, time: Option<Value<'_>>, event: Event) {
    if let Some(time) = time {
        write_value(json.name("time"), &time);
    }
    members_of(event, |name, value| write_value(json.name(name), &value));
}

fn write_value(json: &mut JsonWriter, value: &Value<'_>) {
    match value {
        Value::Number(number) => json.number(number),
        Value::Flag(flag) => json.flag(*flag),
        Value::Word(word) => json.text(word),
        Value::Tagged(word, number) => json.object(|json| json.name(word).number(number)),
    }
}
