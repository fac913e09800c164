//! The run in words: its sentences with their times, up to where it may be seen, and the question.

use taskscope_tell::{lines, say, step_time_text};

use super::markup::{escaped, prose, sentence};
use crate::Session;

/// The sentences of a run, the first `most` of them, as a list.
#[must_use]
pub fn sentences(session: &Session, most: usize) -> String {
    list(session, &lines(&session.run), most)
}

/// Those of a run that come after what another session shows of it.
#[must_use]
pub fn sentences_after(session: &Session, before: &Session, most: usize) -> String {
    let (all, end) = (lines(&session.run), before.run.trace().end());
    let known = all.partition_point(|line| line.step <= end);
    list(session, all.get(known..).unwrap_or_default(), most)
}

fn list(session: &Session, all: &[taskscope_tell::Line], most: usize) -> String {
    let trace = session.run.trace();
    let left_out = all.len().saturating_sub(most);
    let row = |line: &taskscope_tell::Line| {
        let time = escaped(&step_time_text(trace, line.step));
        format!("<li><span class=\"time\">{time}</span> {}</li>", sentence(session, &line.pieces))
    };
    let rows: String = all.iter().take(most).map(row).collect();
    let rest = if left_out > 0 {
        format!("<li>{}</li>", escaped(&say::session_poster::more(left_out as u64)))
    } else {
        String::new()
    };
    format!("<ol class=\"told\">{rows}{rest}</ol>")
}

/// The question that is open, with its choices; empty if there is none.
#[must_use]
pub fn question(session: &Session) -> String {
    let Some(open) = session.prediction().filter(|_| session.is_asking()) else { return String::new() };
    let choice = |value: &taskscope_gallery::Value| format!("<li>{}</li>", escaped(&value.text()));
    let choices: String = open.choices().iter().map(choice).collect();
    format!("<p>{}</p><ol class=\"choices\">{choices}</ol>", prose(open.question().asks))
}

/// What the picture shows, for those who don't see it.
pub(super) fn first_sentence(session: &Session) -> String {
    let tasks = session.state().tasks.len() as u64;
    say::session_picture::timeline(&session.title(), tasks, session.run.trace().length())
}
