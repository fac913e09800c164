//! A trace as text, one event a line: for tests that compare whole traces, and for reading in a terminal.

use std::borrow::Cow;
use std::fmt::Write;

use taskscope_sorted::SortedMap;

use crate::decode::{DecodeError, Decoder, Entry};
use crate::event::Event;
use crate::fetches::FetchEvent;
use crate::field::{Field, Id, Visitor};
use crate::one_line::one_line;
use crate::place::Place;
use crate::terms::{ResourceKind, Wait, WakeSource};
use crate::transcript_of_threads;
use crate::{Micros, NodeId, Order, PlaceId, ResourceId, TaskId, TextId, ThreadId};

/// Writes a trace out, one line an event: time in milliseconds, then what happened. Whatever the names and messages of the
/// program are, they stay on their line: see [`one_line`].
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
        Entry::Worker(worker) => push_line(&mut text, now, &format!("on worker {worker}")),
        Entry::Note(note) => {
            let mut line = Skeleton::new(&names, note.name());
            note.visit(&mut line);
            push_line(&mut text, now, &line.text);
        }
        Entry::Event(event) => {
            names.learn(event);
            push_line(&mut text, now, &names.line(event));
        }
    })?;
    Ok(text)
}

fn push_line(text: &mut String, now: Micros, line: &str) {
    let time = format!("{}.{:03}", now.0 / 1000, now.0 % 1000);
    writeln!(text, "{time:<9} {line}").expect("a String takes every text");
}

/// The line of an event that has none of its own: the name of its kind, then each member with its name.
struct Skeleton<'a> {
    names: &'a Names,
    text: String,
}

impl<'a> Skeleton<'a> {
    fn new(names: &'a Names, kind: &str) -> Self {
        Self { names, text: kind.replace('_', " ") }
    }
}

impl Visitor for Skeleton<'_> {
    fn field<T: Field>(&mut self, name: &'static str, value: T) {
        let names = self.names;
        let value = match value.id() {
            Some(Id::Task(task)) => format!("{task} ({})", names.task(task)),
            Some(Id::Text(text)) => format!("{:?}", names.raw(text)),
            Some(Id::Place(place)) => names.place(place),
            Some(Id::Resource(resource)) => names.resource(resource),
            Some(Id::Node(_) | Id::Timer(_) | Id::Thread(_) | Id::Chart(_)) | None => {
                let Some(value) = value.value() else { return };
                value.to_string()
            }
        };
        let before = if self.text.contains(':') { ',' } else { ':' };
        self.text.extend([before, ' ']);
        self.text.push_str(&name.replace('_', " "));
        self.text.push(' ');
        self.text.push_str(&value);
    }
}

#[derive(Default)]
pub(crate) struct Names {
    texts: Vec<String>,
    places: Vec<Place>,
    tasks: SortedMap<TaskId, TextId>,
    resources: SortedMap<ResourceId, ResourceKind>,
}

impl Names {
    fn learn(&mut self, event: Event) {
        if let Event::TaskSpawned { task, name, .. } = event {
            self.tasks.insert(task, name);
        } else if let Event::ResourceCreated { resource, kind, .. } = event {
            self.resources.insert(resource, kind);
        }
    }

