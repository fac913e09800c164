//! Writes Rust: a function for each message that code says by name, and a table of those on findings.

use std::collections::BTreeMap;
use std::fmt::{Result, Write};

use super::catalogue::{Catalogue, names};

/// What says a finding has a prefix, and its facts are checked against the types of these.
const FINDINGS: &str = "finding.";
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
        for (index, name, holes) in messages {
            function(code, visible, (index, name), &holes, source)?;
        }
        writeln!(code, "}}")?;
    }
    writeln!(code, "}}")
}

fn function(
    code: &mut String,
    visible: &str,
    (index, name): (usize, &str),
    holes: &[&str],
    source: &Catalogue,
) -> Result {
    let is_plain =
        holes.iter().all(|hole| matches!(kind_of(source, hole), "number" | "ordinal" | "length" | "text"));
    let (gives, fill) = if is_plain { ("String", "text") } else { ("crate::Words", "words") };
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
