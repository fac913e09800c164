//! How fast a recorded run plays: real time on its own clock, with a beat for each poll, and no long silences;
//! or every event like any other.

use taskscope_format::Event;

use taskscope_tell::say;
use taskscope_trace::{Step, Trace};

/// A speed of the player.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// Ten times slower.
    Tenth,
    /// Four times slower.
    Quarter,
    /// As it was.
    #[default]
    Normal,
    /// Four times faster.
    Fourfold,
    /// Ten times faster.
    Tenfold,
    /// At once.
    Max,
}

impl Speed {
    /// All speeds, slowest first.
    pub const ALL: [Self; 6] =
        [Self::Tenth, Self::Quarter, Self::Normal, Self::Fourfold, Self::Tenfold, Self::Max];

    /// The speed of a name: `0.1`, `0.25`, `1`, `4`, `10` or `max`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|speed| speed.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Tenth => "0.1",
            Self::Quarter => "0.25",
            Self::Normal => "1",
            Self::Fourfold => "4",
            Self::Tenfold => "10",
            Self::Max => "max",
        }
    }

    /// As it is shown.
    #[must_use]
    pub fn label(self) -> String {
        if self == Self::Max { say::session_speed::fastest() } else { format!("{}×", self.name()) }
    }

    /// Play time per real time.
    #[must_use]
    pub fn factor(self) -> f64 {
        match self {
            Self::Tenth => 0.1,
            Self::Quarter => 0.25,
            Self::Normal => 1.0,
            Self::Fourfold => 4.0,
            Self::Tenfold => 10.0,
            Self::Max => f64::INFINITY,
        }
    }
}

/// What the player keeps even.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// Time passes as it did in the run.
    #[default]
    Time,
    /// Every event takes as long as any other.
    Steps,
}

impl Pace {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Time, Self::Steps];

    /// As it is shown.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Time => say::session_pace::time(),
            Self::Steps => say::session_pace::steps(),
        }
    }
}

/// How the cursor moves by itself.
#[derive(Debug, Default)]
pub struct Player {
    /// How fast it goes.
    pub speed: Speed,
    /// What it keeps even.
    pub pace: Pace,
    pub(super) motion: Motion,
    /// Play time that has not been spent on a step yet, in milliseconds.
    spare: f64,
}

/// How the cursor moves by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Motion {
    /// Not at all.
    #[default]
    Still,
    /// As the player goes.
    Playing,
    /// To the end, as soon as there is one: the picture is to be shown whole.
    AtEnd,
}

impl Player {
    /// The cursor stays where it is.
    pub(super) fn hold(&mut self) {
        (self.motion, self.spare) = (Motion::Still, 0.0);
    }

    /// Where the cursor is after some milliseconds of real time.
    pub(super) fn advance(&mut self, trace: &Trace, cursor: Step, milliseconds: f64) -> Step {
        let budget = self.spare + milliseconds * self.speed.factor();
        let (cursor, spare) = advance(trace, self.pace, cursor, budget);
        self.spare = spare;
        cursor
    }
}

/// Play time that a poll takes at least, in milliseconds: on the virtual clock most take no time at all.
const BEAT: f64 = 80.0;
/// Play time of every other event.
const TICK: f64 = 8.0;
/// No silence is longer than this; a minute of sleeping is told by the ruler, not waited for.
const LONGEST: f64 = 1_200.0;
/// Play time of any event where all take the same.
const STEP: f64 = 100.0;

/// Spends play time, in milliseconds, on the steps after `cursor`. Returns where that leads and what is left over.
fn advance(trace: &Trace, pace: Pace, cursor: Step, budget: f64) -> (Step, f64) {
    // At once is at once, however many events there are.
    if budget.is_infinite() {
        return (trace.end(), 0.0);
    }
    let (mut step, mut left) = (cursor, budget);
    while step < trace.end() {
        let cost = match pace {
            Pace::Time => play_time(trace, step),
            Pace::Steps => STEP,
        };
        if cost > left {
            return (step, left);
        }
        left -= cost;
        step = Step(step.0 + 1);
    }
    (step, 0.0)
}

/// The play time from a step to the next one.
fn play_time(trace: &Trace, step: Step) -> f64 {
    let next = Step(step.0 + 1);
    let passed = trace.time(next).since(trace.time(step)).as_secs_f64() * 1000.0;
    let beat = match trace.event_before(next) {
        Some(Event::PollEnded { .. } | Event::TaskDone { .. } | Event::TaskPanicked { .. }) => BEAT,
        _ => TICK,
    };
    passed.min(LONGEST) + beat
}
