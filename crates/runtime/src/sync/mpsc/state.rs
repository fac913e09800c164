//! What an mpsc channel holds under its lock: the messages, the room for more, the waiters, and the ends that are left.

use std::collections::VecDeque;
use std::task::Waker;

use crate::sync::waiting::{Line, Woken};

pub(super) struct State<T> {
    pub(super) messages: VecDeque<T>,
    /// Room that is not reserved; `usize::MAX` in an unbounded channel, where it never ends.
    room: usize,
    /// Permits that are still to be sent with.
    pub(super) reserved: usize,
    /// Senders that wait for room.
    pub(super) line: Line,
    /// Senders that wait for the end of the channel.
    pub(super) watchers: Line,
    pub(super) receiver: Option<Waker>,
    pub(super) senders: usize,
    /// Senders that do not keep the channel open.
    #[cfg(feature = "tokio-like")]
    pub(super) weak_senders: usize,
    pub(super) is_closed: bool,
}

/// Why there is no room now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Full,
    Closed,
}

impl<T> State<T> {
    /// A channel with one sender and its receiver; without a capacity it is unbounded.
    pub(super) fn new(capacity: Option<usize>) -> Self {
        Self {
            messages: VecDeque::new(),
            room: capacity.unwrap_or(usize::MAX),
            reserved: 0,
            line: Line::default(),
            watchers: Line::default(),
            receiver: None,
            senders: 1,
            #[cfg(feature = "tokio-like")]
            weak_senders: 0,
            is_closed: false,
        }
    }

    /// Whether no further message can be sent, except with room that was reserved.
    pub(super) fn is_ended(&self) -> bool {
        self.is_closed || self.senders == 0
    }

    /// Whether no further message can come. One that has room reserved may still be sent into a closed channel; a
    /// sender that waits for room finds an error, also if the room was granted to it already.
    pub(super) fn is_over(&self) -> bool {
        self.senders == 0 || (self.is_closed && self.reserved == 0)
    }

    /// Room for a sender that comes now. While others wait, the room is kept for them; once the channel is closed, all of
    /// it counts.
    pub(super) fn available(&self) -> usize {
        if self.line.is_anyone_waiting() && !self.is_closed {
            0
        } else {
            self.room
        }
    }

    /// Takes room for this many messages, if as much is [available](Self::available).
    pub(super) fn take_room(&mut self, messages: usize) -> Result<(), Refusal> {
        if self.is_closed {
            return Err(Refusal::Closed);
        }
        if messages > self.available() {
            return Err(Refusal::Full);
        }
        self.use_room(messages);
        Ok(())
    }

    /// Counts room as used; in an unbounded channel there is always more.
    fn use_room(&mut self, messages: usize) {
        if self.room != usize::MAX {
            self.room -= messages;
        }
    }

    /// Gives back room for this many messages: to the senders that wait, and what is left to those that come.
    pub(super) fn free_room(&mut self, messages: usize, woken: &mut Woken) {
        self.add_room(messages);
        self.serve(woken);
    }

    /// Grants room from the front of the line, until the first in it needs more than there is.
    pub(super) fn serve(&mut self, woken: &mut Woken) {
        while let Some(messages) =
            self.line.first().filter(|&messages| messages <= self.room && !self.is_closed)
        {
            self.use_room(messages);
            self.line.grant(woken);
        }
    }

    /// Counts room as free again.
    pub(super) fn add_room(&mut self, messages: usize) {
        if self.room != usize::MAX {
            self.room += messages;
        }
    }
}
