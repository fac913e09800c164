//! How evenly the waiting for the processor was spread.
//!
//! Jain's index (Jain, Chiu and Hawe, "A Quantitative Measure of Fairness and Discrimination for Resource Allocation in
//! Shared Computer Systems", DEC-TR-301, 1984): the square of the sum over n times the sum of the squares. It is 1 if all
//! have the same and 1/n if one has everything.
//!
//! What is compared is how long a task waited for the processor for each of its polls: a task that is polled more often
//! waits more in total without being treated worse. It is measured in time; if none of them waited any time, as on the
//! virtual clock, in steps.

use taskscope_sorted::SortedMap;

use taskscope_format::PlaceId;

use super::TaskStatistics;

/// How evenly a group of tasks waited for the processor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fairness {
    /// Where they were spawned; `None` if they have no place in common.
    pub place: Option<PlaceId>,
    /// How many tasks are compared.
    pub tasks: usize,
    /// Jain's index: from 1/n, one waited for all, to 1, all waited the same.
    pub index: f64,
}

impl Fairness {
    /// Over all tasks that were polled more than once: those that ran to their end at once had no chance to compete.
    pub(super) fn of_all(tasks: impl Iterator<Item = TaskStatistics>) -> Option<Self> {
        let group: Vec<_> = tasks.filter(|task| task.polls > 1).collect();
        Self::of(None, &group)
    }

    /// Over those that are equals: spawned at the same line, they run the same code.
    pub(super) fn of_equals(tasks: impl Iterator<Item = TaskStatistics>) -> Vec<Self> {
        let mut groups: SortedMap<PlaceId, Vec<TaskStatistics>> = SortedMap::new();
        for task in tasks.filter(|task| task.polls > 0) {
            if let Some(place) = task.place {
                groups.entry(place).or_default().push(task);
            }
        }
        groups.iter().filter_map(|(&place, group)| Self::of(Some(place), group)).collect()
    }

    fn of(place: Option<PlaceId>, group: &[TaskStatistics]) -> Option<Self> {
        if group.len() < 2 {
            return None;
        }
        let takes_time = group.iter().any(|task| task.ready.time.0 > 0);
        let waits = group.iter().map(|task| {
            let waited = if takes_time { task.ready.time.0 } else { task.ready.steps };
            float(waited) / float(task.polls.max(1))
        });
        Some(Self { place, tasks: group.len(), index: jain(waits) })
    }
}

fn jain(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum, squares) = values.fold((0.0, 0.0, 0.0), |(count, sum, squares), value| {
        (count + 1.0, sum + value, squares + value * value)
    });
    // If nobody waited, nobody waited longer.
    if squares == 0.0 { 1.0 } else { sum * sum / (count * squares) }
}

#[expect(clippy::cast_precision_loss, reason = "an index needs no more than 52 bits")]
fn float(value: u64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_the_published_one() {
        let of = |values: &[f64]| jain(values.iter().copied());
        assert!((of(&[3.0, 3.0, 3.0]) - 1.0).abs() < 1e-12);
        assert!((of(&[5.0, 0.0, 0.0, 0.0]) - 0.25).abs() < 1e-12);
        // (1 + 2 + 3)^2 / (3 * (1 + 4 + 9))
        assert!((of(&[1.0, 2.0, 3.0]) - 36.0 / 42.0).abs() < 1e-12);
        assert!((of(&[0.0, 0.0]) - 1.0).abs() < 1e-12);
    }
}
