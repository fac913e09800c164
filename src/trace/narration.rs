//! What happened, told in sentences: one for each event worth telling, from one set of templates.

mod resources;
mod teller;
mod waits;
mod words;

use taskscope_runtime::{Event, PlaceId, ResourceId, TaskId, Wait};

use super::{State, Step, Trace};
use teller::Teller;
pub(super) use teller::capitalized;
pub(super) use words::Words;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// A task, to be shown by name and in its colour.
    Task(TaskId),
    /// A line of the source, to be shown as `line 21`.
    Line(PlaceId),
    /// Something the program said, to be shown as code.
    Said(String),
}

/// One sentence, and the step right after the event it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The step.
    pub step: Step,
    /// Its parts.
    pub pieces: Vec<Piece>,
}

impl Sentence {
    /// The sentence as plain text.
    #[must_use]
    pub fn text(&self, trace: &Trace) -> String {
        plain_text(&self.pieces, trace)
    }
}

/// A sentence as plain text.
#[must_use]
pub fn plain_text(pieces: &[Piece], trace: &Trace) -> String {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Said(text) => text.clone(),
        Piece::Task(task) => trace.task_name(*task).to_owned(),
        Piece::Line(place) => {
            trace.place(*place).map_or("a line".to_owned(), |(_, line)| format!("line {line}"))
        }
    });
    words.collect()
}

/// The beginning of a sentence on what a task waits for, without the line and the full stop.
pub(super) fn waits_for(state: &State, trace: &Trace, task: TaskId, on: Wait) -> Words {
    Teller { state, trace }.wait(Words::on(task), task, on)
}

/// The sentences of a growing trace.
#[derive(Debug, Default)]
pub struct Narration {
    sentences: Vec<Sentence>,
    /// The state before the next event: who runs, who holds what.
    state: State,
    /// What the event before gave back, and the sentence on it without its full stop: it may go to somebody at once.
    given_back: Option<(ResourceId, Words)>,
    seen: usize,
}

impl Narration {
    /// Takes in what the trace has gained.
    pub fn catch_up(&mut self, trace: &Trace) {
        for &event in trace.events().get(self.seen..).unwrap_or_default() {
            self.seen += 1;
            self.take(event, trace);
            self.state.apply(event);
        }
    }

    /// The sentences, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// How many sentences tell of what happened up to a step.
    #[must_use]
    pub fn told_at(&self, step: Step) -> usize {
        self.sentences.partition_point(|sentence| sentence.step <= step)
    }

    fn take(&mut self, event: Event, trace: &Trace) {
        let teller = Teller { state: &self.state, trace };
        let given_back = self.given_back.take();
        if let Event::Granted { resource, ticket } = event
            && let Some((_, words)) = given_back.filter(|&(given_back, _)| given_back == resource)
        {
            let words = teller.hands_over(words, resource, ticket);
            self.sentences.pop();
            self.say(words);
        } else if let Event::Released { resource, access, permits, holder } = event {
            let words = teller.gives_back(resource, access, permits, holder);
            self.given_back = Some((resource, words.clone()));
            self.say(words.text("."));
        } else if let Some(words) = teller.tell(event) {
            self.say(words);
        }
    }

    fn say(&mut self, words: Words) {
        self.sentences.push(Sentence { step: Step(self.seen), pieces: words.into_pieces() });
    }
}
