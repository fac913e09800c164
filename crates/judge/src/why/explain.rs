//! Which task's wait is worth explaining.

use taskscope_format::TaskId;
use taskscope_trace::{Phase, State};

use super::chain::{ChainEnd, wait_chain};

/// The task whose wait a reader of a state asks about: the one that is selected, if it waits, or else the first that can
/// never go on.
#[must_use]
pub fn task_to_explain(state: &State, selected: Option<TaskId>) -> Option<TaskId> {
    /// A chain is linear in the state: of many tasks only the first are looked at.
    const MOST: usize = 32;
    let waits = |task: &TaskId| state.task(*task).is_some_and(|task| task.phase == Phase::Waiting);
    selected.filter(waits).or_else(|| {
        let waiting = state.tasks.values().filter(|task| task.phase == Phase::Waiting).take(MOST);
        let mut waiting = waiting.map(|task| task.id);
        waiting.find(|&task| {
            let end = wait_chain(state, task).map(|chain| chain.end);
            matches!(end, Some(ChainEnd::Deadlock(_) | ChainEnd::Nobody(_)))
        })
    })
}
