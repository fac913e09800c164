//! How an event becomes 16 bytes, and back.
//!
//! A record is four 32-bit words. The first holds the kind in its low 8 bits and a small detail in the upper 24; the
//! others hold ids. Kinds are numbers that are only ever added to.

use crate::codes::{
    access_from, cause_code, cause_from, cut, end_code, end_from, observation_from, order_code, order_from,
    reporter_from, source_code, source_from, thread_from, wait_code, wait_from, way_from, KINDS,
};
use crate::event::Event;
use crate::terms::WakeSource;
use crate::{code_of_fetches, code_of_threads};
use crate::{Clock, Micros, NodeId, Place, PlaceId, ResourceId, TaskId, TextId, Ticket, TimerId};

/// One record: four words, 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record(pub [u32; 4]);

/// Kinds that are not events: they define what events refer to.
pub(crate) mod definition {
    /// The time from here on: microseconds, low word first.
    pub(crate) const TIME: u8 = 1;
    /// A text: its length in bytes. Its UTF-8 bytes follow in as many records as they need.
    pub(crate) const TEXT: u8 = 2;
    /// A place: text id of the file, line, column.
    pub(crate) const PLACE: u8 = 3;
    /// One to three polls, of the tasks named, in each of which the task woke itself and did nothing else that is
    /// recorded: three events each.
    pub(crate) const POLLS: u8 = 4;
}

impl Record {
    pub(crate) fn new(kind: u8, detail: u32, a: u32, b: u32, c: u32) -> Self {
        debug_assert!(detail < 1 << 24, "details have 24 bits");
        Self([u32::from(kind) | detail << 8, a, b, c])
    }

    pub(crate) fn kind(self) -> u8 {
        self.0[0].to_le_bytes()[0]
    }

    pub(crate) fn detail(self) -> u32 {
        self.0[0] >> 8
    }

    /// Says the time of the events that follow.
    #[must_use]
    #[inline]
    pub fn time(now: Micros) -> Self {
        Self::new(definition::TIME, 0, low(now), high(now), 0)
    }

    /// Defines the next place.
    #[must_use]
    pub fn place(place: Place) -> Self {
        Self::new(definition::PLACE, 0, place.file.0, place.line, place.column)
    }

