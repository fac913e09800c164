//! Every event survives the way to a record and back; what is unknown is refused.

use super::super::codes::ENDS;
use super::super::terms::{Access, HostThread, Observation, Order, Reporter, TurnCause, Wait, Way};
use super::*;
use crate::WorkerId;

#[test]
fn every_event_of_the_executor_survives_the_way_to_a_record_and_back() {
    let (task, node, resource, timer) = (TaskId(7), NodeId(8), ResourceId(9), TimerId(10));
    let ticket = Ticket(13);
    let (name, place) = (TextId(11), PlaceId(12));
    let mut events = vec![
        Event::TurnEnded { budget_spent: true },
        Event::TaskSpawned { task, parent: None, name, place },
        Event::TaskSpawned { task, parent: Some(TaskId(1)), name, place },
        Event::PollStarted { task },
        Event::PollEnded { task },
        Event::TaskDone { task },
        Event::TaskCancelled { task, by: None },
        Event::TaskCancelled { task, by: Some(TaskId(3)) },
        Event::TaskDetached { task },
        Event::TaskPriority { task, priority: 255 },
        Event::TaskPanicked { task, message: name, place: None },
        Event::TaskPanicked { task, message: name, place: Some(PlaceId(0)) },
        Event::NodeCreated { node, parent: Some(NodeId(2)), label: name, place },
        Event::NodePollStarted { node },
        Event::NodePollEnded { node, ready: true },
        Event::NodeDropped { node, finished: false },
        Event::Sent { resource, len: 3 },
        Event::Received { resource, len: 2 },
        Event::SendersChanged { resource, senders: 2 },
        Event::ReceiversChanged { resource, receivers: 2 },
        Event::Closed { resource },
        Event::Queued { resource, ticket, node: None, permits: 1 },
        Event::Queued { resource, ticket, node: Some(node), permits: 0xff_ffff },
        Event::Granted { resource, ticket },
        Event::Left { resource, ticket, served: true },
        Event::Acquired { resource, access: Access::Exclusive, permits: 1, node: Some(node) },
        Event::Released { resource, access: Access::Shared, permits: 2, holder: Some(task) },
        Event::Lagged { resource, missed: u32::MAX },
        Event::Notified { resource, woken: 0, stored: true },
        Event::EventsDropped { count: u64::MAX },
        Event::TimerSet { timer, deadline: Micros(u64::MAX - 5) },
        Event::TimerFired { timer },
        Event::TimerCancelled { timer },
        Event::WorkStarted { duration: Micros(1 << 40), place },
        Event::WorkEnded,
        Event::Output { text: name },
        Event::Mark { text: name },
    ];
    for kind in KINDS {
        events.push(Event::ResourceCreated { resource, kind, capacity: Some(0), place });
        events.push(Event::ResourceCreated { resource, kind, capacity: None, place });
    }
    hold_against_records(events);
}

#[test]
fn every_start_and_end_of_a_run_and_of_a_turn_survives() {
    let mut events = Vec::new();
    let orders = [
        Order::Fifo,
        Order::LifoSlot(None),
        Order::LifoSlot(Some(3)),
        Order::Random,
        Order::Priority,
        Order::Replay,
    ];
    for order in orders {
        events.push(Event::RunStarted { clock: Clock::Virtual, order, seed: u64::MAX - 1 });
        events.push(Event::RunStarted { clock: Clock::Browser, order, seed: 0 });
    }
    for how in ENDS {
        events.push(Event::RunEnded { how });
    }
    for cause in [TurnCause::Request, TurnCause::Continuation, TurnCause::Alarm] {
        events.push(Event::TurnStarted { cause });
    }
    hold_against_records(events);
}

#[test]
fn every_word_of_the_browser_survives() {
    let mut events = vec![Event::Frame { missed: 3 }];
    for way in Way::ALL {
        events.push(Event::Hosted { thread: HostThread::Worker, way });
        events.push(Event::Hosted { thread: HostThread::Page, way });
    }
    for what in [Observation::Frames, Observation::LongTasks] {
        events.push(Event::NotReported { what });
    }
    for reporter in [Reporter::LongTask, Reporter::LongAnimationFrame] {
        let (started, duration) = (Micros(1 << 40), Micros(u32::MAX.into()));
        events.push(Event::LongTask { reporter, started, duration });
    }
    hold_against_records(events);
}

#[test]
fn every_wake_and_every_wait_survives() {
    let (task, node, resource, timer) = (TaskId(7), NodeId(8), ResourceId(9), TimerId(10));
    let (worker, place) = (WorkerId(11), PlaceId(12));
    let mut events = Vec::new();
    let sources = [
        WakeSource::Spawn,
        WakeSource::Task(task),
        WakeSource::Timer(timer),
        WakeSource::Promise(resource),
        WakeSource::Worker(worker),
        WakeSource::Outside,
    ];
    for by in sources {
        events.push(Event::TaskReady { task, by });
        events.push(Event::TaskWokenAgain { task, by });
        events.push(Event::NodeWoken { node, by });
    }
    let waits = [
        Wait::Timer(timer),
        Wait::Receive(resource),
        Wait::Send(resource),
        Wait::Task(task),
        Wait::Yield,
        Wait::Acquire(resource),
        Wait::Read(resource),
        Wait::Notified(resource),
        Wait::Changed(resource),
        Wait::Barrier(resource),
        Wait::Closed(resource),
        Wait::Promise(resource),
        Wait::Worker(worker),
        Wait::Budget,
    ];
    for on in waits {
        events.push(Event::Waiting { node: None, on, place });
        events.push(Event::Waiting { node: Some(node), on, place });
    }
    hold_against_records(events);
}

fn hold_against_records(events: Vec<Event>) {
    for event in events {
        assert_eq!(Record::encode(event).decode(), Some(event));
    }
}

#[test]
fn unknown_kinds_and_codes_are_refused() {
    assert_eq!(Record::new(255, 0, 0, 0, 0).decode(), None);
    assert_eq!(Record::new(17, 0, 99, 0, 0).decode(), None);
    assert_eq!(Record::new(28, 99, 0, 0, 0).decode(), None);
}
