//! How long each event of a run is shown while it plays: so long that the run can be followed, and no longer.

use taskscope_format::Event;
use taskscope_tell::{lines, say};
use taskscope_trace::{Run, Step, Trace};

/// What the player keeps even.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// Time passes as it did in the run, as far as a visitor can follow.
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

/// Play time that a poll takes at least, in milliseconds: on the virtual clock most take no time at all.
const BEAT: f64 = 80.0;
/// Play time of every other event.
const TICK: f64 = 8.0;
/// No silence is longer than this; a minute of sleeping is told by the ruler, not waited for.
const LONGEST: f64 = 1_200.0;
/// Play time of any event where all take the same.
const STEP: f64 = 100.0;
/// A run takes so long: time to find one's way in it.
const LEAST: f64 = 6_000.0;
/// It takes no longer than this, as long as that leaves enough for its sentences.
const USUAL: f64 = 12_000.0;
/// What a sentence needs to be read in passing.
const SENTENCE: f64 = 700.0;
/// Nobody watches for longer.
const MOST: f64 = 60_000.0;
/// With more events there are more sentences than the longest play time has room for, so none is counted.
const MOST_COUNTED: usize = 10_000;

/// The play time of each step to the next one, in milliseconds.
#[derive(Clone, Debug)]
pub(super) struct PlayTimes(Vec<f64>);

impl PlayTimes {
    /// Those of a run that is over.
    pub(super) fn of(run: &Run, pace: Pace) -> Self {
        let trace = run.trace();
        let mut times: Vec<f64> = (0..trace.end().0).map(|step| raw(trace, Step(step), pace)).collect();
        match pace {
            Pace::Steps => fit(&mut times, LEAST, MOST),
            Pace::Time if times.len() > MOST_COUNTED => fit(&mut times, MOST, MOST),
            Pace::Time => {
                fit(&mut times, LEAST, USUAL);
                let told: Vec<usize> = lines(run).iter().map(|line| line.step.0).collect();
                leave_time_to_read(&mut times, &told);
                fit(&mut times, LEAST, MOST);
            }
        }
        Self(times)
    }

    /// The one of a step, if it is not the last.
    pub(super) fn at(&self, step: Step) -> Option<f64> {
        self.0.get(step.0).copied()
    }

    /// All together.
    pub(super) fn total(&self) -> f64 {
        self.0.iter().sum()
    }
}

/// What the step to the next one would take by itself.
pub(super) fn raw(trace: &Trace, step: Step, pace: Pace) -> f64 {
    if pace == Pace::Steps {
        return STEP;
    }
    let next = Step(step.0 + 1);
    let passed = trace.time(next).since(trace.time(step)).as_secs_f64() * 1000.0;
    let beat = match trace.event_before(next) {
        Some(Event::PollEnded { .. } | Event::TaskDone { .. } | Event::TaskPanicked { .. }) => BEAT,
        _ => TICK,
    };
    passed.min(LONGEST) + beat
}

/// Stretches or shortens all times alike, so that together they are within bounds.
fn fit(times: &mut [f64], least: f64, most: f64) {
    let total: f64 = times.iter().sum();
    if total > 0.0 {
        let factor = total.clamp(least, most) / total;
        for time in times {
            *time *= factor;
        }
    }
}

/// Stretches what is too short for the sentence that is told there; `told` are the steps at which sentences begin.
fn leave_time_to_read(times: &mut [f64], told: &[usize]) {
    for ends in told.windows(2) {
        if let Some(shown) = ends.first().zip(ends.last()).and_then(|(&from, &to)| times.get_mut(from..to)) {
            fit(shown, SENTENCE, f64::INFINITY);
        }
    }
}
