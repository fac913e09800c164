//! The schema is what the table of events says; it describes the files that are written, and refuses what the reader
//! refuses.

use std::fs;

use jsonschema::Validator;
use serde_json::{Value, json};
use taskscope_format::{Event, Kind, LARGEST_EXACT, Note, Shape, Terms, VERSION};
use taskscope_trace::files::{json_file, open};

use super::support::{any_trace, check, demos};

const PATH: &str = "www/taskscope.schema.json";

fn schema() -> Value {
    let text = fs::read_to_string(PATH).expect("tests run in the folder of the package");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// A description as the schema has it: one line, without the marks of Rust's documentation.
fn plain(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ").replace(['`', '[', ']'], "")
}

/// The values of a member of which a record holds `room` at most.
fn values(shape: Shape, room: u64) -> Value {
    match shape {
        Shape::Number { least, most } => {
            json!({"type": "integer", "minimum": least, "maximum": room.min(most.into())})
        }
        Shape::Large if room == u64::MAX => json!({"$ref": "#/$defs/large"}),
        Shape::Large => json!({"type": "integer", "minimum": 0, "maximum": room}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::OneOf(terms) => json!({"$ref": format!("#/$defs/{}", terms.name)}),
        Shape::Some(terms) => json!({
            "type": "array",
            "items": {"$ref": format!("#/$defs/{}", terms.name)},
            "uniqueItems": true,
        }),
    }
}

fn words(terms: &Terms) -> Value {
    let words = terms.words.iter().map(|term| {
        let number = json!({"type": "integer", "minimum": 0, "maximum": u32::MAX});
        if term.is_tagged {
            json!({
                "description": plain(term.doc),
                "type": "object",
                "properties": {term.word: number},
                "required": [term.word],
                "additionalProperties": false,
            })
        } else {
            json!({"description": plain(term.doc), "const": term.word})
        }
    });
    json!({"description": plain(terms.doc), "oneOf": words.collect::<Vec<_>>()})
}

fn kind(kind: &Kind) -> Value {
    let mut properties = json!({
        "time": {"$ref": "#/$defs/time"},
        "worker": {"$ref": "#/$defs/worker"},
        "event": {"const": kind.name},
    });
    let mut required = vec!["time", "event"];
    for field in kind.fields {
        let mut value = values(field.shape, field.most);
        value["description"] = plain(field.doc).into();
        properties[field.name] = value;
        if !field.is_optional {
            required.push(field.name);
        }
    }
    json!({
        "description": plain(kind.doc),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// The schema as the table of events says it.
fn generated() -> Value {
    let number = json!({"type": "integer", "minimum": 0, "maximum": u32::MAX});
    let kinds: Vec<&Kind> = Event::kinds().chain(Note::kinds()).collect();
    let mut definitions = json!({
        "event": {
            "description": "One fact, or a remark that is none. Without a task of its own it belongs to the task that is being polled.",
            "oneOf": kinds.iter().map(|kind| json!({"$ref": format!("#/$defs/{}", kind.name)})).collect::<Vec<_>>(),
        },
        "time": {
            "description": "Microseconds since the run began. Never less than that of the event before.",
            "$ref": "#/$defs/large",
        },
        "worker": {
            "description": "The worker that does it; left out for the first, which in most runs is the only one.",
            "$ref": "#/$defs/number",
        },
        "number": number,
        "large": {
            "description": "A whole number of 64 bits; above 2^53 - 1 a string of its digits, as many readers would round it.",
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": LARGEST_EXACT},
                {"type": "string", "pattern": "^[1-9][0-9]{15,19}$"},
            ],
        },
        "place": {
            "description": "A place in the source.",
            "type": "object",
            "properties": {
                "file": {"description": "The text that is its file's path.", "$ref": "#/$defs/number"},
                "line": {"description": "The line, counted from 1.", "$ref": "#/$defs/number"},
                "column": {"description": "The column, counted from 1.", "$ref": "#/$defs/number"},
            },
            "required": ["file", "line", "column"],
            "additionalProperties": false,
        },
    });
    for one in kinds {
        definitions[one.name] = kind(one);
        for field in one.fields {
            if let Shape::OneOf(terms) | Shape::Some(terms) = field.shape {
                definitions[terms.name] = words(terms);
            }
        }
    }
    frame(&definitions)
}

/// The file around its events.
fn frame(definitions: &Value) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "taskscope trace",
        "description": "A run of an async Rust program as taskscope recorded it: what happened, in order, and the names and places it refers to. What a schema can't say: indices name texts and places that are there, and times never go back.",
        "type": "object",
        "properties": {
            "format": {"description": "What this file is.", "const": "taskscope"},
            "version": {
                "description": "The version of this format. It changes when a reader of the one before would misunderstand; earlier versions can still be read, but are not described here.",
                "const": VERSION,
            },
            "origin": {
                "description": "What was run.",
                "type": "object",
                "properties": {
                    "demo": {"description": "The demo in the gallery.", "type": "string"},
                    "variant": {"description": "Which of its programs.", "type": "string"},
                    "knobs": {
                        "description": "Its numbers, by their names.",
                        "type": "object",
                        "additionalProperties": {"$ref": "#/$defs/number"},
                    },
                },
                "additionalProperties": false,
            },
            "texts": {
                "description": "Names, labels, lines of output. Others name them by their index, from 0. None is longer than 1 MiB in UTF-8.",
                "type": "array",
                "items": {"type": "string"},
            },
            "places": {
                "description": "Places in the source, named by their index likewise.",
                "type": "array",
                "items": {"$ref": "#/$defs/place"},
            },
            "events": {
                "description": "What happened, in order.",
                "type": "array",
                "items": {"$ref": "#/$defs/event"},
            },
        },
        "required": ["format", "version", "texts", "places", "events"],
        "additionalProperties": false,
        "$defs": definitions,
    })
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("it is a schema of that draft")
}

#[track_caller]
fn assert_valid(validator: &Validator, text: &str) {
    let value = serde_json::from_str(text).expect("what is written is JSON");
    if let Err(error) = validator.validate(&value) {
        panic!("{error} at {}\n{text}", error.instance_path());
    }
}

#[test]
fn it_is_what_the_table_says() {
    let generated = generated();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let text = serde_json::to_string_pretty(&generated).expect("values become text") + "\n";
        fs::write(PATH, text).expect("the schema can be written");
    }
    assert!(schema() == generated, "run this test with UPDATE_EXPECT=1 to write {PATH} anew");
    assert!(jsonschema::meta::is_valid(&generated));
}

