//! Pieces of markup: texts that can't be taken for tags, sentences with the names of the run in their colours, icons.

use taskscope_format::TaskId;
use taskscope_gallery::prose::{Part, parts};
use taskscope_tell::{Piece, plain_text, say};

use crate::Session;

/// Three bars of three tasks, and who spawned whom: the mark of taskscope.
pub(super) const LOGO: &str = "<svg class=\"logo\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">\
<path d=\"M9 7.5h5M9 7.5v4.5h4M9 12v5h1\" fill=\"none\"/><rect class=\"t3\" x=\"2\" y=\"5\" width=\"8\" height=\"4.5\" rx=\"1\"/>\
<rect class=\"t0\" x=\"13\" y=\"9.7\" width=\"8\" height=\"4.5\" rx=\"1\"/><rect class=\"t2\" x=\"7\" y=\"15\" width=\"9\" height=\"4.5\" rx=\"1\"/></svg>";

/// A text as it can stand between tags and in attributes.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(character),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The class of what has a task's colour.
pub(super) fn task_class(task: TaskId) -> String {
    format!("t{}", task.0.wrapping_sub(1) % 6)
}

/// A sentence about the run.
pub(super) fn sentence(session: &Session, pieces: &[Piece]) -> String {
    let trace = session.run.trace();
    let named = |task: TaskId, name: &str| format!("<b class=\"{}\">{}</b>", task_class(task), escaped(name));
    let one = |piece: &Piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Task(task) => named(*task, trace.task_name(*task)),
        Piece::Future { task, .. } => named(*task, &plain_text(std::slice::from_ref(piece), trace)),
        Piece::Said(text) => format!("<code>{}</code>", escaped(text)),
        Piece::Line(place) => match trace.place(*place) {
            Some((_, line)) => format!("<u>{}</u>", escaped(&say::value::line(line.into()))),
            None => escaped(&say::value::a_line()),
        },
    };
    pieces.iter().map(one).collect()
}

/// A sentence of a lesson, with its code as code.
#[must_use]
pub fn prose(text: &str) -> String {
    let one = |part: Part<'_>| match part {
        Part::Words(words) => escaped(words),
        Part::Code(code) => format!("<code>{}</code>", escaped(code)),
    };
    parts(text).map(one).collect()
}

/// A picture from its outline, as large as the text beside it.
pub(super) fn icon(path: &str) -> String {
    format!(
        "<svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
         <path d=\"{path}\" fill=\"currentColor\" fill-rule=\"evenodd\"/></svg>"
    )
}
