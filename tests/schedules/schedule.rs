//! A schedule: which option is taken at each choice of a run. Only what deviates from the variant's own order is written
//! down.

use std::cell::{Cell, RefCell};

use taskscope_runtime::choose::{Choice, Choose};

/// A choice that is not made as the variant's own order would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Deviation {
    /// Which choice of the run, from 0.
    pub(crate) at: usize,
    /// The option that is taken, from 1.
    pub(crate) option: usize,
}

/// How far a schedule may be from the variant's own order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    /// Deviations among ready tasks and branches.
    pub(crate) deviations: usize,
    /// Alarms that are heard late.
    pub(crate) late: usize,
}

/// Makes the choices of one run and keeps what was offered.
#[derive(Default)]
pub(crate) struct Script {
    deviations: Vec<Deviation>,
    /// How many of the deviations are made.
    made: Cell<usize>,
    offered: RefCell<Vec<Choice>>,
}

impl Script {
    pub(crate) fn new(deviations: Vec<Deviation>) -> Self {
        Self { deviations, ..Self::default() }
    }

    /// What the run was: its deviations, and all that was offered.
    pub(crate) fn schedule(&self) -> Schedule {
        assert_eq!(self.made.get(), self.deviations.len(), "the same choices lead to the same choices");
        Schedule { deviations: self.deviations.clone(), offered: self.offered.borrow().clone() }
    }
}

impl Choose for Script {
    fn choose(&self, choice: Choice) -> usize {
        let mut offered = self.offered.borrow_mut();
        let at = offered.len();
        offered.push(choice);
        let next = self.deviations.get(self.made.get()).filter(|next| next.at == at);
        self.made.set(self.made.get() + usize::from(next.is_some()));
        next.map_or(0, |next| next.option)
    }
}

/// A schedule that was run.
pub(crate) struct Schedule {
    pub(crate) deviations: Vec<Deviation>,
    offered: Vec<Choice>,
}

impl Schedule {
    /// How many schedules have one deviation more than this one, behind its last.
    pub(crate) fn count_next(&self, bound: Bound) -> usize {
        self.next_choices(bound).map(|(_, choice)| choice.options() - 1).sum()
    }

    /// The `nth` of them, from 0.
    pub(crate) fn next(&self, bound: Bound, mut nth: usize) -> Vec<Deviation> {
        for (at, choice) in self.next_choices(bound) {
            let others = choice.options() - 1;
            if nth < others {
                let mut deviations = self.deviations.clone();
                deviations.push(Deviation { at, option: nth + 1 });
                return deviations;
            }
            nth -= others;
        }
        unreachable!("there are fewer schedules next to this one")
    }

    fn next_choices(&self, bound: Bound) -> impl Iterator<Item = (usize, Choice)> {
        let is_alarm = |choice: Choice| matches!(choice, Choice::Alarm { .. });
        let late = self.deviations.iter().filter(|deviation| is_alarm(self.offered[deviation.at])).count();
        let others = self.deviations.len() - late;
        let is_open = move |choice: Choice| {
            if is_alarm(choice) { late < bound.late } else { others < bound.deviations }
        };
        let first = self.deviations.last().map_or(0, |last| last.at + 1);
        let choices = self.offered.iter().copied().enumerate().skip(first);
        choices.filter(move |&(_, choice)| is_open(choice))
    }
}
