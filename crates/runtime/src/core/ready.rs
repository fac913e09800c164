//! The tasks that are ready, and which of them goes next.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::random::Random;
use crate::task::{Queue, TaskRef};
use crate::{Policy, Rules, TaskId};

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
            })
        };
        let has_choice = rules.policy != Policy::Fifo;
        Self { queue: Queue::default(), chosen: has_choice.then(chosen) }
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

    /// A ready task was cancelled. A choice is made among those that are left; the bare queue finds out by itself.
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
        let line = &mut *self.line.borrow_mut();
        match &self.policy {
            Policy::Fifo => line.pop_front(),
            Policy::LifoSlot { cap } => self.pop_slot(*cap, line),
            Policy::Random => {
                let at = self.random.below(u32::try_from(line.len()).unwrap_or(u32::MAX));
                // Where the last one of the line ends up does not matter: any may be next.
                line.swap_remove_back(at as usize)
            }
            Policy::Priority => {
                let highest = line.iter().map(|task| task.priority.get()).max()?;
                let first = line.iter().position(|task| task.priority.get() == highest)?;
                line.remove(first)
            }
            Policy::Replay(tasks) => self.pop_replayed(tasks, line),
        }
    }

    fn pop_slot(&self, cap: Option<u32>, line: &mut VecDeque<TaskRef>) -> Option<TaskRef> {
        let is_capped = cap.is_some_and(|cap| self.in_a_row.get() >= cap);
        let from_slot = self.slot.take();
        if is_capped && !line.is_empty() {
            // The task of the slot loses its privilege, not its turn.
            line.extend(from_slot);
        } else if let Some(task) = from_slot {
            self.in_a_row.set(self.in_a_row.get().saturating_add(1));
            return Some(task);
        }
        self.in_a_row.set(0);
        line.pop_front()
    }

    fn pop_replayed(&self, tasks: &[TaskId], line: &mut VecDeque<TaskRef>) -> Option<TaskRef> {
        if line.is_empty() {
            return None;
        }
        let wanted = tasks.get(self.choices.get());
        self.choices.set(self.choices.get() + 1);
        let at = wanted.and_then(|&wanted| line.iter().position(|task| task.id == wanted));
        line.remove(at.unwrap_or(0))
    }
}
