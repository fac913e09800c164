//! How far a run may be seen while its question is open.

use taskscope_format::Event;
use taskscope_lessons::{Answer, Question, Spot};
use taskscope_trace::{Follower, Moment, Replay, Step, Trace};

use super::tour::Search;

/// Where a question is asked in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The run has not come there.
    Ahead,
    /// The last step that may be seen while the question is open.
    At(Step),
    /// Nowhere: the run does not come to the step of the question, or gives the answer before it.
    Never,
}

/// What the main task of every program is called.
const MAIN: &str = "main";

/// Looks for the last step that gives nothing away, in a trace as it grows.
#[derive(Debug)]
pub struct Horizon {
    replay: Replay,
    watch: Watch,
}

impl Horizon {
    /// The one of a question.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        let begins = if let Answer::NextPolled(spot) = question.answer { Some(spot) } else { None };
        let first = Spot::Poll(MAIN, 1);
        let watch = Watch {
            spot: Search::of(question.at.or(begins).unwrap_or(first)),
            begins: begins.map(Search::of),
            answer: question.answer,
            printed: 0,
            reach: Reach::Ahead,
        };
        Self { replay: Replay::default(), watch }
    }

    /// Looks at what the trace has gained. What is found stays.
    pub fn look(&mut self, trace: &Trace) -> Reach {
        if self.watch.reach == Reach::Ahead {
            self.replay.go_to(trace, trace.end(), &mut self.watch);
        }
        self.watch.reach
    }
}

#[derive(Debug)]
struct Watch {
    /// Where the question is asked.
    spot: Search,
    /// Where the answer begins, if there is such a step.
    begins: Option<Search>,
    answer: Answer,
    /// Lines so far.
    printed: usize,
    reach: Reach,
}

impl Watch {
    /// Whether an event shows the answer.
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the events that answers are read from")]
    fn gives_away(&self, event: Event) -> bool {
        match event {
            Event::RunEnded { .. } => true,
            Event::TaskPanicked { .. } => matches!(self.answer, Answer::Ends | Answer::FirstOver),
            Event::TaskDone { .. } | Event::TaskCancelled { .. } => self.answer == Answer::FirstOver,
            Event::Output { .. } => matches!(self.answer, Answer::Line(nth) if self.printed + 1 >= nth),
            Event::PollStarted { .. } => self.begins.as_ref().is_some_and(|begins| begins.found.is_some()),
            _ => false,
        }
    }
}

impl Follower for Watch {
    fn before(&mut self, moment: Moment<'_>) {
        if self.reach != Reach::Ahead {
            return;
        }
        if self.gives_away(moment.event) {
            self.reach = Reach::Never;
            return;
        }
        self.printed += usize::from(matches!(moment.event, Event::Output { .. }));
        if let Some(begins) = &mut self.begins {
            begins.look(moment);
        }
        self.spot.look(moment);
        self.reach = self.spot.found.map_or(Reach::Ahead, Reach::At);
    }
}
