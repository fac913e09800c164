//! What happened, told in sentences: one for each event worth telling, from one set of templates.

mod resources;
mod teller;
mod waits;
mod words;

use taskscope_runtime::{Event, PlaceId, ResourceId, TaskId, Ticket};

use super::{State, Step, Trace};
use teller::Teller;
use words::Words;

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
        let words = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Said(text) => text.clone(),
            Piece::Task(task) => trace.task_name(*task).to_owned(),
            Piece::Line(place) => {
                trace.place(*place).map_or("a line".to_owned(), |(_, line)| format!("line {line}"))
            }
        });
        words.collect()
    }
}

/// The sentences of a growing trace.
#[derive(Debug, Default)]
pub struct Narration {
    sentences: Vec<Sentence>,
    /// The state before the next event: who runs, who holds what.
    state: State,
    /// What the event before gave back: the last sentence goes on with whom it goes to.
    given_back: Option<GivenBack>,
    seen: usize,
}

/// A hold that was given back, and to whom it went at once.
#[derive(Debug)]
struct GivenBack {
    resource: ResourceId,
    /// The sentence on it, without its full stop.
    told: Vec<Piece>,
    goes_to: Vec<Ticket>,
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
        if let Event::Granted { resource, ticket } = event
            && let Some(back) = self.given_back.as_mut().filter(|back| back.resource == resource)
        {
            back.goes_to.push(ticket);
            let words = teller.hands_over(Words::from(back.told.clone()), resource, &back.goes_to);
            if let Some(last) = self.sentences.last_mut() {
                *last = Sentence { step: Step(self.seen), pieces: words.into_pieces() };
            }
            return;
        }
        self.given_back = None;
        if let Event::Released { resource, access, permits, holder } = event {
            let words = teller.gives_back(resource, access, permits, holder);
            self.given_back =
                Some(GivenBack { resource, told: words.clone().into_pieces(), goes_to: Vec::new() });
            self.say(words.text("."));
        } else if let Some(words) = teller.tell(event) {
            self.say(words);
        }
    }

    fn say(&mut self, words: Words) {
        self.sentences.push(Sentence { step: Step(self.seen), pieces: words.into_pieces() });
    }
}