    /// A text as part of a line, which it can't end.
    pub(crate) fn text(&self, id: TextId) -> Cow<'_, str> {
        one_line(self.raw(id))
    }

    /// A text as the program has it: to be written in quotes, which escapes it.
    fn raw(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("?", String::as_str)
    }

    pub(crate) fn task(&self, id: TaskId) -> Cow<'_, str> {
        self.tasks.get(&id).map_or(Cow::Borrowed("?"), |&name| self.text(name))
    }

    /// A task, or what is not one.
    pub(crate) fn task_or_outside(&self, id: Option<TaskId>) -> Cow<'_, str> {
        id.map_or(Cow::Borrowed("outside"), |id| self.task(id))
    }

    fn resource(&self, id: ResourceId) -> String {
        match self.resources.get(&id) {
            // The word that a reader of the trace knows.
            Some(ResourceKind::Mpsc) => format!("channel {id}"),
            Some(kind) => format!("{} {id}", format!("{kind:?}").to_lowercase()),
            None => format!("resource {id}"),
        }
    }

    pub(crate) fn place(&self, id: PlaceId) -> String {
        let Some(place) = self.places.get(id.0 as usize) else { return String::new() };
        let path = self.text(place.file);
        format!("{}:{}", path.rsplit('/').next().unwrap_or(&path), place.line)
    }

    fn source(&self, by: WakeSource) -> String {
        match by {
            WakeSource::Spawn => "its spawn".to_owned(),
            WakeSource::Task(task) => self.task(task).into_owned(),
            WakeSource::Timer(timer) => format!("timer {timer}"),
            WakeSource::Promise(promise) if self.resources.get(&promise) == Some(&ResourceKind::Fetch) => {
                self.resource(promise)
            }
            WakeSource::Promise(promise) => format!("promise {promise}"),
            WakeSource::Thread(thread) => format!("thread {thread}"),
            WakeSource::Outside => "outside".to_owned(),
            WakeSource::Unknown => "an unknown source".to_owned(),
        }
    }

    fn wait(&self, on: Wait) -> String {
        match on {
            Wait::Timer(timer) => format!("timer {timer}"),
            Wait::Receive(resource) => format!("a message of {}", self.resource(resource)),
            Wait::Send(resource) => format!("room in {}", self.resource(resource)),
            Wait::Task(task) => format!("the end of {}", self.task(task)),
            Wait::Yield => "its next turn".to_owned(),
            Wait::Acquire(resource) | Wait::Promise(resource) => self.resource(resource),
            Wait::Read(resource) => format!("{} to read", self.resource(resource)),
            Wait::Notified(resource) => format!("a notification of {}", self.resource(resource)),
            Wait::Changed(resource) => format!("a new value of {}", self.resource(resource)),
            Wait::Barrier(resource) => format!("the others at {}", self.resource(resource)),
            Wait::Closed(resource) => format!("the end of {}", self.resource(resource)),
            Wait::Budget => "its next turn, operations spent".to_owned(),
            Wait::Thread(ThreadId::POOL) => "a free thread".to_owned(),
            Wait::Thread(thread) => format!("thread {thread}"),
        }
    }

    /// What is said of an event: the line of its kind, if it has one of its own.
    #[allow(clippy::wildcard_enum_match_arm)]
    fn line(&self, event: Event) -> String {
        match event {
            Event::RunStarted { clock, order: Order::Fifo, seed: 0 } => {
                format!("run started, {clock:?} clock")
            }
            Event::RunStarted { clock, order, seed } => {
                format!("run started, {clock:?} clock, {order:?}, seed {seed}")
            }
            Event::RunEnded { how } => format!("run ended: {how:?}"),
            Event::TurnStarted { cause } => format!("turn started: {cause:?}"),
            Event::TurnEnded { budget_spent: false } => "turn ended".to_owned(),
            Event::TurnEnded { budget_spent: true } => "turn ended, budget spent".to_owned(),
            Event::TaskSpawned { task, parent, name, place } => {
                let parent = self.task_or_outside(parent);
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
            Event::TaskCancelled { task, by } => {
                let by = by.map_or_else(String::new, |by| format!(" by {}", self.task(by)));
                format!("{} cancelled{by}", self.task(task))
            }
            Event::TaskOwned { task, scope } => {
                format!("  {} works for {}", self.task(task), self.resource(scope))
            }
            Event::PageHidden => "the page is hidden".to_owned(),
            Event::TaskDetached { task } => format!("  {} detached", self.task(task)),
            Event::TaskPriority { task, priority } => format!("{} has priority {priority}", self.task(task)),
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
            Event::ResourceCreated { .. }
            | Event::Queued { .. }
            | Event::Granted { .. }
            | Event::Left { .. }
            | Event::Acquired { .. }
            | Event::Released { .. }
            | Event::Sent { .. }
            | Event::Received { .. }
            | Event::Lagged { .. }
            | Event::Notified { .. }
            | Event::SendersChanged { .. }
            | Event::ReceiversChanged { .. }
            | Event::Closed { .. }
            | Event::Refused { .. }
            | Event::Settled { .. }
            | Event::ResourceDropped { .. } => self.resource_line(event),
            Event::TimerSet { timer, deadline } => format!("  timer {timer} set for {} us", deadline.0),
            Event::TimerFired { timer } => format!("  timer {timer} fired"),
            Event::TimerCancelled { timer } => format!("  timer {timer} cancelled"),
            Event::WorkStarted { duration, place } => {
                format!("  works for {} us at {}", duration.0, self.place(place))
            }
            Event::WorkEnded => "  work ended".to_owned(),
            Event::EventsDropped { count } => format!("{count} events dropped"),
            Event::Hosted { thread, way } => format!("hosted: {thread:?}, turns by {way:?}"),
            Event::NotReported { what } => format!("{what:?} are not reported"),
            Event::Frame { missed: 0 } => "frame".to_owned(),
            Event::Frame { missed } => format!("frame, {missed} missed"),
            Event::LongTask { reporter, started, duration } => {
                format!("{reporter:?} of {} us from {} us on", duration.0, started.0)
            }
            Event::Output { text, .. } => format!("  prints {:?}", self.raw(text)),
            Event::Mark { text, .. } => format!("  mark {:?}", self.raw(text)),
            Event::Fetch(event) => self.fetch_line(event),
            Event::Thread(event) => transcript_of_threads::line(self, event),
            Event::Chart(event) => transcript_of_threads::chart_line(self, event),
            _ => {
                let mut line = Skeleton::new(self, event.name());
                event.visit(&mut line);
                line.text
            }
        }
    }

    fn fetch_line(&self, event: FetchEvent) -> String {
        match event {
            FetchEvent::Started { fetch, address, is_stand_in } => {
                let of = if is_stand_in { "of a stand-in for" } else { "of" };
                format!("  fetch {fetch} {of} {}", self.text(address))
            }
            FetchEvent::Answered { fetch, status, length } => {
                let length = length.map_or_else(String::new, |length| format!(", {length} bytes"));
                format!("fetch {fetch} answered, {status}{length}")
            }
            FetchEvent::Chunk { fetch, bytes } => format!("{bytes} bytes of fetch {fetch}"),
            FetchEvent::Ended { fetch, how, message } => {
                let message = message.map_or_else(String::new, |text| format!(": {}", self.text(text)));
                format!("fetch {fetch} ended, {how:?}{message}")
            }
        }
    }

    // `line` sends only the events of resources here.
    #[allow(clippy::wildcard_enum_match_arm)]
    fn resource_line(&self, event: Event) -> String {
        let at = |node: Option<NodeId>| node.map_or_else(String::new, |node| format!("node {node} "));
        match event {
            Event::ResourceCreated { resource, kind, capacity, place } => {
                let resource = self.resource(resource);
                let room = match (kind, capacity) {
                    (ResourceKind::Mpsc, None) => ", unbounded,".to_owned(),
                    (_, Some(capacity)) => format!(", room for {capacity},"),
                    (_, None) => String::new(),
                };
                format!("  {resource} created{room} at {}", self.place(place))
            }
            Event::Queued { resource, ticket, node, permits } => {
                let many = if permits == 1 { String::new() } else { format!(" for {permits} permits") };
                format!("  {}queues for {}{many}, ticket {ticket}", at(node), self.resource(resource))
            }
            Event::Granted { resource, ticket } => {
                format!("  {} granted to ticket {ticket}", self.resource(resource))
            }
            Event::Left { resource, ticket, served } => {
                let how = if served { "served" } else { "given up" };
                format!("  ticket {ticket} of {} {how}", self.resource(resource))
            }
            Event::Acquired { resource, access, permits, node } => {
                format!("  {}acquires {}, {access:?} {permits}", at(node), self.resource(resource))
            }
            Event::Released { resource, access, permits, holder } => {
                let holder = self.task_or_outside(holder);
                format!("  {} released, {access:?} {permits}, held by {holder}", self.resource(resource))
            }
            Event::Sent { resource, len } => format!("  sent to {}, holds {len}", self.resource(resource)),
            Event::Received { resource, len } => {
                format!("  received from {}, holds {len}", self.resource(resource))
            }
            Event::Lagged { resource, missed } => {
                format!("  {missed} missed from {}", self.resource(resource))
            }
            Event::Notified { resource, woken, stored } => {
                let kept = if stored { ", one permit kept" } else { "" };
                format!("  {} notified, {woken} woken{kept}", self.resource(resource))
            }
            Event::SendersChanged { resource, senders } => {
                format!("  {} has {senders} senders", self.resource(resource))
            }
            Event::ReceiversChanged { resource, receivers } => {
                format!("  {} has {receivers} receivers", self.resource(resource))
            }
            Event::Refused { resource, access, place } => {
                format!("  {} refused, {access:?}, at {}", self.resource(resource), self.place(place))
            }
            Event::Settled { resource, rejected } => {
                let how = if rejected { "rejected" } else { "fulfilled" };
                format!("{} {how}", self.resource(resource))
            }
            Event::Closed { resource } => format!("  {} closed", self.resource(resource)),
            Event::ResourceDropped { resource } => format!("  {} dropped", self.resource(resource)),
            _ => String::new(),
        }
    }
}
