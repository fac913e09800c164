//! The statistics of a run as a table: one row for each task, times in microseconds.

use crate::{Longest, Spent, Statistics, TaskStatistics, Trace};

use super::{Cell, Csv};

const COLUMNS: usize = 21;

/// The names of the columns. Those that end in `_us` are microseconds; steps are events of the trace.
const NAMES: [&str; COLUMNS] = [
    "task",
    "name",
    "polls",
    "busy_us",
    "busy_steps",
    "ready_us",
    "ready_steps",
    "waiting_us",
    "waiting_steps",
    "lifetime_us",
    "longest_poll_us",
    "longest_poll_step",
    "longest_ready_us",
    "longest_ready_step",
    "wakes_spawn",
    "wakes_itself",
    "wakes_tasks",
    "wakes_timers",
    "wakes_promises",
    "wakes_outside",
    "wakes_changed_nothing",
];

/// The statistics of every task as comma-separated values.
#[must_use]
pub fn statistics_csv(trace: &Trace, statistics: &Statistics) -> String {
    let mut table = Csv::new(NAMES);
    for task in statistics.tasks() {
        table.push(row(trace, task));
    }
    table.text().to_owned()
}

fn row(trace: &Trace, task: TaskStatistics) -> [Cell<'_>; COLUMNS] {
    let TaskStatistics { id, polls, wakes, busy, ready, waiting, lifetime, .. } = task;
    let [poll_time, poll_step] = longest(task.longest_poll);
    let [ready_time, ready_step] = longest(task.longest_ready);
    let time = |spent: Spent| Cell::Whole(spent.time.0);
    let steps = |spent: Spent| Cell::Whole(spent.steps);
    [
        Cell::Whole(id.0.into()),
        Cell::Text(trace.task_name(id)),
        Cell::Whole(polls),
        time(busy),
        steps(busy),
        time(ready),
        steps(ready),
        time(waiting),
        steps(waiting),
        time(lifetime),
        poll_time,
        poll_step,
        ready_time,
        ready_step,
        Cell::Whole(wakes.spawn),
        Cell::Whole(wakes.itself),
        Cell::Whole(wakes.tasks),
        Cell::Whole(wakes.timers),
        Cell::Whole(wakes.promises),
        Cell::Whole(wakes.outside),
        Cell::Whole(wakes.changed_nothing),
    ]
}

/// How long it was and where it began; blank if there was none.
fn longest(longest: Option<Longest>) -> [Cell<'static>; 2] {
    longest.map_or([Cell::Blank; 2], |Longest { spent, from }| {
        [Cell::Whole(spent.time.0), Cell::Whole(from.0 as u64)]
    })
}
