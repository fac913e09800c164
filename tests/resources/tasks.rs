//! What is told of tasks and of the run's rules, word for word.

use expect_test::expect;
use taskscope_format::{Clock, Event, Order, ResourceId, ResourceKind, Wait, WakeSource};

use super::written::{CLERK, IT, MAIN, READER, WRITER, check, polled, scene, spawned, waits};

/// What a yield does in a poll: the task wakes itself.
fn yields(on: Wait) -> [Event; 2] {
    [waits(on), Event::TaskReady { task: WRITER, by: WakeSource::Task(WRITER) }]
}

#[test]
fn tasks_are_aborted_detached_and_given_priorities() {
    let events = [
        Event::TaskPriority { task: READER, priority: 3 },
        Event::TaskDetached { task: WRITER },
        Event::TaskCancelled { task: WRITER, by: Some(MAIN) },
        Event::TaskCancelled { task: READER, by: Some(READER) },
        Event::TaskCancelled { task: CLERK, by: None },
        Event::TaskReady { task: MAIN, by: WakeSource::Promise(IT) },
        Event::EventsDropped { count: 12 },
    ];
    check(
        scene(4, ResourceKind::Promise, None),
        events,
        &expect![[r"
            reader gets priority 3.
            The handle of writer was dropped; writer stays in the queue.
            main aborts writer before it is done.
            reader aborts itself.
            clerk is dropped before it is done.
            Promise 1 is settled and wakes main.
            The trace was full: 12 events before this were dropped.
        "]],
    );
}

#[test]
fn a_task_that_uses_up_its_operations_yields() {
    check(
        scene(2, ResourceKind::Mpsc, None),
        polled(WRITER, yields(Wait::Budget)),
        &expect![[r"
            writer runs for the first time.
            writer has used up its budget of operations and yields (line 20): it goes to the back of the queue.
        "]],
    );
}

#[test]
fn another_policy_than_first_in_first_out_is_told_and_no_queue_is_spoken_of() {
    for (order, expected) in [
        (
            Order::Fifo,
            expect![[r"
                The run starts with main.
                main spawns writer (line 1); it goes to the back of the queue.
                writer runs for the first time.
                writer yields (line 20): it goes to the back of the queue.
            "]],
        ),
        (
            Order::LifoSlot(Some(3)),
            expect![[r"
                Scheduler: the task that was woken last by a running task runs first, at most 3 times in a row.
                The run starts with main.
                main spawns writer (line 1); it is ready.
                writer runs for the first time.
                writer yields (line 20): it is ready.
            "]],
        ),
        (
            Order::LifoSlot(None),
            expect![[r"
                Scheduler: the task that was woken last by a running task runs first.
                The run starts with main.
                main spawns writer (line 1); it is ready.
                writer runs for the first time.
                writer yields (line 20): it is ready.
            "]],
        ),
        (
            Order::Random,
            expect![[r"
                Scheduler: any of the ready tasks runs next, chosen at random with seed 7.
                The run starts with main.
                main spawns writer (line 1); it is ready.
                writer runs for the first time.
                writer yields (line 20): it is ready.
            "]],
        ),
        (
            Order::Priority,
            expect![[r"
                Scheduler: the ready task with the highest priority runs next.
                The run starts with main.
                main spawns writer (line 1); it is ready.
                writer runs for the first time.
                writer yields (line 20): it is ready.
            "]],
        ),
        (
            Order::Replay,
            expect![[r"
                Scheduler: tasks run in the order of an earlier run.
                The run starts with main.
                main spawns writer (line 1); it is ready.
                writer runs for the first time.
                writer yields (line 20): it is ready.
            "]],
        ),
    ] {
        let mut events = vec![Event::RunStarted { clock: Clock::Virtual, order, seed: 7 }];
        events.extend(spawned(MAIN));
        events.extend(spawned(WRITER));
        events.extend(polled(WRITER, yields(Wait::Yield)));
        check(Vec::new(), events, &expected);
    }
}

#[test]
fn what_is_unknown_is_told_without_a_kind() {
    let resource = ResourceId(9);
    let events = polled(WRITER, [waits(Wait::Acquire(resource)), Event::Sent { resource, len: 1 }]);
    check(
        scene(2, ResourceKind::Mutex, None),
        events,
        &expect![[r"
            writer runs for the first time.
            writer sends a message (1 in resource 9).
            writer waits for resource 9 (line 20).
        "]],
    );
}
