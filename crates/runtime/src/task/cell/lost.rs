//! Tasks that are lost: cut off in the middle of a poll or a drop, where no destructor has run.

use super::{JoinError, Phase, Stage, TaskRef};

impl TaskRef {
    /// Ends the task without dropping its future, because its poll or drop was cut off. The task keeps its count of
    /// itself, so that the future's memory, which may be pinned, stays as it is for ever.
    pub(crate) fn lose(&self) {
        self.phase.set(Phase::Over);
        if self.stage.get() != Stage::Output {
            self.stage.set(Stage::Lost);
        }
    }
}

/// The result of such a task. There is nothing more to say: what the future was doing went with the stack.
pub(super) fn error() -> JoinError {
    JoinError::panicked("its poll was cut off, by a panic or an exception")
}
