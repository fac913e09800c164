//! What happened, told in sentences: one for each event worth telling, from one set of templates.
//!
//! A run of a million events has hundreds of thousands of sentences. None is kept: an index says where the parts of the run
//! begin that are told together, and what is shown is told anew.

mod fetches;
mod resources;
mod teller;
mod threads;
mod waits;

use taskscope_format::{Event, Micros, ResourceId};
use taskscope_judge::Waiting;
use taskscope_trace::{Follower, Group, Moment, Outcome, Replay, Run, SharedTime, Step, Trace};

use crate::catalogue::say;
use crate::values::shared_time_text;
use crate::words::plain_text;
use crate::{Piece, Words};
use teller::Teller;

/// One sentence, or the sentences of a round that comes many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The step right after the event it tells of first.
    pub step: Step,
    /// The step up to which it tells what happened: that before the next line.
    pub until: Step,
    /// How often it happened.
    pub times: u32,
    /// Its parts.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// The line as plain text.
    #[must_use]
    pub fn text(&self, trace: &Trace) -> String {
        let text = plain_text(&self.pieces, trace);
        match self.times {
            0 | 1 => text,
            times => say::narration::many_times(&text, times.into()),
        }
    }
}

/// The beginning of a sentence on what a task waits for, without the line and the full stop.
pub(crate) fn wait_words(trace: &Trace, waiting: &Waiting) -> Words {
    waits::words_on(trace, waiting, false)
}

/// The whole run in lines.
#[must_use]
pub fn lines(run: &Run) -> Vec<Line> {
    lines_between(run, Step(0), run.trace().end())
}

/// The lines from one step to another, and those around them that are told together with them.
pub(crate) fn lines_between(run: &Run, from: Step, to: Step) -> Vec<Line> {
    let (trace, mut groups) = (run.trace(), run.passages().from(from).peekable());
    let start = groups.peek().map_or(Step(0), |group| group.from());
    let mut replay = Replay::at(start, run.state_at(start));
    let mut narrator = Narrator::new(run.shared_times(start));
    let mut lines = Vec::new();
    while let Some(group) = groups.next().filter(|group| group.from() <= to) {
        let end = groups.peek().map_or(trace.end(), |next| next.from());
        narrator.begin(group);
        replay.go_to(trace, end, &mut narrator);
        narrator.end(group, end, &mut lines);
    }
    until_next(&mut lines, groups.next().map_or(trace.end(), Group::from));
    lines
}

/// The last lines up to a step, at most so many, and the first ones after it; how many of them lie before it.
#[must_use]
pub fn lines_around(run: &Run, around: Around) -> (Vec<Line>, usize) {
    let passages = run.passages();
    let group = passages.index_at(around.step);
    // Every passage is told in a line at least, if only because a poll starts.
    let from = passages.start(group.saturating_sub(around.before));
    let to = passages.start(group.saturating_add(around.after));
    let mut lines = lines_between(run, from, to);
    let told = lines.partition_point(|line| line.step <= around.step);
    lines.truncate(told + around.after);
    lines.drain(..told.saturating_sub(around.before));
    (lines, told.min(around.before))
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

/// Every line ends where the next one begins.
fn until_next(lines: &mut [Line], end: Step) {
    let mut until = end;
    for line in lines.iter_mut().rev() {
        line.until = until;
        until = Step(line.step.0.saturating_sub(1));
    }
}

/// Tells a stretch of a run.
struct Narrator<'a> {
    /// Polls in a round of the group, and how many of them were told.
    period: u32,
    polls: u32,
    /// What the event before gave back, and the sentence on it without its full stop: it may go to somebody at once.
    given_back: Option<(ResourceId, Words)>,
    sentences: Vec<(Step, Words)>,
    /// Whether it tells of many times at once.
    is_repeated: bool,
    /// The shared times that are still to be told.
    shared: &'a [SharedTime],
}

impl<'a> Narrator<'a> {
    fn new(shared: &'a [SharedTime]) -> Self {
        let sentences = Vec::new();
        Self { period: 0, polls: 0, given_back: None, sentences, is_repeated: false, shared }
    }

    /// Begins to tell of a group.
    fn begin(&mut self, group: Group) {
        (self.period, self.polls, self.is_repeated) = (group.period, 0, group.rounds > 1);
    }

