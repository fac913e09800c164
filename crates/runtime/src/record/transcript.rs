//! A trace as text, one event a line: for tests that compare whole traces, and for reading in a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::decode::{DecodeError, Decoder, Entry, Place};
use super::event::{Event, Wait, WakeSource};
use crate::{Micros, PlaceId, TaskId, TextId};

/// Writes a trace out, one line an event: time in milliseconds, then what happened.
///
/// # Errors
/// If the words are no trace.
pub fn transcript(words: &[u32]) -> Result<String, DecodeError> {
    let mut names = Names::default();
    let mut now = Micros(0);
    let mut text = String::new();
    Decoder::default().read(words, |entry| match entry {
        Entry::Text(text) => names.texts.push(text),
        Entry::Place(place) => names.places.push(place),
        Entry::Time(time) => now = time,
        Entry::Event(event) => {
            names.learn(event);
            let (whole, part) = (now.0 / 1000, now.0 % 1000);
            let line = names.line(event);
            let time = format!("{whole}.{part:03}");
            writeln!(text, "{time:<9} {line}").expect("a String takes every text");
        }
    })?;
    Ok(text)
}

#[derive(Default)]
struct Names {
    texts: Vec<String>,
    places: Vec<Place>,
    tasks: BTreeMap<TaskId, TextId>,
}

impl Names {
    fn learn(&mut self, event: Event) {
        if let Event::TaskSpawned { task, name, .. } = event {
            self.tasks.insert(task, name);
        }
    }

    fn text(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("?", String::as_str)
    }

    fn task(&self, id: TaskId) -> &str {
        self.tasks.get(&id).map_or("?", |&name| self.text(name))
    }

    fn place(&self, id: PlaceId) -> String {
        let Some(place) = self.places.get(id.0 as usize) else { return String::new() };
        let path = self.text(place.file);
        format!("{}:{}", path.rsplit('/').next().unwrap_or(path), place.line)
    }

    fn source(&self, by: WakeSource) -> String {
        match by {
            WakeSource::Spawn => "its spawn".to_owned(),
            WakeSource::Task(task) => self.task(task).to_owned(),
            WakeSource::Timer(timer) => format!("timer {timer}"),
            WakeSource::Outside => "outside".to_owned(),
        }
    }

    fn wait(&self, on: Wait) -> String {
        match on {
            Wait::Timer(timer) => format!("timer {timer}"),
            Wait::Receive(channel) => format!("a message of channel {channel}"),
            Wait::Send(channel) => format!("room in channel {channel}"),
            Wait::Task(task) => format!("the end of {}", self.task(task)),
            Wait::Yield => "its next turn".to_owned(),
        }
    }

    fn line(&self, event: Event) -> String {
        match event {
            Event::RunStarted { clock } => format!("run started, {clock:?} clock"),
            Event::RunEnded { how } => format!("run ended: {how:?}"),
            Event::TurnStarted { cause } => format!("turn started: {cause:?}"),
            Event::TurnEnded { budget_spent: false } => "turn ended".to_owned(),
            Event::TurnEnded { budget_spent: true } => "turn ended, budget spent".to_owned(),
            Event::TaskSpawned { task, parent, name, place } => {
                let parent = parent.map_or("outside", |parent| self.task(parent));
                format!("{} spawned as task {task} by {parent} at {}", self.text(name), self.place(place))
            }
            Event::TaskReady { task, by } => {
                format!("{} ready, woken by {}", self.task(task), self.source(by))
            }
            Event::TaskWokenAgain { task, by } => {
                format!("{} woken again by {}", self.task(task), self.source(by))
            }
            Event::PollStarted { task } => format!("{} polled", self.task(task)),
            Event::PollEnded { task } => format!("{} pending", self.task(task)),
            Event::TaskDone { task } => format!("{} done", self.task(task)),
            Event::TaskCancelled { task } => format!("{} cancelled", self.task(task)),
            Event::TaskPanicked { task, message, .. } => {
                format!("{} panicked: {}", self.task(task), self.text(message))
            }
            Event::Waiting { node, on, place } => {
                let node = node.map_or_else(String::new, |node| format!("node {node} "));
                format!("  {node}waits for {} at {}", self.wait(on), self.place(place))
            }
            Event::NodeCreated { node, parent, label, place } => {
                let inside = parent.map_or_else(String::new, |parent| format!(" in node {parent}"));
                format!("  node {node}{inside} created: {} at {}", self.text(label), self.place(place))
            }
            Event::NodePollStarted { node } => format!("  node {node} polled"),
            Event::NodePollEnded { node, ready } => {
                format!("  node {node} {}", if ready { "finished" } else { "pending" })
            }
            Event::NodeWoken { node, by } => format!("  node {node} woken by {}", self.source(by)),
            Event::NodeDropped { node, finished } => {
                format!("  node {node} dropped{}", if finished { "" } else { " unfinished" })
            }
            Event::ChannelCreated { channel, capacity, place } => {
                let room = capacity.map_or("unbounded".to_owned(), |capacity| format!("room for {capacity}"));
                format!("  channel {channel} created, {room}, at {}", self.place(place))
            }
            Event::Sent { channel, len } => format!("  sent to channel {channel}, holds {len}"),
            Event::Received { channel, len } => format!("  received from channel {channel}, holds {len}"),
            Event::SendersChanged { channel, senders } => {
                format!("  channel {channel} has {senders} senders")
            }
            Event::ReceiverClosed { channel } => format!("  channel {channel} closed by its receiver"),
            Event::TimerSet { timer, deadline } => format!("  timer {timer} set for {} us", deadline.0),
            Event::TimerFired { timer } => format!("  timer {timer} fired"),
            Event::TimerCancelled { timer } => format!("  timer {timer} cancelled"),
            Event::WorkStarted { duration, place } => {
                format!("  works for {} us at {}", duration.0, self.place(place))
            }
            Event::WorkEnded => "  work ended".to_owned(),
            Event::Output { text } => format!("  prints {:?}", self.text(text)),
            Event::Mark { text } => format!("  mark {:?}", self.text(text)),
        }
    }
}
