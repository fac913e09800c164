//! What the browser around an executor does along a run: its turns by the way they came, frames, long tasks.

mod frames;
mod long_tasks;

use taskscope_format::{Event, HostThread, Observation, Reporter, TurnCause, Way};

pub use self::frames::{Frames, LateFrame};
pub use self::long_tasks::{LongTask, LongTasks};
use super::measure::Measure;
use super::track::{Mark, SpanKind, Track};
use super::{Moment, Step};

/// How a turn of the executor reaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnKind {
    /// As a task of the browser's event loop.
    Macrotask,
    /// Right after what ran before, ahead of everything else that the browser has to do.
    Microtask,
}

impl TurnKind {
    /// How a turn for some cause comes where turns are asked for in some way.
    #[must_use]
    pub fn of(cause: TurnCause, way: Way) -> Self {
        match cause {
            TurnCause::Request if way.is_microtask() => Self::Microtask,
            TurnCause::Request | TurnCause::Continuation | TurnCause::Alarm => Self::Macrotask,
        }
    }
}

/// What drives the executor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrowserHost {
    /// In what the program runs.
    pub thread: HostThread,
    /// How turns are asked for.
    pub way: Way,
}

/// The browser's side of a growing trace. Empty for a run on the virtual clock.
///
/// Memory: 8 bytes a turn, 4 a frame, 8 more for one before which some were missed, 4 a long task.
#[derive(Debug, Default)]
pub struct BrowserLanes {
    host: Option<BrowserHost>,
    has_no_frames: bool,
    has_no_long_tasks: bool,
    macrotasks: Track,
    microtasks: Track,
    /// The turn that goes on.
    turn: Option<TurnKind>,
    frames: Frames,
    /// As `longtask` entries tell, and as `long-animation-frame` entries do.
    long_tasks: [LongTasks; 2],
}

impl BrowserLanes {
    /// Takes in the next event, after it was measured.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only what the browser does is of interest")]
    pub fn take(&mut self, moment: Moment<'_>, measure: &Measure) {
        let Moment { event, step, .. } = moment;
        match event {
            Event::Hosted { thread, way } => self.host = Some(BrowserHost { thread, way }),
            Event::NotReported { what: Observation::Frames } => self.has_no_frames = true,
            Event::NotReported { what: Observation::LongTasks } => self.has_no_long_tasks = true,
            Event::TurnStarted { cause } => {
                self.end_turn(step, measure);
                self.turn = self.host.map(|host| TurnKind::of(cause, host.way));
                self.mark_turn(SpanKind::Running, step, measure);
            }
            Event::TurnEnded { .. } | Event::EventsDropped { .. } => self.end_turn(step, measure),
            Event::Frame { missed } => self.frames.add(step, missed),
            Event::LongTask { reporter, started, .. } => {
                self.long_tasks[reporter as usize].add(moment.trace, step, started);
            }
            _ => {}
        }
    }

    fn end_turn(&mut self, step: Step, measure: &Measure) {
        self.mark_turn(SpanKind::Waiting, step, measure);
        self.turn = None;
    }

    /// What goes on from here in the lane of the turn. Between turns a lane waits, so that sums know of the time between.
    fn mark_turn(&mut self, kind: SpanKind, step: Step, measure: &Measure) {
        let track = match self.turn {
            Some(TurnKind::Macrotask) => &mut self.macrotasks,
            Some(TurnKind::Microtask) => &mut self.microtasks,
            None => return,
        };
        track.mark(Mark::Span(kind), step, measure.now());
    }

    /// What drives the executor; `None` where there is no browser to tell of.
    #[must_use]
    pub fn host(&self) -> Option<BrowserHost> {
        self.host
    }

    /// Whether the trace can't know of something because the browser does not report it.
    #[must_use]
    pub fn is_unreported(&self, what: Observation) -> bool {
        match what {
            Observation::Frames => self.has_no_frames && self.frames.is_empty(),
            Observation::LongTasks => {
                self.has_no_long_tasks && self.long_tasks.iter().all(LongTasks::is_empty)
            }
        }
    }

    /// The turns of a kind: each is a running span.
    #[must_use]
    pub fn turns(&self, kind: TurnKind) -> &Track {
        match kind {
            TurnKind::Macrotask => &self.macrotasks,
            TurnKind::Microtask => &self.microtasks,
        }
    }

    /// How many turns of a kind had begun at a step.
    #[must_use]
    pub fn turns_before(&self, kind: TurnKind, step: Step) -> usize {
        // Turns and what lies between them take turns.
        self.turns(kind).first_after(step, 0).div_ceil(2)
    }

    /// The frames of the browser.
    #[must_use]
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// The long tasks that were reported in a way.
    #[must_use]
    pub fn long_tasks(&self, reporter: Reporter) -> &LongTasks {
        &self.long_tasks[reporter as usize]
    }
}
