//! Reads a lesson from its text.

mod body;
mod head;
mod part;
mod phrase;
mod table;

use crate::{Lesson, Mistake};
use part::Part;

/// The line before and after the head.
const FENCE: &str = "+++";

impl Lesson {
    /// Reads a lesson. The format is described at the root of this crate.
    ///
    /// # Errors
    /// The first mistake in the text.
    pub fn read(text: &str) -> Result<Self, Mistake> {
        let (head, body) = split(text)?;
        let head = head::read(head)?;
        let body = body::read(body, &head.variants)?;
        Ok(Self {
            title: body.title,
            section: head.section,
            place: head.place,
            explanation: body.explanation,
            links: body.links,
            knobs: head.knobs,
            variants: head.variants,
            allowed: head.allowed,
            view: head.view,
            question: head.question,
            tour: body.tour,
        })
    }
}

/// The head without its fences, and what follows.
fn split(text: &str) -> Result<(Part<'_>, Part<'_>), Mistake> {
    if text.lines().next().is_none_or(|line| line.trim_end() != FENCE) {
        return Err(Mistake::new(1, "a lesson begins with a line `+++`: write its head between two of them"));
    }
    let mut fences = Vec::new();
    let mut end = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        if line.trim_end() == FENCE {
            fences.push((index + 1, end - line.len(), end));
        }
    }
    let [(first, _, after_first), (second, before_second, after_second), ..] = fences[..] else {
        return Err(Mistake::new(1, "the head has no end: write a line `+++` below it"));
    };
    let part = |range, first_line| Part { text: text.get(range).unwrap_or_default(), first_line };
    Ok((part(after_first..before_second, first + 1), part(after_second..text.len(), second + 1)))
}
