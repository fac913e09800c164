//! Who waits, who holds and what is left, after every kind of event.

use taskscope_format::{Access, Event, ResourceId, ResourceKind, TaskId, Ticket, WakeSource};
use taskscope_tell::contents_text;
use taskscope_trace::{ResourceState, State, Trace, Waiter};

use super::written::{
    CLERK, IT, MAIN, READER, WRITER, acquired, granted, left, made, polled, queued, released, scene,
    state_after,
};

/// What is said of a resource whose texts say nothing.
fn contents(resource: &ResourceState) -> String {
    contents_text(&Trace::default(), &State::default(), resource)
}

fn it(state: &State) -> &ResourceState {
    state.resource(IT).expect("it was made")
}

fn line_of(state: &State) -> Vec<(u32, Option<TaskId>, bool)> {
    it(state).waiters().map(|waiter| (waiter.ticket.0, waiter.task, waiter.is_granted)).collect()
}

fn holders_of(state: &State) -> Vec<(Option<TaskId>, Access, u32)> {
    it(state).holders().map(|holder| (holder.task, holder.access, holder.permits)).collect()
}

#[test]
fn a_mutex_has_one_holder_and_a_line_in_the_order_of_coming() {
    let mut events = scene(4, ResourceKind::Mutex, None);
    events.extend(polled(WRITER, [acquired(Access::Exclusive, 1)]));
    events.extend(polled(READER, [queued(0, 1)]));
    events.extend(polled(CLERK, [queued(1, 1)]));
    let state = state_after(&events);
    assert_eq!(holders_of(&state), [(Some(WRITER), Access::Exclusive, 1)]);
    assert_eq!(line_of(&state), [(0, Some(READER), false), (1, Some(CLERK), false)]);
    assert_eq!(contents(it(&state)), "");

    events.extend(polled(WRITER, [released(Access::Exclusive, 1, WRITER), granted(0)]));
    let state = state_after(&events);
    assert_eq!(holders_of(&state), []);
    assert_eq!(line_of(&state), [(0, Some(READER), true), (1, Some(CLERK), false)]);
    assert_eq!(it(&state).waiting(), 1);

    events.extend(polled(READER, [left(0, true), acquired(Access::Exclusive, 1)]));
    let state = state_after(&events);
    assert_eq!(holders_of(&state), [(Some(READER), Access::Exclusive, 1)]);
    assert_eq!(line_of(&state), [(1, Some(CLERK), false)]);
}

#[test]
fn a_waiter_that_leaves_after_it_was_granted_leaves_nothing_behind() {
    let mut events = scene(4, ResourceKind::Semaphore, Some(2));
    events.extend(polled(WRITER, [acquired(Access::Shared, 2)]));
    events.extend(polled(READER, [queued(0, 2)]));
    events.extend(polled(CLERK, [queued(1, 1)]));
    events.extend(polled(WRITER, [released(Access::Shared, 2, WRITER), granted(0)]));
    assert_eq!(it(&state_after(&events)).permits_left(), Some(0), "they are set aside");

    events.extend(polled(READER, [left(0, false), granted(1)]));
    let state = state_after(&events);
    assert_eq!(it(&state).permits_left(), Some(1));
    assert_eq!(line_of(&state), [(1, Some(CLERK), true)]);
    events.push(left(1, false));
    assert_eq!(it(&state_after(&events)).permits_left(), Some(2));
}

#[test]
fn two_readers_hold_a_lock_together_and_each_gives_back_its_own() {
    let mut events = scene(4, ResourceKind::RwLock, None);
    events.extend(polled(READER, [acquired(Access::Shared, 1)]));
    events.extend(polled(CLERK, [acquired(Access::Shared, 1)]));
    events.extend(polled(WRITER, [queued(0, 1)]));
    let state = state_after(&events);
    assert_eq!(holders_of(&state), [(Some(READER), Access::Shared, 1), (Some(CLERK), Access::Shared, 1)]);
    events.extend(polled(READER, [released(Access::Shared, 1, READER)]));
    assert_eq!(holders_of(&state_after(&events)), [(Some(CLERK), Access::Shared, 1)]);
    events.extend(polled(CLERK, [released(Access::Shared, 1, CLERK), granted(0)]));
    assert_eq!(contents(it(&state_after(&events))), "handed to ?, not taken yet");
}

