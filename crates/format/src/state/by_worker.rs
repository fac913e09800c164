//! Something for each worker that polls tasks: mostly there is one, which needs no memory of its own.

use taskscope_sorted::SortedMap;

use crate::WorkerId;

/// A value for each worker that has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByWorker<T> {
    first: Option<T>,
    others: SortedMap<WorkerId, T>,
}

impl<T> Default for ByWorker<T> {
    fn default() -> Self {
        Self { first: None, others: SortedMap::new() }
    }
}

impl<T> ByWorker<T> {
    /// The value of a worker.
    #[must_use]
    pub fn of(&self, worker: WorkerId) -> Option<&T> {
        if worker == WorkerId::FIRST {
            self.first.as_ref()
        } else {
            self.others.get(&worker)
        }
    }

    /// All values, in the order of their workers.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(self.others.values())
    }

    /// All values with their workers, in the order of these.
    pub fn entries(&self) -> impl Iterator<Item = (WorkerId, &T)> {
        let others = self.others.iter().map(|(&worker, value)| (worker, value));
        self.first.iter().map(|value| (WorkerId::FIRST, value)).chain(others)
    }

    /// Whether no worker has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_none() && self.others.is_empty()
    }

    /// How many bytes a copy takes beside its own, roughly.
    pub(super) fn bytes(&self) -> usize {
        self.others.len() * std::mem::size_of::<(WorkerId, T)>() * 3 / 2
    }

    /// Gives a worker a value, in place of the one it had.
    pub fn set(&mut self, worker: WorkerId, value: T) {
        if worker == WorkerId::FIRST {
            self.first = Some(value);
        } else {
            self.others.insert(worker, value);
        }
    }

    /// The value of a worker, to be changed.
    pub fn of_mut(&mut self, worker: WorkerId) -> Option<&mut T> {
        if worker == WorkerId::FIRST {
            self.first.as_mut()
        } else {
            self.others.get_mut(&worker)
        }
    }

    /// Takes the value of a worker away.
    pub fn take(&mut self, worker: WorkerId) -> Option<T> {
        if worker == WorkerId::FIRST {
            self.first.take()
        } else {
            self.others.remove(&worker)
        }
    }
}

impl<T: PartialEq> ByWorker<T> {
    /// Whether a worker has this value.
    #[must_use]
    pub fn contains(&self, value: &T) -> bool {
        self.values().any(|other| other == value)
    }

    /// Takes a value away from whichever worker has it.
    pub(super) fn forget(&mut self, value: &T) {
        if self.first.as_ref() == Some(value) {
            self.first = None;
        }
        if !self.others.is_empty() {
            self.others.retain(|_, other| other != value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_worker_has_a_value_of_its_own() {
        let mut by_worker = ByWorker::default();
        for (worker, value) in
            [(WorkerId(2), 'c'), (WorkerId::FIRST, 'a'), (WorkerId(1), 'b'), (WorkerId(2), 'd')]
        {
            by_worker.set(worker, value);
        }
        assert_eq!(by_worker.values().collect::<String>(), "abd");
        assert_eq!((by_worker.of(WorkerId(1)), by_worker.of(WorkerId(3))), (Some(&'b'), None));
        assert_eq!((by_worker.take(WorkerId::FIRST), by_worker.take(WorkerId::FIRST)), (Some('a'), None));
        by_worker.forget(&'d');
        assert!(by_worker.contains(&'b') && !by_worker.contains(&'d'));
        assert_eq!(by_worker.take(WorkerId(1)), Some('b'));
        assert!(by_worker.is_empty());
    }
}
