//! Finds the lines of a run that say something, a slice of the run at a time: a run of a million events is not told at once.

use taskscope_format::TaskId;
use taskscope_trace::{Run, Step};

use crate::narration::unfolded_between;
use crate::{Line, Piece, Sought};

/// What the lines have to be about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The words that they have to have; none for any.
    pub sought: Sought,
    /// The task that they have to name; `None` for any.
    pub task: Option<TaskId>,
}

impl Wanted {
    /// Whether a line is one of them.
    fn is(&self, line: &Line, run: &Run) -> bool {
        let names = |piece: &Piece| matches!(piece, Piece::Task(task) | Piece::Future { task, .. } if Some(*task) == self.task);
        (self.task.is_none() || line.pieces.iter().any(names))
            && (self.sought.is_empty() || self.sought.is_in(&line.text(run.trace())))
    }
}

/// Goes through the lines of a run and keeps the steps of those that are wanted.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    wanted: Wanted,
    found: Vec<Step>,
    /// What was told up to here stays as it is; the search goes on from here.
    settled: Step,
    seen: Step,
}

impl Finder {
    /// One that has read nothing yet.
    #[must_use]
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Reads on, for about so many events, or to the end of what is recorded.
    pub fn go_on(&mut self, run: &Run, events: usize) {
        /// Passages that can still become rounds of one group while the run grows.
        const UNSETTLED: usize = 32;
        let (passages, end) = (run.passages(), run.trace().end());
        let to = Step(self.settled.0.max(self.seen.0).saturating_add(events)).min(end);
        let last = passages.index_at(to);
        let lines = unfolded_between(run, self.settled, to);
        self.found.retain(|&step| step <= self.settled);
        let wanted = lines.iter().filter(|line| line.step > self.settled && self.wanted.is(line, run));
        self.found.extend(wanted.map(|line| line.step));
        let next = passages.start(last + 1);
        if to == end || next <= passages.start(last) {
            self.seen = end;
            self.settled = passages.start(last.saturating_sub(UNSETTLED));
        } else {
            (self.seen, self.settled) = (next, next);
        }
    }

    /// Whether some of a run is still to be read.
    #[must_use]
    pub fn is_behind(&self, run: &Run) -> bool {
        self.seen < run.trace().end()
    }

    /// How much of a run was read, from 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share for a sentence")]
    pub fn share(&self, run: &Run) -> f64 {
        self.seen.0 as f64 / run.trace().end().0.max(1) as f64
    }

    /// The steps of the lines that were found so far, in order.
    #[must_use]
    pub fn found(&self) -> &[Step] {
        &self.found
    }
}

/// The lines of some steps, which are in order: those that a [`Finder`] has found.
#[must_use]
pub fn lines_at(run: &Run, steps: &[Step]) -> Vec<Line> {
    /// Where the steps are closer than this, the stretch is told in one go.
    const CLOSE: usize = 20_000;
    let told = |from: Step, to: Step| unfolded_between(run, Step(from.0.saturating_sub(1)), to);
    let is_asked_for = |line: &Line| steps.binary_search(&line.step).is_ok();
    match steps {
        [first, .., last] if last.0 - first.0 > CLOSE => steps
            .iter()
            .filter_map(|&step| told(step, step).into_iter().find(|line| line.step == step))
            .collect(),
        [first, .., last] => told(*first, *last).into_iter().filter(is_asked_for).collect(),
        [only] => told(*only, *only).into_iter().filter(is_asked_for).collect(),
        [] => Vec::new(),
    }
}