    /// Defines the next text, which must be no longer than a trace can hold: see [`cut`](crate::cut).
    pub fn text(text: &str) -> impl Iterator<Item = Self> + '_ {
        let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let head = Self::new(definition::TEXT, 0, len, 0, 0);
        std::iter::once(head).chain(text.as_bytes().chunks(16).map(|chunk| {
            let mut bytes = [0; 16];
            bytes[..chunk.len()].copy_from_slice(chunk);
            let word =
                |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
            Self([word(0), word(4), word(8), word(12)])
        }))
    }

    /// Polls of up to three tasks, in each of which the task woke itself and nothing else happened: three events each.
    #[must_use]
    #[inline]
    pub fn polls(tasks: &[TaskId]) -> Self {
        let task = |index: usize| tasks.get(index).map_or(0, |task| task.0);
        let count = u32::try_from(tasks.len()).map_or(3, |count| count.min(3));
        Self::new(definition::POLLS, count, task(0), task(1), task(2))
    }

    /// Writes an event.
    #[must_use]
    pub fn encode(event: Event) -> Self {
        let plain = |kind, a, b, c| Self::new(kind, 0, a, b, c);
        match event {
            Event::RunStarted { clock, order, seed } => {
                let clock = u32::from(clock == Clock::Browser);
                let (order, cap) = order_code(order);
                Self::new(16, cap, clock | order << 8, low(Micros(seed)), high(Micros(seed)))
            }
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
            Event::TaskCancelled { task, by } => plain(26, task.0, by.map_or(0, |id| id.0), 0),
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
            Event::ResourceCreated { resource, kind, capacity, place } => {
                let detail = kind as u32 | u32::from(capacity.is_some()) << 8;
                Self::new(34, detail, resource.0, capacity.unwrap_or(0), place.0)
            }
            Event::Sent { resource, len } => plain(35, resource.0, len, 0),
            Event::Received { resource, len } => plain(36, resource.0, len, 0),
            Event::SendersChanged { resource, senders } => plain(37, resource.0, senders, 0),
            Event::Closed { resource } => plain(38, resource.0, 0, 0),
            Event::TimerSet { timer, deadline } => plain(39, timer.0, low(deadline), high(deadline)),
            Event::TimerFired { timer } => plain(40, timer.0, 0, 0),
            Event::TimerCancelled { timer } => plain(41, timer.0, 0, 0),
            Event::WorkStarted { duration, place } => plain(42, place.0, low(duration), high(duration)),
            Event::WorkEnded => plain(43, 0, 0, 0),
            Event::Output { text } => plain(44, text.0, 0, 0),
            Event::Mark { text } => plain(45, text.0, 0, 0),
            Event::TaskDetached { task } => plain(46, task.0, 0, 0),
            Event::TaskPriority { task, priority } => plain(47, task.0, u32::from(priority), 0),
            Event::ReceiversChanged { resource, receivers } => plain(48, resource.0, receivers, 0),
            Event::Queued { resource, ticket, node, permits } => {
                Self::new(49, cut(permits), resource.0, ticket.0, some_node(node))
            }
            Event::Granted { resource, ticket } => plain(50, resource.0, ticket.0, 0),
            Event::Left { resource, ticket, served } => plain(51, resource.0, ticket.0, u32::from(served)),
            Event::Acquired { resource, access, permits, node } => {
                Self::new(52, access as u32, resource.0, permits, some_node(node))
            }
            Event::Released { resource, access, permits, holder } => {
                Self::new(53, access as u32, resource.0, permits, holder.map_or(0, |id| id.0))
            }
            Event::Lagged { resource, missed } => plain(54, resource.0, missed, 0),
            Event::Notified { resource, woken, stored } => plain(55, resource.0, woken, u32::from(stored)),
            Event::EventsDropped { count } => plain(56, low(Micros(count)), high(Micros(count)), 0),
            Event::Hosted { thread, way } => plain(57, thread as u32, way as u32, 0),
            Event::NotReported { what } => plain(58, what as u32, 0, 0),
            Event::Frame { missed } => plain(59, missed, 0, 0),
            Event::LongTask { reporter, started, duration } => {
                let duration = u32::try_from(duration.0).unwrap_or(u32::MAX);
                Self::new(60, reporter as u32, duration, low(started), high(started))
            }
            Event::Fetch(event) => code_of_fetches::encode(event),
            Event::Thread(event) => code_of_threads::encode(event),
            Event::Chart(event) => code_of_threads::encode_chart(event),
        }
    }

    /// Reads an event; `None` if the kind or one of its codes is unknown. Ids are not checked here.
    #[must_use]
    pub fn decode(self) -> Option<Event> {
        let [_, a, b, c] = self.0;
        let task = TaskId(a);
        let node = NodeId(a);
        let resource = ResourceId(a);
        let ticket = Ticket(b);
        let timer = TimerId(a);
        Some(match self.kind() {
            16 => Event::RunStarted {
                clock: if flag(a & 0xff)? { Clock::Browser } else { Clock::Virtual },
                order: order_from(a >> 8, self.detail())?,
                seed: micros(b, c).0,
            },
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
            26 => Event::TaskCancelled { task, by: some_id(b).map(TaskId) },
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
            34 => Event::ResourceCreated {
                resource,
                kind: *KINDS.get((self.detail() & 0xff) as usize)?,
                capacity: flag(self.detail() >> 8)?.then_some(b),
                place: PlaceId(c),
            },
            35 => Event::Sent { resource, len: b },
            36 => Event::Received { resource, len: b },
            37 => Event::SendersChanged { resource, senders: b },
            38 => Event::Closed { resource },
            39 => Event::TimerSet { timer, deadline: micros(b, c) },
            40 => Event::TimerFired { timer },
            41 => Event::TimerCancelled { timer },
            42 => Event::WorkStarted { duration: micros(b, c), place: PlaceId(a) },
            43 => Event::WorkEnded,
            44 => Event::Output { text: TextId(a) },
            45 => Event::Mark { text: TextId(a) },
            46 => Event::TaskDetached { task },
            47 => Event::TaskPriority { task, priority: u8::try_from(b).ok()? },
            48 => Event::ReceiversChanged { resource, receivers: b },
            49 => Event::Queued { resource, ticket, node: some_id(c).map(NodeId), permits: self.detail() },
            50 => Event::Granted { resource, ticket },
            51 => Event::Left { resource, ticket, served: flag(c)? },
            52 => Event::Acquired {
                resource,
                access: access_from(self.detail())?,
                permits: b,
                node: some_id(c).map(NodeId),
            },
            53 => Event::Released {
                resource,
                access: access_from(self.detail())?,
                permits: b,
                holder: some_id(c).map(TaskId),
            },
            54 => Event::Lagged { resource, missed: b },
            55 => Event::Notified { resource, woken: b, stored: flag(c)? },
            56 => Event::EventsDropped { count: micros(a, b).0 },
            57 => Event::Hosted { thread: thread_from(a)?, way: way_from(b)? },
            58 => Event::NotReported { what: observation_from(a)? },
            59 => Event::Frame { missed: a },
            60 => Event::LongTask {
                reporter: reporter_from(self.detail())?,
                started: micros(b, c),
                duration: Micros(a.into()),
            },
            72..=79 => return code_of_fetches::decode(self),
            _ => return code_of_threads::decode(self),
        })
    }

    fn source(self) -> Option<WakeSource> {
        source_from(self.detail(), self.0[2])
    }
}

fn woken(kind: u8, id: u32, by: WakeSource) -> Record {
    let (detail, source) = source_code(by);
    Record::new(kind, detail, id, source, 0)
}

fn some_node(node: Option<NodeId>) -> u32 {
    node.map_or(0, |id| id.0)
}

pub(crate) fn flag(word: u32) -> Option<bool> {
    match word {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

/// Optional ids are counted from 1, so 0 says "none".
pub(crate) fn some_id(word: u32) -> Option<u32> {
    (word != 0).then_some(word)
}

// The low word is what is meant.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn low(time: Micros) -> u32 {
    time.0 as u32
}

pub(crate) fn high(time: Micros) -> u32 {
    (time.0 >> 32) as u32
}

pub(crate) fn micros(low: u32, high: u32) -> Micros {
    Micros(u64::from(low) | u64::from(high) << 32)
}

#[cfg(test)]
mod tests;
