//! How an event becomes 16 bytes, and back.
//!
//! A record is four 32-bit words. The first holds the kind in its low 8 bits and a small detail in the upper 24; the
//! others hold ids. Kinds are numbers that are only ever added to.

use super::event::{Event, RunEnd, TurnCause, Wait, WakeSource};
use crate::{ChannelId, Clock, Micros, NodeId, PlaceId, TaskId, TextId, TimerId};

/// One record: four words, 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record(pub [u32; 4]);

/// Kinds that are not events: they define what events refer to.
pub(super) mod definition {
    /// The time from here on: microseconds, low word first.
    pub(crate) const TIME: u8 = 1;
    /// A text: its length in bytes. Its UTF-8 bytes follow in as many records as they need.
    pub(crate) const TEXT: u8 = 2;
    /// A place: text id of the file, line, column.
    pub(crate) const PLACE: u8 = 3;
}

impl Record {
    pub(super) fn new(kind: u8, detail: u32, a: u32, b: u32, c: u32) -> Self {
        debug_assert!(detail < 1 << 24, "details have 24 bits");
        Self([u32::from(kind) | detail << 8, a, b, c])
    }

    pub(super) fn kind(self) -> u8 {
        self.0[0].to_le_bytes()[0]
    }

    fn detail(self) -> u32 {
        self.0[0] >> 8
    }

    /// Writes an event.
    #[must_use]
    pub fn encode(event: Event) -> Self {
        let plain = |kind, a, b, c| Self::new(kind, 0, a, b, c);
        match event {
            Event::RunStarted { clock } => plain(16, u32::from(clock == Clock::Browser), 0, 0),
            Event::RunEnded { how } => plain(17, end_code(how), 0, 0),
            Event::TurnStarted { cause } => plain(18, cause_code(cause), 0, 0),
            Event::TurnEnded { budget_spent } => plain(19, u32::from(budget_spent), 0, 0),
            Event::TaskSpawned { task, parent, name, place } => {
                Self::new(20, name.0 & 0xff_ffff, task.0, parent.map_or(0, |id| id.0), place.0)
            }
            Event::TaskReady { task, by } => woken(21, task.0, by),
            Event::TaskWokenAgain { task, by } => woken(22, task.0, by),
            Event::PollStarted { task } => plain(23, task.0, 0, 0),
            Event::PollEnded { task } => plain(24, task.0, 0, 0),
            Event::TaskDone { task } => plain(25, task.0, 0, 0),
            Event::TaskCancelled { task } => plain(26, task.0, 0, 0),
            Event::TaskPanicked { task, message, place } => {
                plain(27, task.0, message.0, place.map_or(0, |id| id.0.saturating_add(1)))
            }
            Event::Waiting { node, on, place } => {
                let (detail, id) = wait_code(on);
                Self::new(28, detail, node.map_or(0, |id| id.0), id, place.0)
            }
            Event::NodeCreated { node, parent, label, place } => {
                Self::new(29, label.0 & 0xff_ffff, node.0, parent.map_or(0, |id| id.0), place.0)
            }
            Event::NodePollStarted { node } => plain(30, node.0, 0, 0),
            Event::NodePollEnded { node, ready } => plain(31, node.0, u32::from(ready), 0),
            Event::NodeWoken { node, by } => woken(32, node.0, by),
            Event::NodeDropped { node, finished } => plain(33, node.0, u32::from(finished), 0),
            Event::ChannelCreated { channel, capacity, place } => {
                Self::new(34, u32::from(capacity.is_some()), channel.0, capacity.unwrap_or(0), place.0)
            }
            Event::Sent { channel, len } => plain(35, channel.0, len, 0),
            Event::Received { channel, len } => plain(36, channel.0, len, 0),
            Event::SendersChanged { channel, senders } => plain(37, channel.0, senders, 0),
            Event::ReceiverClosed { channel } => plain(38, channel.0, 0, 0),
            Event::TimerSet { timer, deadline } => plain(39, timer.0, low(deadline), high(deadline)),
            Event::TimerFired { timer } => plain(40, timer.0, 0, 0),
            Event::TimerCancelled { timer } => plain(41, timer.0, 0, 0),
            Event::WorkStarted { duration, place } => plain(42, place.0, low(duration), high(duration)),
            Event::WorkEnded => plain(43, 0, 0, 0),
            Event::Output { text } => plain(44, text.0, 0, 0),
            Event::Mark { text } => plain(45, text.0, 0, 0),
        }
    }