#[test]
fn it_allows_what_is_written() {
    let validator = validator();
    for (trace, origin) in demos() {
        assert_valid(&validator, &json_file(&trace, &origin));
    }
    check(&any_trace(), |(trace, origin)| assert_valid(&validator, &json_file(&trace, &origin)));
}

/// Changes one thing about the first demo's file; whether the schema and the reader allow it.
fn allowed(change: impl FnOnce(&mut Value)) -> (bool, bool) {
    let (trace, origin) = demos().swap_remove(0);
    let mut value = serde_json::from_str(&json_file(&trace, &origin)).unwrap();
    change(&mut value);
    (validator().is_valid(&value), open(value.to_string().as_bytes()).is_ok())
}

#[test]
fn it_refuses_what_the_reader_refuses() {
    let refused = (false, false);
    // The first entry says who recorded the run; it started with the second, and a task was spawned with the third.
    assert_eq!(allowed(|_| ()), (true, true));
    assert_eq!(allowed(|file| file["version"] = (VERSION + 1).into()), refused);
    assert_eq!(allowed(|file| file["format"] = "perfetto".into()), refused);
    assert_eq!(allowed(|file| file["colour"] = "red".into()), refused);
    assert_eq!(allowed(|file| file["origin"]["knobs"] = serde_json::json!({"parts": 1.5})), refused);
    // The reader leaves out what it does not know; the schema knows what there is.
    assert_eq!(allowed(|file| file["events"][1]["event"] = "started".into()), (false, true));
    assert_eq!(allowed(|file| file["events"][1]["seed"] = (1_u64 << 60).into()), refused);
    assert_eq!(allowed(|file| file["events"][1]["seed"] = "7".into()), refused);
    assert_eq!(allowed(|file| file["events"][1]["seed"] = (1_u64 << 60).to_string().into()), (true, true));
    assert_eq!(allowed(|file| file["events"][1]["order"] = "newest".into()), refused);
    assert_eq!(allowed(|file| file["events"][2]["parent"] = 0.into()), refused);
    assert_eq!(allowed(|file| file["places"][0] = serde_json::json!([0, 1, 1])), refused);
    let without_time = |file: &mut Value| {
        file["events"][1].as_object_mut().unwrap().remove("time");
    };
    assert_eq!(allowed(without_time), refused);
}
