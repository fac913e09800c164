//! What holds while a turn goes on, and what is left of a turn that a panic has cut off.

use std::any::Any;
use std::rc::Rc;

use super::Core;
use crate::panics::{message_of, All};
use crate::record::{Event, RunEnd};
use crate::task::{Link, Phase};

/// A turn that goes on. While `in_turn` is set there is one of these, and it counts the core: whoever finds `in_turn` set
/// need not count it again.
pub(super) struct InTurn(Rc<Core>);

impl InTurn {
    pub(super) fn begin(core: &Rc<Core>) -> Self {
        core.in_turn.set(true);
        core.is_turn_requested.set(false);
        Self(Rc::clone(core))
    }
}

impl Drop for InTurn {
    fn drop(&mut self) {
        self.0.leave_turn();
    }
}

impl Core {
    /// Takes back everything that a turn sets, wherever it was cut off.
    pub(super) fn leave_turn(&self) {
        self.in_turn.set(false);
        self.looks_up.set(true);
        self.polls_left.set(0);
        self.times_polls.set(false);
        self.running.set(Link::NONE);
        self.untold.set(None);
        self.node.set(None);
        self.source.set(None);
    }

    /// Ends the run after a panic that was no task's own, and so has cut off a turn: one of a sink, of the host, or of a
    /// waker that is not ours.
    #[cold]
    pub(super) fn break_off(&self, payload: &(dyn Any + Send)) {
        for task in self.door.live_tasks() {
            Phase::interrupt(&task.phase);
        }
        let mut all = All::default();
        if self.ended.get().is_none() {
            let text = format!("a panic cut off the turn: {}", message_of(payload));
            all.call(|| self.record(|core| Event::Mark { text: core.text(&text) }));
        }
        all.call(|| self.end(RunEnd::Panicked));
        all.let_go();
    }
}
