//! Which task's wait is worth explaining.

use taskscope_format::TaskId;
use taskscope_trace::{Phase, State, TaskState};

use super::chain::{ChainEnd, wait_chain};

/// The task whose wait a reader of a state asks about: the one that is selected, if it waits, or else the first that can
/// never go on. One that was never polled waits for nothing yet.
#[must_use]
pub fn task_to_explain(state: &State, selected: Option<TaskId>) -> Option<TaskId> {
    /// A chain is linear in the state: of many tasks only the first are looked at.
    const MOST: usize = 32;
    let is_waiting = |task: &TaskState| task.phase == Phase::Waiting && task.polls > 0;
    let waits = |task: &TaskId| state.task(*task).is_some_and(is_waiting);
    selected.filter(waits).or_else(|| {
        let waiting = state.tasks.values().filter(|task| is_waiting(task)).take(MOST);
        let mut waiting = waiting.map(|task| task.id);
        waiting.find(|&task| {
            let end = wait_chain(state, task).map(|chain| chain.end);
            matches!(end, Some(ChainEnd::Deadlock(_) | ChainEnd::Nobody(_)))
        })
    })
}
