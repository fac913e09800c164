//! The state of a turn under way, and how a turn that a panic cut off is taken back.

use std::any::Any;
use std::rc::Rc;

use super::telling::Start;
use super::Core;
use crate::panics::{message_of, All};
use crate::record::{Event, RunEnd};
use crate::task::{Link, Phase};

/// A turn under way. While `in_turn` is set, one of these exists and counts the core, so code that finds `in_turn` set
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
    /// Resets everything that a turn sets, wherever the turn ended.
    pub(super) fn leave_turn(&self) {
        self.in_turn.set(false);
        self.looks_up.set(true);
        self.polls_left.set(0);
        self.times_polls.set(false);
        self.running.set(Link::NONE);
        self.start.set(Start::Told);
        self.node.set(None);
        self.source.set(None);
    }

    /// Ends the run after a panic that cut off a turn because it was no task's own: that of a sink, of the host, or of a
    /// waker that is not ours.
    #[cold]
    pub(super) fn break_off(&self, payload: &(dyn Any + Send)) {
        for task in self.home.live_tasks() {
            Phase::interrupt(&task.phase);
        }
        let mut all = All::default();
        if self.ended.get().is_none() {
            let text = format!("a panic cut off the turn: {}", message_of(payload));
            all.call(|| self.record(|core| Event::Mark { text: core.text(&text), place: None }));
        }
        all.call(|| self.end(RunEnd::Panicked));
        all.let_go();
    }
}
