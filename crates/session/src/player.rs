//! How fast a recorded run plays, and where it stops.

use taskscope_tell::say;
use taskscope_trace::{Run, Step};

use super::Pace;
use super::pace::{PlayTimes, raw};

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

    /// The name by which attributes have it.
    pub(crate) fn name(self) -> &'static str {
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
    /// Where playing stops, unless that is the end.
    goal: Option<Step>,
    /// The play times of a run that ends at a step.
    times: Option<((Step, Pace), PlayTimes)>,
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
        (self.motion, self.spare, self.goal) = (Motion::Still, 0.0, None);
    }

    /// Another run.
    pub(super) fn rewind(&mut self) {
        self.hold();
        self.times = None;
    }

    /// Playing stops at a step.
    pub(super) fn stop_at(&mut self, step: Step) {
        self.goal = Some(step);
    }

    /// Where playing on from a step stops, unless that is the end.
    pub(super) fn goal(&self, cursor: Step) -> Option<Step> {
        self.goal.filter(|&goal| cursor < goal)
    }

    /// Where the cursor is after some milliseconds of real time.
    pub(super) fn advance(&mut self, run: &Run, cursor: Step, milliseconds: f64) -> Step {
        let end = run.trace().end();
        let budget = self.spare + milliseconds * self.speed.factor();
        // At once is at once, however many events there are.
        if budget.is_infinite() {
            self.spare = 0.0;
            return end;
        }
        let known = (end, self.pace);
        if self.times.as_ref().is_none_or(|(of, _)| *of != known) {
            self.times = run.trace().run_end().map(|_| (known, PlayTimes::of(run, self.pace)));
        }
        let (mut step, mut left) = (cursor, budget);
        while step < end {
            let planned = self.times.as_ref().and_then(|(_, times)| times.at(step));
            let cost = planned.unwrap_or_else(|| raw(run.trace(), step, self.pace));
            if cost > left {
                self.spare = left;
                return step;
            }
            left -= cost;
            step = Step(step.0 + 1);
        }
        self.spare = 0.0;
        step
    }
}

/// How long a run that is over plays at the usual speed, in milliseconds.
#[must_use]
pub fn play_time(run: &Run, pace: Pace) -> f64 {
    PlayTimes::of(run, pace).total()
}
