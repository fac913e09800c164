//! Tasks that are lost: cut off in the middle of a poll or a drop, where no destructor has run.

use super::{JoinError, Phase, Stage, TaskRef};

impl TaskRef {
    /// The task is over, though its future was never dropped: its poll was cut off. It keeps the count of itself, so the
    /// future's memory stays as it is for ever.
    pub(crate) fn lose(&self) {
        self.phase.set(Phase::Over);
        if self.stage.get() != Stage::Output {
            self.stage.set(Stage::Lost);
        }
    }
}

/// What the handle of such a task is told. Nothing else can be: what the future was doing went with the stack.
pub(super) fn error() -> JoinError {
    JoinError::panicked("its poll was cut off, by a panic or an exception")
}
