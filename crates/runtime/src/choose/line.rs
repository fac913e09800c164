//! Ready tasks in a line, of which a policy chooses.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::{Choice, Policy};
use crate::rules::Rules;
use crate::task::TaskRef;

/// The tasks of a line, in the order in which they came.
pub(super) type Tasks = VecDeque<TaskRef>;

/// Where a task that becomes ready comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The running task woke or spawned it.
    Task,
    /// Anything else woke it.
    Other,
    /// It was polled, and woke itself.
    Yield,
}

/// How a policy keeps the line and finds the next task in it: the queueing discipline. All but `first` has a default,
/// which is that of a queue.
pub(super) trait Discipline {
    /// Puts a task into the line.
    fn add(&mut self, tasks: &mut Tasks, task: TaskRef, origin: Origin) {
        let _ = origin;
        tasks.push_back(task);
    }

    /// Where the task stands that goes next; `None` if there is none. Asked once for each task that is taken, and once
    /// when the line is found empty.
    fn first(&mut self, tasks: &mut Tasks) -> Option<usize>;

    /// The least priority that a chooser may take in place of the first task. Every task has 0 at least.
    fn least_priority(&self, tasks: &Tasks) -> u8 {
        let _ = tasks;
        0
    }

    /// Takes the task at a place, which is the first one unless a chooser wants another.
    fn take(&mut self, tasks: &mut Tasks, at: usize, is_first: bool) -> Option<TaskRef> {
        let _ = is_first;
        tasks.remove(at)
    }

    /// The task at a place was cancelled, and leaves the line.
    fn cancelled(&mut self, at: usize) {
        let _ = at;
    }
}

/// A line as the executor sees it. It knows no more, so that one without a line is not linked with what is behind it.
pub(crate) trait Lined {
    /// Whether no task is ready.
    fn is_empty(&self) -> bool;

    /// Adds a task that became ready.
    fn push(&self, task: TaskRef, origin: Origin);

    /// Takes a task out that was cancelled, so that it is never offered.
    fn cancelled(&self, task: &TaskRef);

    /// Takes the task that goes next: the policy's first, or the one that `choose` takes of those that are offered. Option
    /// 0 is the first; the others follow it in the order of the line, round the end.
    fn pop(&self, choose: &mut dyn FnMut(Choice) -> usize) -> Option<TaskRef>;
}

/// A line and its policy.
pub(crate) struct Line(RefCell<Inner>);

struct Inner {
    tasks: Tasks,
    discipline: Box<dyn Discipline>,
}

impl Line {
    fn new(policy: &Policy, seed: u64) -> Self {
        Self(RefCell::new(Inner { tasks: Tasks::new(), discipline: policy.discipline(seed) }))
    }

    /// The line that a run has with these rules; `None` where the bare queue does, which is first in, first out.
    pub(crate) fn of(rules: &Rules) -> Option<Box<dyn Lined>> {
        let is_plain = rules.policy == Policy::Fifo && rules.chooser.is_none();
        (!is_plain).then(|| Box::new(Self::new(&rules.policy, rules.seed)) as Box<dyn Lined>)
    }
}

impl Lined for Line {
    fn is_empty(&self) -> bool {
        self.0.borrow().tasks.is_empty()
    }

    #[cold]
    fn push(&self, task: TaskRef, origin: Origin) {
        let inner = &mut *self.0.borrow_mut();
        inner.discipline.add(&mut inner.tasks, task, origin);
    }

    fn cancelled(&self, task: &TaskRef) {
        let inner = &mut *self.0.borrow_mut();
        let at = inner.tasks.iter().position(|ready| ready.id == task.id);
        let removed = at.and_then(|at| {
            inner.discipline.cancelled(at);
            inner.tasks.remove(at)
        });
        debug_assert!(removed.is_some(), "a ready task stands in the line");
    }

    #[cold]
    fn pop(&self, choose: &mut dyn FnMut(Choice) -> usize) -> Option<TaskRef> {
        let ready = self.0.borrow().offered();
        // Without the borrow: a chooser is the program's, and what it calls may change the line.
        let taken = choose(Choice::Next { ready });
        self.0.borrow_mut().take(taken)
    }
}

impl Inner {
    /// How many tasks may go next.
    fn offered(&self) -> usize {
        match self.discipline.least_priority(&self.tasks) {
            0 => self.tasks.len(),
            least => self.tasks.iter().filter(|task| task.priority.get() >= least).count(),
        }
    }

    fn take(&mut self, taken: usize) -> Option<TaskRef> {
        let first = self.discipline.first(&mut self.tasks)?;
        let at = if taken == 0 { first } else { self.place(first, taken) };
        self.discipline.take(&mut self.tasks, at, at == first)
    }

    /// Where the option that a chooser took is: the first, if what the chooser called left fewer options than it chose from.
    fn place(&self, first: usize, taken: usize) -> usize {
        let least = self.discipline.least_priority(&self.tasks);
        let round = (first..self.tasks.len()).chain(0..first);
        round.filter(|&at| self.tasks[at].priority.get() >= least).nth(taken).unwrap_or(first)
    }
}
