//! The schema describes the files that are written, and refuses what the reader refuses.

use std::collections::BTreeSet;
use std::fs;

use jsonschema::Validator;
use serde_json::Value;
use taskscope_trace::files::{EVENT_KINDS, json_file, open};

use super::support::{any_trace, check, demos};

fn schema() -> Value {
    let text =
        fs::read_to_string("www/taskscope.schema.json").expect("tests run in the folder of the package");
    serde_json::from_str(&text).expect("the schema is JSON")
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
fn it_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&schema()));
}

#[test]
fn it_allows_what_is_written() {
    let validator = validator();
    for (trace, origin) in demos() {
        assert_valid(&validator, &json_file(&trace, &origin));
    }
    check(&any_trace(), |(trace, origin)| assert_valid(&validator, &json_file(&trace, &origin)));
}

#[test]
fn it_lists_every_kind_of_event() {
    let schema = schema();
    let list = schema["$defs"]["event"]["oneOf"].as_array().expect("events are one of a list");
    let listed = list.iter().map(|one| one["$ref"].as_str().unwrap().rsplit('/').next().unwrap());
    assert_eq!(listed.clone().collect::<Vec<_>>(), EVENT_KINDS);
    for kind in listed {
        assert_eq!(schema["$defs"][kind]["properties"]["event"]["const"], kind);
        assert!(schema["$defs"][kind]["description"].is_string(), "{kind}");
    }
    assert_eq!(EVENT_KINDS.iter().collect::<BTreeSet<_>>().len(), EVENT_KINDS.len());
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
    assert_eq!(allowed(|_| ()), (true, true));
    assert_eq!(allowed(|file| file["version"] = 2.into()), refused);
    assert_eq!(allowed(|file| file["format"] = "perfetto".into()), refused);
    assert_eq!(allowed(|file| file["colour"] = "red".into()), refused);
    assert_eq!(allowed(|file| file["origin"]["knobs"] = serde_json::json!({"parts": 1.5})), refused);
    assert_eq!(allowed(|file| file["events"][0]["event"] = "started".into()), refused);
    assert_eq!(allowed(|file| file["events"][0]["seed"] = (1_u64 << 60).into()), refused);
    assert_eq!(allowed(|file| file["events"][0]["seed"] = "7".into()), refused);
    assert_eq!(allowed(|file| file["events"][0]["seed"] = (1_u64 << 60).to_string().into()), (true, true));
    assert_eq!(allowed(|file| file["events"][0]["order"] = "newest".into()), refused);
    assert_eq!(allowed(|file| file["events"][1]["parent"] = 0.into()), refused);
    assert_eq!(allowed(|file| file["places"][0] = serde_json::json!([0, 1, 1])), refused);
    let without_time = |file: &mut Value| {
        file["events"][0].as_object_mut().unwrap().remove("time");
    };
    assert_eq!(allowed(without_time), refused);
}
