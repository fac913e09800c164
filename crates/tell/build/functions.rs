//! Writes Rust: a function for each message that code says by name, and a table of those on findings.

use std::collections::BTreeMap;
use std::fmt::{Result, Write};

use super::catalogue::{Catalogue, names};

/// What says a finding has a prefix, and its facts are checked against the types of these.
const FINDINGS: &str = "finding.";
/// The room whose messages each say all of the events of a kind: the key is the name of the kind, the holes are members.
const EVENTS: &str = "event";
/// Rooms of messages that other crates say.
const SHARED: [&str; 9] =
    ["count.", "kind.", "list.", "page.", "programs.", "scene.", "session.", "state.", "value."];

/// A message: its place among all, its name and its holes.
type Message<'a> = (usize, &'a str, Vec<&'a str>);

pub(crate) fn write(code: &mut String, source: &Catalogue) -> Result {
    let mut rooms: BTreeMap<&str, Vec<Message<'_>>> = BTreeMap::new();
    writeln!(code, "const FINDINGS: &[Told] = &[")?;
    for (index, (key, parts)) in source.messages.iter().enumerate() {
        let holes = names(parts);
        if let Some((kind, form)) = key.strip_prefix(FINDINGS).and_then(|key| key.split_once('.')) {
            write!(code, "Told {{ kind: {kind:?}, form: {form:?}, message: {index}, holes: &[")?;
            for name in holes {
                write!(
                    code,
                    "Hole {{ name: {name:?}, kind: FactKind::{} }},",
                    capitalized(kind_of(source, name))
                )?;
            }
            writeln!(code, "] }},")?;
        } else {
            let (room, name) = key.rsplit_once('.').unwrap_or(("", key));
            rooms.entry(room).or_default().push((index, name, holes));
        }
    }
    writeln!(
        code,
        "];\n/// A function for each message, by the name that it has in the catalogue.\npub mod say {{"
    )?;
    for (room, messages) in rooms {
        let visible = if SHARED.iter().any(|shared| format!("{room}.").starts_with(shared)) {
            "pub"
        } else {
            "pub(crate)"
        };
        writeln!(code, "/// The messages of `{room}`.\n{visible} mod {} {{", room.replace('.', "_"))?;
        for (index, name, holes) in &messages {
            function(code, visible, (*index, name), holes, source)?;
        }
        if room == EVENTS {
            of_events(code, &messages, source)?;
        }
        writeln!(code, "}}")?;
    }
    writeln!(code, "}}")
}

/// The way from an event to its message. A member that has not the type of its hole is found when this is compiled.
fn of_events(code: &mut String, messages: &[Message<'_>], source: &Catalogue) -> Result {
    writeln!(
        code,
        "/// The sentence on an event of which a message says all; `None` for all others.\n\
         #[must_use]\n\
         #[allow(clippy::wildcard_enum_match_arm, clippy::useless_conversion, reason = \"written by the build\")]\n\
         pub(crate) fn of(event: taskscope_format::Event) -> Option<crate::Words> {{ Some(match event {{"
    )?;
    for (_, name, holes) in messages {
        let kind: String = name.split('_').map(capitalized).collect();
        let members: Vec<String> = holes
            .iter()
            .map(|hole| match kind_of(source, hole) {
                "number" => format!("u64::from({hole})"),
                _ => (*hole).to_owned(),
            })
            .collect();
        let said = format!("{name}({})", members.join(", "));
        let said = if is_plain(holes, source) { format!("crate::Words::begin({said})") } else { said };
        writeln!(code, "taskscope_format::Event::{kind} {{ {}, .. }} => {said},", holes.join(", "))?;
    }
    writeln!(code, "_ => return None }}) }}")
}

/// Whether nothing in it leads anywhere: then it is a text.
fn is_plain(holes: &[&str], source: &Catalogue) -> bool {
    holes.iter().all(|hole| matches!(kind_of(source, hole), "number" | "ordinal" | "length" | "text"))
}

fn function(
    code: &mut String,
    visible: &str,
    (index, name): (usize, &str),
    holes: &[&str],
    source: &Catalogue,
) -> Result {
    let (gives, fill) = if is_plain(holes, source) { ("String", "text") } else { ("crate::Words", "words") };
    writeln!(code, "/// The message `{name}`.\n#[must_use]")?;
    write!(code, "{visible} fn {name}(")?;
    for hole in holes {
        write!(code, "{hole}: {}, ", type_of(kind_of(source, hole)))?;
    }
    write!(code, ") -> {gives} {{ crate::catalogue::{fill}({index}, &[")?;
    for hole in holes {
        write!(code, "crate::catalogue::Value::{}({hole}), ", capitalized(kind_of(source, hole)))?;
    }
    writeln!(code, "]) }}")
}

fn kind_of<'a>(source: &'a Catalogue, hole: &str) -> &'a str {
    source.holes.get(hole).map_or("", String::as_str)
}

fn type_of(kind: &str) -> &'static str {
    match kind {
        "task" => "taskscope_format::TaskId",
        "who" => "Option<taskscope_format::TaskId>",
        "tasks" => "&taskscope_judge::TaskList",
        "line" => "taskscope_format::PlaceId",
        "length" => "taskscope_format::Micros",
        "number" | "ordinal" => "u64",
        "words" => "&crate::Words",
        "said" | "text" => "&str",
        // What only findings say: a function that asks for it is not built.
        _ => "!",
    }
}

fn capitalized(kind: &str) -> String {
    let mut letters = kind.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
