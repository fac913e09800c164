//! What the callout at the cursor says: the sentence of the step, and where in the source that is.

use taskscope_format::Event;
use taskscope_gallery::{Span, Stop, knob_text};
use taskscope_judge::cause_chain;
use taskscope_tell::{Line, Piece, cause_in_short, line_at};
use taskscope_trace::Step;

use super::Session;

/// The words beside the cursor: line and code stay with the sentence until the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callout {
    /// The sentence of the step, or the last one before it.
    pub sentence: Vec<Piece>,
    /// The line of the source that the sentence is about, or comes after.
    pub line: Option<u32>,
    /// Whether it comes after it: its own line is not known.
    pub is_after: bool,
    /// What is written at the line.
    pub code: Option<String>,
    /// Why the running task runs, where the sentence does not say that.
    pub cause: Vec<Piece>,
}

impl Session {
    /// What the callout says at the cursor; `None` before the first sentence.
    #[must_use]
    pub fn callout(&self) -> Option<Callout> {
        let Line { pieces: sentence, step, .. } = line_at(&self.run, self.cursor())?;
        let here = self.line_at(step);
        let line = here.or_else(|| self.line_before(step));
        // A line that is not shown beside the run says nothing.
        let (line, code) = line.and_then(|line| Some((line, self.code_of(line)?))).unzip();
        Some(Callout { sentence, line, is_after: here.is_none(), code, cause: self.cause(step) })
    }

    /// The stop of the tour that is shown, and its index; `None` when the visitor has stepped away from it.
    #[must_use]
    pub fn stop_here(&self) -> Option<(usize, &'static Stop)> {
        let here = (self.run_number, self.cursor());
        self.story.stop().filter(|_| self.stop_reached.is_none_or(|reached| reached == here))
    }

    /// What is written at a line of the source that is shown beside the run, with the values of the knobs in it.
    #[must_use]
    pub fn code_of(&self, line: u32) -> Option<String> {
        let settings = self.settings()?;
        let found = settings.demo.source.lines().find(|other| other.number == line)?;
        let piece = |span: &Span| {
            let knob = span.knob().and_then(|name| settings.knobs.iter().find(|(knob, _)| knob.name == name));
            knob.map_or_else(|| span.text.to_owned(), |(knob, value)| knob_text(knob, value))
        };
        let text: String = found.spans.iter().map(piece).collect();
        let code = text.trim().trim_end_matches(';');
        (!code.is_empty()).then(|| code.to_owned())
    }

    /// What led to the poll that a step lies in, where its sentence is about the task itself. At its start the sentence says
    /// that, a wake has a cause of its own, and what one of several futures does has that of its wake.
    fn cause(&self, step: Step) -> Vec<Piece> {
        let trace = self.run.trace();
        let event = trace.event_before(step);
        let is_of_future = self.run.state_at(step).polled().last().is_some();
        let has_own = event.is_none_or(|event| {
            matches!(
                event,
                Event::PollStarted { .. }
                    | Event::NodePollEnded { .. }
                    | Event::TimerFired { .. }
                    | Event::NodeWoken { .. }
                    | Event::TaskReady { .. }
                    | Event::TaskWokenAgain { .. }
            )
        });
        if is_of_future || has_own {
            return Vec::new();
        }
        let causes = cause_chain(trace, step, 1);
        causes.first().map(|cause| cause_in_short(trace, cause)).unwrap_or_default()
    }
}
