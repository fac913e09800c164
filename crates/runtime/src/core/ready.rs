//! The tasks that are ready, and which of them goes next.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::random::Random;
use crate::task::{Queue, TaskRef};
use crate::{Choice, Chooser, Policy, Rules};

/// Ready tasks. First in, first out needs one branch more than a bare queue; every other policy pays for itself.
pub(super) struct Ready {
    queue: Queue,
    /// `None` for first in, first out.
    chosen: Option<Box<Chosen>>,
}

/// Ready tasks of which a policy chooses.
pub(super) struct Chosen {
    policy: Policy,
    /// A stream of its own: a replay, which draws nothing here, must leave the program the numbers it had.
    random: Random,
    line: RefCell<VecDeque<TaskRef>>,
    /// The task that a running task woke last, under [`Policy::LifoSlot`].
    slot: Cell<Option<TaskRef>>,
    /// How many polls in a row came from the slot.
    in_a_row: Cell<u32>,
    /// How many choices were made, under [`Policy::Replay`].
    choices: Cell<usize>,
    chooser: Option<Chooser>,
}

impl Ready {
    pub(super) fn new(rules: &Rules) -> Self {
        let chosen = || {
            Box::new(Chosen {
                policy: rules.policy.clone(),
                random: Random::new(!rules.seed),
                line: RefCell::default(),
                slot: Cell::default(),
                in_a_row: Cell::default(),
                choices: Cell::default(),
                chooser: rules.chooser.clone(),
            })
        };
        let is_plain = rules.policy == Policy::Fifo && rules.chooser.is_none();
        Self { queue: Queue::default(), chosen: (!is_plain).then(chosen) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty() && self.chosen.as_ref().map_or(true, |chosen| chosen.is_empty())
    }

    /// Adds a task that was woken: by a running task, or by anything else.
    #[inline]
    pub(super) fn push_woken(&self, task: TaskRef, is_by_task: bool) {
        match &self.chosen {
            None => self.queue.push(task),
            Some(chosen) => chosen.push_woken(task, is_by_task),
        }
    }

    /// Adds a task that yields: behind all others, where the policy knows an order.
    #[inline]
    pub(super) fn push_back(&self, task: TaskRef) {
        match &self.chosen {
            None => self.queue.push(task),
            Some(chosen) => chosen.push_back(task),
        }
    }

    /// Takes a ready task that was cancelled out of the line, so that it is never offered. The bare queue skips such
    /// tasks when it comes to them.
    pub(super) fn cancelled(&self, task: &TaskRef) {
        if let Some(chosen) = &self.chosen {
            chosen.remove(task);
        }
    }

    /// Takes the task that goes next.
    #[inline]
    pub(super) fn pop(&self) -> Option<TaskRef> {
        match &self.chosen {
            None => self.queue.pop(),
            Some(chosen) => chosen.pop(),
        }
    }
}

impl Chosen {
    fn is_empty(&self) -> bool {
        let slot = self.slot.take();
        let is_empty = slot.is_none() && self.line.borrow().is_empty();
        self.slot.set(slot);
        is_empty
    }

    fn remove(&self, task: &TaskRef) {
        let slot = self.slot.take();
        self.slot.set(slot.filter(|slot| slot.id != task.id));
        self.line.borrow_mut().retain(|ready| ready.id != task.id);
    }

    #[cold]
    fn push_back(&self, task: TaskRef) {
        self.line.borrow_mut().push_back(task);
    }

    #[cold]
    fn push_woken(&self, task: TaskRef, is_by_task: bool) {
        let is_for_slot = is_by_task && matches!(self.policy, Policy::LifoSlot { .. });
        let for_line = if is_for_slot { self.slot.replace(Some(task)) } else { Some(task) };
        self.line.borrow_mut().extend(for_line);
    }

    #[cold]
    fn pop(&self) -> Option<TaskRef> {
        self.settle_slot();
        let taken =
            self.chooser.as_ref().map_or(0, |chooser| chooser.choose(Choice::Next { ready: self.offered() }));
        if let Some(task) = self.slot.take() {
            if taken == 0 {
                self.in_a_row.set(self.in_a_row.get().saturating_add(1));
                return Some(task);
            }
            self.slot.set(Some(task));
            self.in_a_row.set(0);
            return self.line.borrow_mut().remove(taken - 1);
        }
        self.in_a_row.set(0);
        let line = &mut *self.line.borrow_mut();
        let first = self.first_of(line)?;
        if taken > 0 {
            // Option 0 is the first; the others follow it in the order of the line, round the end.
            let lowest = self.lowest_offered(line);
            let round = (0..line.len()).cycle().skip(first);
            let at = round.filter(|&at| line[at].priority.get() >= lowest).nth(taken)?;
            return line.remove(at);
        }
        match self.policy {
            // Where the last one of the line ends up does not matter: any may be next.
            Policy::Random => line.swap_remove_back(first),
            Policy::Fifo | Policy::LifoSlot { .. } | Policy::Priority | Policy::Replay(_) => {
                line.remove(first)
            }
        }
    }

    /// The task of the slot loses its privilege, not its turn, when it had it too often in a row and others wait.
    fn settle_slot(&self) {
        let Policy::LifoSlot { cap: Some(cap) } = self.policy else { return };
        let line = &mut *self.line.borrow_mut();
        if self.in_a_row.get() >= cap && !line.is_empty() {
            line.extend(self.slot.take());
        }
    }

    /// How many tasks may be next.
    fn offered(&self) -> usize {
        let slot = self.slot.take();
        let in_slot = usize::from(slot.is_some());
        self.slot.set(slot);
        let line = self.line.borrow();
        let lowest = self.lowest_offered(&line);
        in_slot + line.iter().filter(|task| task.priority.get() >= lowest).count()
    }

    /// The least priority that may be next: priorities are kept, whatever chooses.
    fn lowest_offered(&self, line: &VecDeque<TaskRef>) -> u8 {
        match self.policy {
            Policy::Priority => line.iter().map(|task| task.priority.get()).max().unwrap_or(0),
            Policy::Fifo | Policy::LifoSlot { .. } | Policy::Random | Policy::Replay(_) => 0,
        }
    }

    /// Where in the line the policy finds the next task.
    fn first_of(&self, line: &VecDeque<TaskRef>) -> Option<usize> {
        if line.is_empty() {
            return None;
        }
        let found = match &self.policy {
            Policy::Fifo | Policy::LifoSlot { .. } => None,
            Policy::Random => Some(self.random.below(u32::try_from(line.len()).unwrap_or(u32::MAX)) as usize),
            Policy::Priority => {
                let highest = self.lowest_offered(line);
                line.iter().position(|task| task.priority.get() >= highest)
            }
            Policy::Replay(tasks) => {
                let wanted = tasks.get(self.choices.get());
                self.choices.set(self.choices.get() + 1);
                wanted.and_then(|&wanted| line.iter().position(|task| task.id == wanted))
            }
        };
        Some(found.unwrap_or(0))
    }
}
