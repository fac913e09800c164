//! Rows of the state that stand for many things: equal waits, and resources that are gone.

use taskscope_format::{PlaceId, ResourceId, ResourceKind, TaskId, TimerId, Wait};
use taskscope_trace::{Await, Phase, State, TaskState, Trace};

use crate::catalogue::say;
use crate::wording::{resource_text, task_await_text};

/// Tasks that wait for the same at the same line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingTasks {
    /// The first few, in the order in which they were spawned.
    pub first: Vec<TaskId>,
    /// How many there are.
    pub count: usize,
    /// What they wait for, and where: `mutex 1, line 21`.
    pub what: String,
}

/// What is the same for tasks that wait in one row.
type Same = Vec<(Wait, PlaceId)>;

/// The tasks that wait, those that wait for the same together, and how many rows are left out beyond `most`.
#[must_use]
pub fn waiting_tasks(trace: &Trace, state: &State, most: usize) -> (Vec<WaitingTasks>, usize) {
    /// Fewer have a row each: they can be read one by one.
    const FEWEST: usize = 4;
    let waiting = || state.tasks.values().filter(|task| task.phase == Phase::Waiting);
    let mut groups: Vec<(Same, Vec<&TaskState>)> = Vec::new();
    let mut left_out = 0;
    for task in waiting() {
        let same = same(task);
        if let Some((_, tasks)) = groups.iter_mut().find(|(other, _)| *other == same) {
            tasks.push(task);
        } else if groups.len() < most {
            groups.push((same, vec![task]));
        } else {
            left_out += 1;
        }
    }
    let row = |tasks: &[&TaskState]| WaitingTasks {
        first: tasks.iter().take(FEWEST).map(|task| task.id).collect(),
        count: tasks.len(),
        what: tasks.first().map_or_else(String::new, |task| task_await_text(trace, state, task)),
    };
    let rows = groups.iter().flat_map(|(_, tasks)| {
        let size = if tasks.len() < FEWEST { 1 } else { tasks.len() };
        tasks.chunks(size).map(row)
    });
    let rows: Vec<WaitingTasks> = rows.collect();
    (rows, left_out)
}

/// Timers differ, and waiting for one is the same.
#[expect(clippy::wildcard_enum_match_arm, reason = "only timers are another one each time")]
fn same(task: &TaskState) -> Same {
    let one = |wait: &Await| match wait.on {
        Wait::Timer(_) => (Wait::Timer(TimerId(0)), wait.place),
        on => (on, wait.place),
    };
    task.awaits.iter().map(one).collect()
}

/// The resources that are gone, in a few words: `channel 1, request 1–4`. `None` if there are none.
#[must_use]
pub fn dropped_text(trace: &Trace, state: &State) -> Option<String> {
    /// More rows are not read.
    const MOST: usize = 12;
    let gone = state.resources.values().filter(|resource| resource.is_gone);
    let mut rows: Vec<(ResourceKind, ResourceId, ResourceId)> = Vec::new();
    for resource in gone {
        let number = |id| trace.resource_number(id).unwrap_or_default();
        let follows = |&&mut (kind, _, last): &&mut (ResourceKind, ResourceId, ResourceId)| {
            kind == resource.kind && number(last) + 1 == number(resource.id)
        };
        match rows.iter_mut().rev().find(follows) {
            Some(row) => row.2 = resource.id,
            None => rows.push((resource.kind, resource.id, resource.id)),
        }
    }
    let text = |&(_, first, last): &(ResourceKind, ResourceId, ResourceId)| {
        if first == last {
            return resource_text(trace, first);
        }
        let last = trace.resource_number(last).unwrap_or_default();
        say::narration::range(&resource_text(trace, first), &last.to_string())
    };
    let more = rows.len().saturating_sub(MOST);
    let mut texts: Vec<String> = rows.iter().take(MOST).map(text).collect();
    texts.extend((more > 0).then(|| say::page::more(more as u64)));
    (!texts.is_empty()).then(|| texts.join(&say::list::comma()))
}