#[test]
fn permits_are_taken_from_the_oldest_hold_of_their_task_first() {
    let mut events = scene(3, ResourceKind::Semaphore, Some(10));
    events.extend(polled(WRITER, [acquired(Access::Shared, 2), acquired(Access::Shared, 3)]));
    events.extend(polled(READER, [acquired(Access::Shared, 4)]));
    // Released where another task runs: a permit can be handed on before it is dropped.
    events.extend(polled(READER, [released(Access::Shared, 3, WRITER)]));
    let state = state_after(&events);
    assert_eq!(holders_of(&state), [(Some(WRITER), Access::Shared, 2), (Some(READER), Access::Shared, 4)]);
    assert_eq!(contents(it(&state)), "4 of 10 permits left");
    let tasks: Vec<_> = it(&state).holding_tasks().collect();
    assert_eq!(tasks, [Some(WRITER), Some(READER)]);
}

#[test]
fn more_permits_than_are_held_can_be_given_back_without_harm() {
    let mut events = scene(2, ResourceKind::Semaphore, Some(3));
    events.extend(polled(WRITER, [acquired(Access::Shared, 1)]));
    events.push(released(Access::Shared, 7, WRITER));
    events.push(released(Access::Exclusive, 1, WRITER));
    let state = state_after(&events);
    assert_eq!(holders_of(&state), []);
    assert_eq!(it(&state).permits_left(), Some(3));
}

#[test]
fn a_broadcast_counts_what_its_receivers_missed() {
    let mut events = scene(2, ResourceKind::Broadcast, Some(2));
    events.extend(polled(
        MAIN,
        [
            Event::ReceiversChanged { resource: IT, receivers: 2 },
            Event::Sent { resource: IT, len: 2 },
            Event::Lagged { resource: IT, missed: 3 },
            Event::Lagged { resource: IT, missed: 1 },
        ],
    ));
    assert_eq!(contents(it(&state_after(&events))), "2 of 2 held · 1 sender · 2 receivers · 4 missed");
    events.push(Event::SendersChanged { resource: IT, senders: 0 });
    events.push(Event::Closed { resource: IT });
    let text = contents(it(&state_after(&events)));
    assert_eq!(text, "2 of 2 held · no sender left · 4 missed · receiver gone");
}

#[test]
fn a_notification_is_kept_until_somebody_takes_it() {
    let notified = |woken, stored| Event::Notified { resource: IT, woken, stored };
    let mut events = scene(2, ResourceKind::Notify, None);
    events.push(notified(0, true));
    assert_eq!(contents(it(&state_after(&events))), "one kept");
    events.extend(polled(WRITER, [queued(0, 1)]));
    assert_eq!(contents(it(&state_after(&events))), "none kept", "whoever waits has found none");
}

#[test]
fn those_who_have_come_to_a_barrier_stand_in_its_line() {
    let mut events = scene(3, ResourceKind::Barrier, Some(3));
    events.extend(polled(WRITER, [queued(0, 1)]));
    events.extend(polled(READER, [queued(1, 1)]));
    assert_eq!(contents(it(&state_after(&events))), "2 of 3 here");
    events.extend(polled(MAIN, [granted(0), granted(1)]));
    assert_eq!(contents(it(&state_after(&events))), "0 of 3 here");
}

#[test]
fn one_that_gave_up_waiting_at_a_barrier_has_come_nevertheless() {
    let mut events = scene(3, ResourceKind::Barrier, Some(2));
    events.extend(polled(WRITER, [queued(0, 1)]));
    events.extend(polled(WRITER, [left(0, false)]));
    assert_eq!(contents(it(&state_after(&events))), "1 of 2 here");
    // The reader was the last to come, and nobody was left to be let through: the next one begins a new round.
    events.extend(polled(WRITER, [queued(1, 1)]));
    assert_eq!(contents(it(&state_after(&events))), "1 of 2 here");
    events.extend(polled(READER, [granted(1)]));
    assert_eq!(contents(it(&state_after(&events))), "0 of 2 here");
}

