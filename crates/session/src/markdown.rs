//! The moment that is shown, as Markdown for an issue or a post: the sentence, a drawing of letters, the line of code, and a
//! link. An image can't be pasted as text.

use taskscope_tell::{Line, Piece, say, step_time_text};
use taskscope_trace::Trace;

use super::Session;

/// Sentences before and after the one at the cursor.
const AROUND: usize = 3;

/// Writes it. `link` opens this view; `None` if no link can.
#[must_use]
pub fn markdown(session: &Session, link: Option<&str>) -> String {
    let trace = session.run.trace();
    let (lines, told) = session.shown().sentences(AROUND + 1, AROUND);
    let now = told.checked_sub(1);
    let mut parts = vec![format!("### {}", escaped(&session.title()))];
    if let Some(line) = now.and_then(|index| lines.get(index)) {
        parts.push(format!("> {}", text(line, trace)));
    }
    parts.push(place(session, link));
    if !trace.is_empty() {
        parts.push(drawing(session));
    }
    let rows: Vec<String> = (lines.iter().enumerate())
        .map(|(index, line)| {
            let said = format!("{}: {}", step_time_text(trace, line.step), text(line, trace));
            if Some(index) == now { format!("- **→** {said}") } else { format!("- {said}") }
        })
        .collect();
    parts.extend((!rows.is_empty()).then(|| rows.join("\n")));
    parts.extend(now.and_then(|index| lines.get(index)).and_then(|line| code(session, line)));
    parts.join("\n\n") + "\n"
}

/// Where the cursor is, the range, and the link.
fn place(session: &Session, link: Option<&str>) -> String {
    let (trace, cursor) = (session.run.trace(), session.cursor());
    let time = step_time_text(trace, cursor);
    let mut facts = vec![say::session_markdown::at(&time, cursor.0 as u64, trace.end().0 as u64)];
    if let (Some(ends), Some(measured)) = (session.shown().range_text(), session.shown().measured_text()) {
        facts.push(say::session_markdown::range(&ends, &measured));
    }
    facts.extend(link.map(|link| format!("[{}]({link})", say::session_markdown::open())));
    facts.join(&say::state::facts())
}

fn drawing(session: &Session) -> String {
    let (rows, left_out) = session.shown().text_drawing();
    let mut legend = say::session_markdown::legend();
    if left_out > 0 {
        legend = format!("{legend} {}", say::session_markdown::left_out(left_out as u64));
    }
    // Names come from the program, so they could end a shorter fence.
    format!("````text\n{rows}\n````\n\n{legend}")
}

/// The line of code that a sentence names, if it is in the source that is shown.
fn code(session: &Session, line: &Line) -> Option<String> {
    let settings = session.settings()?;
    let number = session.line_of(line.place?)?;
    let source = settings.demo.source;
    let shown = source.lines_of(settings.variant.name).find(|line| line.number == number)?;
    let name = say::session_markdown::line(source.name(), number.into());
    Some(format!("{name}\n\n```rust\n{}\n```", shown.text().trim()))
}

/// A sentence: what the program named or said as code, all else as plain words.
fn text(line: &Line, trace: &Trace) -> String {
    let plain = |piece: &Piece| taskscope_tell::plain_text(std::slice::from_ref(piece), trace);
    let is_from_program =
        |piece: &Piece| matches!(piece, Piece::Task(_) | Piece::Future { .. } | Piece::Said(_));
    let said = line
        .pieces
        .iter()
        .map(|piece| if is_from_program(piece) { in_code(&plain(piece)) } else { escaped(&plain(piece)) });
    let said: String = said.collect();
    if line.times > 1 { say::session_markdown::many_times(&said, line.times.into()) } else { said }
}

/// A text as code. What is in it can't end it.
fn in_code(text: &str) -> String {
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.trim().is_empty() {
        return String::new();
    }
    let ticks = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(ticks + 1);
    let room = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{room}{text}{room}{fence}")
}

/// Plain words: nothing in them means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        if "\\`*_[]<>#|~@".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(if letter.is_control() { ' ' } else { letter });
    }
    escaped
}
