//! The handle that holds a run of the browser's host still, and lets it go on poll by poll.

use std::rc::Rc;

use super::Inner;
use crate::host::TurnCause;
use crate::Budget;

/// Holds a run still and lets it go on: the host's other handle.
#[derive(Clone)]
pub struct Pause(pub(super) Rc<Inner>);

opaque!([] Pause);

impl Pause {
    /// Lets no further turn begin and stops the clock. A turn that has begun goes on to its end.
    pub fn pause(&self) {
        self.0.stopped.set(self.0.now());
        self.0.is_paused.set(true);
        self.0.clear_timeout();
        self.0.watch.iter().for_each(|watch| watch.pause());
    }

    /// Goes on where [`pause`](Self::pause) stopped.
    pub fn resume(&self) {
        if !self.0.is_paused.replace(false) {
            return;
        }
        self.0.set_browser_time(self.0.stopped.get());
        if self.0.wanted.get().is_some() {
            self.0.asking.send_message();
        }
        self.0.schedule_alarm();
        if let (Some(watch), Some(turns)) = (&self.0.watch, self.0.turns.get()) {
            watch.resume(turns);
        }
    }

    /// Tells whether the page can be seen: while it can't be, browsers draw no frames, and none is missed.
    pub fn set_visible(&self, is_visible: bool) {
        let Some(watch) = &self.0.watch else { return };
        watch.set_visible(is_visible);
        if let Some(turns) = self.0.turns.get().filter(|_| is_visible && !self.0.is_paused.get()) {
            watch.resume(turns);
        }
    }

    /// Whether a turn was cut off, by a panic that aborts or by a JavaScript exception. To be asked from outside of a turn,
    /// on the same thread.
    #[must_use]
    pub fn was_cut_off(&self) -> bool {
        self.0.turns.get().is_some_and(|turns| turns.is_in_turn() || turns.was_cut_off())
    }

    /// While paused: exactly one poll. Where nothing is ready, the clock jumps to the next timer first.
    pub fn step(&self) {
        let Some(turns) = self.0.turns.get().filter(|_| self.0.is_paused.get()) else { return };
        if let Some(cause) = self.0.wanted.take() {
            turns.take_with(cause, Budget::ONE_POLL);
        } else if let Some(at) = self.0.alarm.take() {
            self.0.stopped.set(at.max(self.0.stopped.get()));
            turns.take_with(TurnCause::Alarm, Budget::ONE_POLL);
        }
    }
}