    /// Reads an event; `None` if the kind or one of its codes is unknown. Ids are not checked here.
    #[must_use]
    pub fn decode(self) -> Option<Event> {
        let [_, a, b, c] = self.0;
        let task = TaskId(a);
        let node = NodeId(a);
        let channel = ChannelId(a);
        let timer = TimerId(a);
        Some(match self.kind() {
            16 => Event::RunStarted { clock: if flag(a)? { Clock::Browser } else { Clock::Virtual } },
            17 => Event::RunEnded { how: end_from(a)? },
            18 => Event::TurnStarted { cause: cause_from(a)? },
            19 => Event::TurnEnded { budget_spent: flag(a)? },
            20 => Event::TaskSpawned {
                task,
                parent: some_id(b).map(TaskId),
                name: TextId(self.detail()),
                place: PlaceId(c),
            },
            21 => Event::TaskReady { task, by: self.source()? },
            22 => Event::TaskWokenAgain { task, by: self.source()? },
            23 => Event::PollStarted { task },
            24 => Event::PollEnded { task },
            25 => Event::TaskDone { task },
            26 => Event::TaskCancelled { task },
            27 => Event::TaskPanicked { task, message: TextId(b), place: c.checked_sub(1).map(PlaceId) },
            28 => Event::Waiting {
                node: some_id(a).map(NodeId),
                on: wait_from(self.detail(), b)?,
                place: PlaceId(c),
            },
            29 => Event::NodeCreated {
                node,
                parent: some_id(b).map(NodeId),
                label: TextId(self.detail()),
                place: PlaceId(c),
            },
            30 => Event::NodePollStarted { node },
            31 => Event::NodePollEnded { node, ready: flag(b)? },
            32 => Event::NodeWoken { node, by: self.source()? },
            33 => Event::NodeDropped { node, finished: flag(b)? },
            34 => Event::ChannelCreated {
                channel,
                capacity: flag(self.detail())?.then_some(b),
                place: PlaceId(c),
            },
            35 => Event::Sent { channel, len: b },
            36 => Event::Received { channel, len: b },
            37 => Event::SendersChanged { channel, senders: b },
            38 => Event::ReceiverClosed { channel },
            39 => Event::TimerSet { timer, deadline: micros(b, c) },
            40 => Event::TimerFired { timer },
            41 => Event::TimerCancelled { timer },
            42 => Event::WorkStarted { duration: micros(b, c), place: PlaceId(a) },
            43 => Event::WorkEnded,
            44 => Event::Output { text: TextId(a) },
            45 => Event::Mark { text: TextId(a) },
            _ => return None,
        })
    }

    fn source(self) -> Option<WakeSource> {
        let id = self.0[2];
        Some(match self.detail() {
            0 => WakeSource::Spawn,
            1 => WakeSource::Task(TaskId(id)),
            2 => WakeSource::Timer(TimerId(id)),
            3 => WakeSource::Outside,
            _ => return None,
        })
    }
}

fn woken(kind: u8, id: u32, by: WakeSource) -> Record {
    let (detail, source) = match by {
        WakeSource::Spawn => (0, 0),
        WakeSource::Task(task) => (1, task.0),
        WakeSource::Timer(timer) => (2, timer.0),
        WakeSource::Outside => (3, 0),
    };
    Record::new(kind, detail, id, source, 0)
}

fn wait_code(on: Wait) -> (u32, u32) {
    match on {
        Wait::Timer(timer) => (0, timer.0),
        Wait::Receive(channel) => (1, channel.0),
        Wait::Send(channel) => (2, channel.0),
        Wait::Task(task) => (3, task.0),
        Wait::Yield => (4, 0),
    }
}

fn wait_from(code: u32, id: u32) -> Option<Wait> {
    Some(match code {
        0 => Wait::Timer(TimerId(id)),
        1 => Wait::Receive(ChannelId(id)),
        2 => Wait::Send(ChannelId(id)),
        3 => Wait::Task(TaskId(id)),
        4 => Wait::Yield,
        _ => return None,
    })
}