#[test]
fn events_for_what_does_not_exist_change_nothing() {
    let events = scene(1, ResourceKind::Mutex, None);
    let before = state_after(&events);
    let nowhere = ResourceId(0);
    let task = TaskId(77);
    let strange = [
        granted(5),
        left(5, true),
        released(Access::Exclusive, 1, MAIN),
        Event::Queued { resource: nowhere, ticket: Ticket(0), node: None, permits: 1 },
        Event::Acquired { resource: nowhere, access: Access::Shared, permits: 1, node: None },
        Event::Sent { resource: nowhere, len: 3 },
        Event::Closed { resource: nowhere },
        Event::TaskDetached { task },
        Event::TaskPriority { task, priority: 3 },
        Event::TaskCancelled { task, by: Some(task) },
        made(IT, ResourceKind::Semaphore, Some(3)),
    ];
    for event in strange {
        let mut state = before.clone();
        state.apply(event);
        assert!(state == before, "{event:?}");
    }
}

#[test]
fn a_ticket_stands_in_the_line_once() {
    let mut events = scene(3, ResourceKind::Mutex, None);
    events.extend(polled(WRITER, [queued(0, 1)]));
    events.push(granted(0));
    events.push(granted(0));
    events.extend(polled(READER, [queued(0, 9)]));
    let state = state_after(&events);
    let waiter = Waiter { ticket: Ticket(0), task: Some(WRITER), node: None, permits: 1, is_granted: true };
    assert_eq!(it(&state).waiters().collect::<Vec<_>>(), [&waiter]);
}

#[test]
fn a_task_knows_its_priority_and_whether_anybody_will_see_its_result() {
    let mut events = scene(2, ResourceKind::Mutex, None);
    events.push(Event::TaskPriority { task: WRITER, priority: 7 });
    events.push(Event::TaskDetached { task: WRITER });
    let state = state_after(&events);
    let task = state.task(WRITER).expect("it was spawned");
    assert_eq!((task.priority, task.is_detached), (7, true));
}

#[test]
fn a_policy_can_take_a_task_out_of_the_middle_of_the_queue() {
    let mut events = scene(4, ResourceKind::Mutex, None);
    assert_eq!(state_after(&events).queue, [WRITER, READER, CLERK]);
    events.push(Event::PollStarted { task: READER });
    assert_eq!(state_after(&events).queue, [WRITER, CLERK]);
    events.push(Event::TaskCancelled { task: CLERK, by: Some(READER) });
    assert_eq!(state_after(&events).queue, [WRITER]);
}

#[test]
fn permits_can_be_added() {
    let mut events = scene(2, ResourceKind::Semaphore, Some(1));
    events.extend(polled(WRITER, [acquired(Access::Shared, 1)]));
    let added = Event::Released { resource: IT, access: Access::Shared, permits: 2, holder: None };
    events.extend(polled(MAIN, [added]));
    assert_eq!(contents(it(&state_after(&events))), "2 of 3 permits left");
}

#[test]
fn a_promise_is_settled_when_it_wakes_somebody() {
    let mut events = scene(2, ResourceKind::Promise, None);
    assert_eq!(contents(it(&state_after(&events))), "pending");
    events.push(Event::TaskReady { task: MAIN, by: WakeSource::Promise(IT) });
    assert_eq!(contents(it(&state_after(&events))), "settled");
    events.push(Event::Received { resource: IT, len: 0 });
    assert_eq!(contents(it(&state_after(&events))), "settled");
}

#[test]
fn only_a_channel_has_a_receiver_that_can_be_gone() {
    let closed = |kind, capacity| {
        let mut events = scene(2, kind, capacity);
        events.push(Event::Closed { resource: IT });
        contents(it(&state_after(&events)))
    };
    assert_eq!(closed(ResourceKind::Semaphore, Some(3)), "3 of 3 permits left · closed");
    assert_eq!(closed(ResourceKind::Mpsc, Some(3)), "0 of 3 held · 1 sender · receiver gone");
}

#[test]
fn a_task_begins_without_a_priority_and_counts_its_polls_and_wakes() {
    let mut events = scene(2, ResourceKind::Mutex, None);
    let writer = state_after(&events).task(WRITER).expect("it was spawned").clone();
    assert_eq!((writer.priority, writer.polls, writer.wakes), (0, 0, 1), "it was woken by its spawn");
    events.extend(polled(WRITER, []));
    let (task, by) = (WRITER, WakeSource::Outside);
    events.extend([Event::TaskReady { task, by }, Event::TaskWokenAgain { task, by }]);
    events.push(Event::TaskPriority { task, priority: 3 });
    let state = state_after(&events);
    let writer = state.task(WRITER).expect("it was spawned");
    assert_eq!((writer.priority, writer.polls, writer.wakes), (3, 1, 3));
    assert_eq!((state.polls, state.wakes), (2, 4), "with those of main");
}
