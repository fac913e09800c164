//! Writes a trace as JSON, one event a line.

use taskscope_format::{Event, Member, Micros, Note, VERSION, Value, WorkerId};

use super::JsonWriter;
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
        json.name("events").lines(moments(trace), |json, moment| {
            json.object(|json| write_moment(json, moment));
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

fn write_moment(json: &mut JsonWriter, (time, worker, what): (Micros, WorkerId, What)) {
    if let Some(time) = time.value() {
        write_value(json.name("time"), &time);
    }
    if worker != WorkerId::FIRST {
        json.name("worker").number(worker.0);
    }
    let kind = match what {
        What::Event(event) => event.name(),
        What::Note(note) => note.name(),
    };
    json.name("event").text(kind);
    match what {
        What::Event(event) => event.members(|name, value| write_value(json.name(name), &value)),
        What::Note(note) => note.members(|name, value| write_value(json.name(name), &value)),
    }
}

fn write_value(json: &mut JsonWriter, value: &Value<'_>) {
    match value {
        Value::Number(number) => json.number(number),
        Value::Flag(flag) => json.flag(*flag),
        Value::Word(word) => json.text(word),
        Value::Words(words) => json.words(words.iter().map(AsRef::as_ref)),
        Value::Tagged(word, number) => json.object(|json| json.name(word).number(number)),
    }
}