    /// Ends a group that reaches to a step, in one line if it has rounds.
    fn end(&mut self, group: Group, end: Step, lines: &mut Vec<Line>) {
        self.given_back = None;
        let told = std::mem::take(&mut self.sentences).into_iter();
        if self.is_repeated {
            lines.extend(joined(told, group.rounds));
            lines.extend(self.shared_by_rounds(end));
        } else {
            let line = |(step, words): (Step, Words)| Line {
                step,
                until: step,
                times: 1,
                pieces: words.into_pieces(),
            };
            lines.extend(told.map(line));
        }
    }

    /// The other rounds are told as the first one is.
    fn is_telling(&self) -> bool {
        self.polls <= self.period
    }

    fn take(&mut self, moment: Moment<'_>) {
        let Moment { trace, state, event, step, .. } = moment;
        let teller = Teller { state, trace, is_repeated: self.is_repeated };
        let given_back = self.given_back.take();
        if let Event::Granted { resource, ticket } = event
            && let Some((_, words)) = given_back.filter(|&(given_back, _)| given_back == resource)
        {
            let words = teller.hands_over(&words, resource, ticket);
            self.sentences.pop();
            self.say(step, words);
        } else if let Event::Released { resource, access, permits, holder } = event {
            let words = teller.gives_back(resource, access, permits, holder);
            self.given_back = Some((resource, words.clone()));
            self.say(step, say::resource::end(&words));
        } else if let Some(words) = teller.tell(event) {
            self.say(step, words);
        }
    }

    fn say(&mut self, step: Step, words: Words) {
        self.sentences.push((step, words));
    }

    /// Tells of the time that polls shared of which the last has ended just now.
    fn say_shared(&mut self, step: Step) {
        let Some((shared, rest)) = self.shared.split_first().filter(|(shared, _)| shared.from <= step) else {
            return;
        };
        self.shared = rest;
        let text = say::narration::shared(&shared_time_text(*shared));
        match self.sentences.last_mut().filter(|(said, _)| *said == step) {
            Some((_, words)) => *words = std::mem::take(words).text(format!(" {text}")),
            None => self.say(step, Words::begin(text)),
        }
    }

    /// A line on all the times that polls shared in a group that reaches to a step.
    fn shared_by_rounds(&mut self, end: Step) -> Option<Line> {
        let count = self.shared.partition_point(|shared| shared.from <= end);
        let (told, rest) = self.shared.split_at(count);
        self.shared = rest;
        let (first, last) = (told.first()?, told.last()?);
        let polls = told.iter().fold(0_u32, |polls, shared| polls.saturating_add(shared.polls));
        let length = Micros(told.iter().fold(0, |length, shared| length.saturating_add(shared.length.0)));
        let all = SharedTime { first: first.first, from: last.from, polls, length };
        let pieces = Words::begin(say::narration::shared(&shared_time_text(all))).into_pieces();
        Some(Line { step: last.from, until: last.from, times: 1, pieces })
    }
}

impl Follower for Narrator<'_> {
    /// What is given back or given up is told from what was there before.
    fn before(&mut self, moment: Moment<'_>) {
        self.polls += u32::from(matches!(moment.event, Event::PollStarted { .. }));
        if self.is_telling() {
            self.take(moment);
        }
    }

    /// What becomes of a task is told from what has changed, unless the message of the event says all.
    fn after(&mut self, outcome: &Outcome<'_>) {
        let Outcome { trace, state, event, step, changes, .. } = *outcome;
        if self.is_telling() {
            let teller = Teller { state, trace, is_repeated: self.is_repeated };
            let told = changes.task.and_then(|change| teller.tell_of_task(event, change, changes.woke));
            if let Some(words) = told.or_else(|| say::event::of(event)) {
                self.say(step, words);
            }
        }
        if !self.is_repeated {
            self.say_shared(step);
        }
    }
}

/// The sentences of a round as one line. `None` if there are none.
fn joined(sentences: impl Iterator<Item = (Step, Words)>, times: u32) -> Option<Line> {
    let mut line: Option<Line> = None;
    for (step, words) in sentences {
        match &mut line {
            None => line = Some(Line { step, until: step, times, pieces: words.into_pieces() }),
            Some(line) => {
                line.pieces.push(Piece::Text(" ".to_owned()));
                line.pieces.extend(words.into_pieces());
            }
        }
    }
    line
}
