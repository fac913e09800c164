//! What happened, told in sentences: one for each event that changes something, with its cause.
//!
//! A run of a million events has hundreds of thousands of sentences. None is kept: an index says where the parts of the run
//! begin that are told together, and what is shown is told anew. Equal rounds are one line, which unfolds at the cursor.

mod beginnings;
mod drops;
mod fetches;
mod folds;
mod futures;
mod narrator;
mod pending;
mod resources;
mod tasks;
mod teller;
mod threads;
mod waits;
mod wakes;

use taskscope_format::{PlaceId, TaskId};
use taskscope_judge::Waiting;
use taskscope_trace::{Run, Step, Trace};

use crate::catalogue::say;
use crate::time_text::range_text;
use crate::words::plain_text;
use crate::{Piece, Words};
use narrator::Passage;

/// One sentence, or a round that comes many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The step right after the event that it tells of; where one sentence tells of several, right after the last of them.
    pub step: Step,
    /// The step up to which it tells what happened: that before the next line.
    pub until: Step,
    /// How often it happened: more than once for a fold, which is one line for many equal rounds.
    pub times: u32,
    /// Of a fold that the cursor is in: which of its rounds follows, sentence by sentence, counted from 1.
    pub round: Option<u32>,
    /// Whether it belongs to the fold before it.
    pub is_inside: bool,
    /// Its parts.
    pub pieces: Vec<Piece>,
    /// The task that it is about first, or that was polled.
    pub task: Option<TaskId>,
    /// The line of the source that it is about first, or where it happened.
    pub place: Option<PlaceId>,
}

impl Line {
    /// `task` and `place` are what is known of where it happened, for sentences that name neither.
    fn new(step: Step, words: Words, at: (Option<TaskId>, Option<PlaceId>)) -> Self {
        let pieces = words.into_pieces();
        let task = pieces.iter().find_map(|piece| match *piece {
            Piece::Task(task) | Piece::Future { task, .. } => Some(task),
            Piece::Text(_) | Piece::Line(_) | Piece::Said(_) => None,
        });
        let place =
            pieces.iter().find_map(|piece| if let Piece::Line(place) = *piece { Some(place) } else { None });
        let (task, place) = (task.or(at.0), place.or(at.1));
        Self { step, until: step, times: 1, round: None, is_inside: false, pieces, task, place }
    }

    /// The line as plain text.
    #[must_use]
    pub fn text(&self, trace: &Trace) -> String {
        let text = plain_text(&self.pieces, trace);
        match self.times {
            0 | 1 => text,
            times => {
                say::narration::many_times(&text, times.into(), &range_text(trace, self.step, self.until))
            }
        }
    }
}

/// The beginning of a sentence on what a task or one of its futures waits for, without the line and the full stop.
pub(crate) fn wait_words(trace: &Trace, subject: &Words, waiting: &Waiting) -> Words {
    waits::words_on(trace, subject, waiting, None)
}

/// The whole run in lines, equal rounds folded.
#[must_use]
pub fn lines(run: &Run) -> Vec<Line> {
    folds::lines_between(run, Step(0), run.trace().end(), None)
}

/// Every sentence from one step to another, and those around them in the same passages: equal rounds are told one by one.
pub(crate) fn unfolded_between(run: &Run, from: Step, to: Step) -> Vec<Line> {
    folds::unfolded_between(run, from, to)
}

/// The last lines up to a step, at most so many, and the first ones after it; how many of them lie before it. A fold that
/// the step lies in is followed by the sentences of the round there.
#[must_use]
pub fn lines_around(run: &Run, around: Around) -> (Vec<Line>, usize) {
    let passages = run.passages();
    let group = passages.index_at(around.step);
    // Every passage is told in a line at least, if only because a poll starts.
    let from = passages.start(group.saturating_sub(around.before));
    let to = passages.start(group.saturating_add(around.after));
    let mut lines = folds::lines_between(run, from, to, Some(around.step));
    let told = lines.partition_point(|line| line.step <= around.step);
    lines.truncate(told + around.after);
    lines.drain(..told.saturating_sub(around.before));
    (lines, told.min(around.before))
}

/// The line that a step belongs to: the last one that begins there or before, told sentence by sentence within a fold. `None`
/// before the first.
#[must_use]
pub fn line_at(run: &Run, step: Step) -> Option<Line> {
    lines_around(run, Around { step, before: 1, after: 0 }).0.pop()
}

/// The next step after one at which a sentence begins, folded or not. `None` after the last.
#[must_use]
pub fn told_after(run: &Run, step: Step) -> Option<Step> {
    let mut passage = Some(Passage::around(run.trace(), step));
    while let Some(here) = passage {
        let mut told = here.sentences(run).into_iter().map(|sentence| sentence.step);
        if let Some(next) = told.find(|&told| told > step) {
            return Some(next);
        }
        passage = here.next(run.trace());
    }
    None
}

/// The last step before one at which a sentence begins, folded or not; the start if there is none.
#[must_use]
pub fn told_before(run: &Run, step: Step) -> Step {
    let mut passage = Some(Passage::around(run.trace(), Step(step.0.saturating_sub(1))));
    while let Some(here) = passage {
        let mut told = here.sentences(run).into_iter().map(|sentence| sentence.step);
        if let Some(before) = told.rfind(|&told| told < step) {
            return before;
        }
        passage = here.previous(run.trace());
    }
    Step(0)
}

/// Which lines are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The step that they lie around.
    pub step: Step,
    /// The most before it.
    pub before: usize,
    /// The most after it.
    pub after: usize,
}
