//! Threads: which have started, what they still have to do, and how they ended.

use crate::{TextId, ThreadEnd, ThreadEvent, ThreadId};

/// One thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadState {
    /// Its id.
    pub id: ThreadId,
    /// Its name.
    pub name: TextId,
    /// Whether it is simulated, on the virtual clock.
    pub is_simulated: bool,
    /// Whether it has started, so that it can be called.
    pub is_ready: bool,
    /// Calls that have not ended, as far as is known.
    pub calls: u32,
    /// Calls that have ended.
    pub calls_ended: u32,
    /// Messages that came from it.
    pub messages: u32,
    /// How it ended; `None` while it is there.
    pub end: Option<ThreadEnd>,
}

impl ThreadState {
    pub(super) fn new(id: ThreadId, name: TextId, is_simulated: bool) -> Self {
        Self { id, name, is_simulated, is_ready: false, calls: 0, calls_ended: 0, messages: 0, end: None }
    }

    /// How much of it is under way: its start, and its calls.
    pub(super) fn at_work(&self) -> u32 {
        match self.end {
            Some(_) => 0,
            None => self.calls.saturating_add(u32::from(!self.is_ready)),
        }
    }

    pub(super) fn apply(&mut self, event: ThreadEvent) {
        match event {
            ThreadEvent::Ready { .. } => self.is_ready = true,
            ThreadEvent::CallPosted { .. } => self.calls = self.calls.saturating_add(1),
            ThreadEvent::CallEnded { .. } => {
                self.calls = self.calls.saturating_sub(1);
                self.calls_ended = self.calls_ended.saturating_add(1);
            }
            ThreadEvent::Message { .. } => self.messages = self.messages.saturating_add(1),
            ThreadEvent::Ended { how, .. } => {
                self.calls = 0;
                self.end = Some(how);
            }
            ThreadEvent::Started { .. } => {}
        }
    }
}