fn end_code(how: RunEnd) -> u32 {
    match how {
        RunEnd::Finished => 0,
        RunEnd::Stuck => 1,
        RunEnd::LimitReached => 2,
        RunEnd::Panicked => 3,
    }
}

fn end_from(code: u32) -> Option<RunEnd> {
    [RunEnd::Finished, RunEnd::Stuck, RunEnd::LimitReached, RunEnd::Panicked].get(code as usize).copied()
}

fn cause_code(cause: TurnCause) -> u32 {
    match cause {
        TurnCause::Request => 0,
        TurnCause::Continuation => 1,
        TurnCause::Alarm => 2,
    }
}

fn cause_from(code: u32) -> Option<TurnCause> {
    [TurnCause::Request, TurnCause::Continuation, TurnCause::Alarm].get(code as usize).copied()
}

fn flag(word: u32) -> Option<bool> {
    match word {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

/// Optional ids are counted from 1, so 0 says "none".
fn some_id(word: u32) -> Option<u32> {
    (word != 0).then_some(word)
}

// The low word is what is meant.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn low(time: Micros) -> u32 {
    time.0 as u32
}

pub(super) fn high(time: Micros) -> u32 {
    (time.0 >> 32) as u32
}

pub(super) fn micros(low: u32, high: u32) -> Micros {
    Micros(u64::from(low) | u64::from(high) << 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_survives_the_way_to_a_record_and_back() {
        let (task, node, channel, timer) = (TaskId(7), NodeId(8), ChannelId(9), TimerId(10));
        let (name, place) = (TextId(11), PlaceId(12));
        let mut events = vec![
            Event::RunStarted { clock: Clock::Virtual },
            Event::RunStarted { clock: Clock::Browser },
            Event::TurnEnded { budget_spent: true },
            Event::TaskSpawned { task, parent: None, name, place },
            Event::TaskSpawned { task, parent: Some(TaskId(1)), name, place },
            Event::PollStarted { task },
            Event::PollEnded { task },
            Event::TaskDone { task },
            Event::TaskCancelled { task },
            Event::TaskPanicked { task, message: name, place: None },
            Event::TaskPanicked { task, message: name, place: Some(PlaceId(0)) },
            Event::NodeCreated { node, parent: Some(NodeId(2)), label: name, place },
            Event::NodePollStarted { node },
            Event::NodePollEnded { node, ready: true },
            Event::NodeDropped { node, finished: false },
            Event::ChannelCreated { channel, capacity: Some(0), place },
            Event::ChannelCreated { channel, capacity: None, place },
            Event::Sent { channel, len: 3 },
            Event::Received { channel, len: 2 },
            Event::SendersChanged { channel, senders: 2 },
            Event::ReceiverClosed { channel },
            Event::TimerSet { timer, deadline: Micros(u64::MAX - 5) },
            Event::TimerFired { timer },
            Event::TimerCancelled { timer },
            Event::WorkStarted { duration: Micros(1 << 40), place },
            Event::WorkEnded,
            Event::Output { text: name },
            Event::Mark { text: name },
        ];
        for how in [RunEnd::Finished, RunEnd::Stuck, RunEnd::LimitReached, RunEnd::Panicked] {
            events.push(Event::RunEnded { how });
        }
        for cause in [TurnCause::Request, TurnCause::Continuation, TurnCause::Alarm] {
            events.push(Event::TurnStarted { cause });
        }
        for by in [WakeSource::Spawn, WakeSource::Task(task), WakeSource::Timer(timer), WakeSource::Outside] {
            events.push(Event::TaskReady { task, by });
            events.push(Event::TaskWokenAgain { task, by });
            events.push(Event::NodeWoken { node, by });
        }
        let waits =
            [Wait::Timer(timer), Wait::Receive(channel), Wait::Send(channel), Wait::Task(task), Wait::Yield];
        for on in waits {
            events.push(Event::Waiting { node: None, on, place });
            events.push(Event::Waiting { node: Some(node), on, place });
        }
        for event in events {
            assert_eq!(Record::encode(event).decode(), Some(event));
        }
    }

    #[test]
    fn unknown_kinds_and_codes_are_refused() {
        assert_eq!(Record::new(255, 0, 0, 0, 0).decode(), None);
        assert_eq!(Record::new(17, 0, 4, 0, 0).decode(), None);
        assert_eq!(Record::new(28, 9, 0, 0, 0).decode(), None);
    }
}
