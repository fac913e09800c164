//! Traces written by hand, event by event.

use expect_test::Expect;
use taskscope_format::{
    Access, Event, NodeId, PlaceId, Record, ResourceId, ResourceKind, TaskId, TextId, Ticket, Wait,
    WakeSource,
};
use taskscope_trace::{Run, State};

/// The names of tasks 1, 2, 3, …
pub(crate) const NAMES: [&str; 6] = ["main", "writer", "reader", "clerk", "cook", "guest"];

/// Lines of the source that events can name.
const LINES: u32 = 40;

pub(crate) const MAIN: TaskId = TaskId(1);
pub(crate) const WRITER: TaskId = TaskId(2);
pub(crate) const READER: TaskId = TaskId(3);
pub(crate) const CLERK: TaskId = TaskId(4);

/// The resource of most stories.
pub(crate) const IT: ResourceId = ResourceId(1);

pub(crate) fn line(line: u32) -> PlaceId {
    PlaceId(line)
}

/// A task that is spawned and ready.
pub(crate) fn spawned(task: TaskId) -> [Event; 2] {
    let parent = (task != MAIN).then_some(MAIN);
    let by = WakeSource::Spawn;
    [Event::TaskSpawned { task, parent, name: TextId(task.0), place: line(1) }, Event::TaskReady { task, by }]
}

/// A poll in which something happens.
pub(crate) fn polled(task: TaskId, events: impl IntoIterator<Item = Event>) -> Vec<Event> {
    let mut poll = vec![Event::PollStarted { task }];
    poll.extend(events);
    poll.push(Event::PollEnded { task });
    poll
}

/// Tasks 1 to `tasks`, and one resource that main makes.
pub(crate) fn scene(tasks: u32, kind: ResourceKind, capacity: Option<u32>) -> Vec<Event> {
    let spawns = (1..=tasks).flat_map(|task| spawned(TaskId(task)));
    spawns.chain(polled(MAIN, [made(IT, kind, capacity)])).collect()
}

pub(crate) fn made(resource: ResourceId, kind: ResourceKind, capacity: Option<u32>) -> Event {
    Event::ResourceCreated { resource, kind, capacity, place: line(2) }
}

pub(crate) fn waits(on: Wait) -> Event {
    Event::Waiting { node: None, on, place: line(20) }
}

pub(crate) fn queued(ticket: u32, permits: u32) -> Event {
    Event::Queued { resource: IT, ticket: Ticket(ticket), node: None, permits }
}

pub(crate) fn granted(ticket: u32) -> Event {
    Event::Granted { resource: IT, ticket: Ticket(ticket) }
}

pub(crate) fn left(ticket: u32, served: bool) -> Event {
    Event::Left { resource: IT, ticket: Ticket(ticket), served }
}

pub(crate) fn acquired(access: Access, permits: u32) -> Event {
    Event::Acquired { resource: IT, access, permits, node: None::<NodeId> }
}

pub(crate) fn released(access: Access, permits: u32, holder: TaskId) -> Event {
    Event::Released { resource: IT, access, permits, holder: Some(holder) }
}

pub(crate) fn state_after(events: &[Event]) -> State {
    let mut state = State::default();
    for &event in events {
        state.apply(event);
    }
    state
}

/// The events as a recorder would have written them.
pub(crate) fn run_of(events: &[Event]) -> Run {
    let mut words = Vec::new();
    for text in std::iter::once("main.rs").chain(NAMES) {
        let mut bytes = [0; 16];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        words.extend([2, u32::try_from(text.len()).expect("names are short"), 0, 0]);
        words.extend(bytes.chunks(4).map(|four| u32::from_le_bytes(four.try_into().expect("four"))));
    }
    for line in 0..LINES {
        words.extend([3, 0, line, 1]);
    }
    words.extend(events.iter().flat_map(|&event| Record::encode(event).0));
    let mut run = Run::default();
    run.append(&words).expect("it is a trace");
    run
}

/// Checks what is told of the events that follow a scene.
pub(crate) fn check(mut scene: Vec<Event>, events: impl IntoIterator<Item = Event>, expected: &Expect) {
    let from = scene.len();
    scene.extend(events);
    let run = run_of(&scene);
    let lines = taskscope_tell::lines(&run).into_iter().filter(|line| line.step.0 > from);
    let told = lines.map(|line| line.text(run.trace()) + "\n");
    expected.assert_eq(&told.collect::<String>());
}
