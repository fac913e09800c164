//! What is told of locks, permits and barriers, word for word.

use expect_test::expect;
use taskscope_format::{Access, Event, ResourceKind, TaskId, Wait};

use super::written::{
    CLERK, IT, MAIN, READER, WRITER, acquired, check, granted, left, polled, queued, released, scene, waits,
};

#[test]
fn a_mutex_goes_from_hand_to_hand() {
    let mut events = polled(WRITER, [acquired(Access::Exclusive, 1)]);
    events.extend(polled(READER, [queued(0, 1), waits(Wait::Acquire(IT))]));
    events.extend(polled(WRITER, [released(Access::Exclusive, 1, WRITER), granted(0)]));
    events.extend(polled(READER, [left(0, true), acquired(Access::Exclusive, 1), waits(Wait::Acquire(IT))]));
    events.extend(polled(READER, [released(Access::Exclusive, 1, READER)]));
    check(
        scene(3, ResourceKind::Mutex, None),
        events,
        &expect![[r"
            writer runs for the first time.
            writer locks mutex 1.
            writer returns Pending; what it waits for is not recorded.
            reader runs for the first time; main and writer had the thread until now.
            reader waits for mutex 1, held by writer (line 20).
            writer runs.
            writer unlocks mutex 1; next in line is reader.
            writer returns Pending; what it waits for is not recorded.
            reader runs.
            reader locks mutex 1.
            reader waits for mutex 1, which it holds itself (line 20).
            reader runs.
            reader unlocks mutex 1.
            reader returns Pending; what it waits for is not recorded.
        "]],
    );
}

#[test]
fn a_lock_for_reading_goes_to_several_at_once() {
    let mut events = polled(WRITER, [acquired(Access::Exclusive, 1)]);
    events.extend(polled(READER, [queued(0, 1), waits(Wait::Read(IT))]));
    events.extend(polled(CLERK, [queued(1, 1), waits(Wait::Read(IT))]));
    events.extend(polled(WRITER, [released(Access::Exclusive, 1, WRITER), granted(0), granted(1)]));
    for (task, ticket) in [(READER, 0), (CLERK, 1)] {
        events.extend(polled(task, [left(ticket, true), acquired(Access::Shared, 1)]));
    }
    events.extend(polled(WRITER, [queued(2, 1), waits(Wait::Acquire(IT))]));
    check(
        scene(4, ResourceKind::RwLock, None),
        events,
        &expect![[r"
            writer runs for the first time.
            writer gets the write lock of rwlock 1.
            writer returns Pending; what it waits for is not recorded.
            reader runs for the first time; main and writer had the thread until now.
            reader waits for rwlock 1 to read, held by writer (line 20).
            clerk runs for the first time; main, writer and reader had the thread until now.
            clerk waits for rwlock 1 to read, held by writer (line 20).
            writer runs.
            writer gives the write lock of rwlock 1 back; next in line is reader.
            Rwlock 1 goes to clerk, next in line.
            writer returns Pending; what it waits for is not recorded.
            reader runs.
            reader gets the read lock of rwlock 1.
            reader returns Pending; what it waits for is not recorded.
            clerk runs.
            clerk gets the read lock of rwlock 1.
            clerk returns Pending; what it waits for is not recorded.
            writer runs.
            writer waits for rwlock 1 to write, held by reader and clerk (line 20).
        "]],
    );
}

#[test]
fn permits_are_counted() {
    let mut events = polled(WRITER, [acquired(Access::Shared, 2)]);
    events.extend(polled(READER, [queued(0, 2), waits(Wait::Acquire(IT))]));
    events.extend(polled(CLERK, [queued(1, 1), waits(Wait::Acquire(IT))]));
    events.extend(polled(WRITER, [released(Access::Shared, 2, WRITER), granted(0)]));
    events.extend(polled(READER, [left(0, false), granted(1)]));
    events.push(Event::PollStarted { task: MAIN });
    events.push(Event::Released { resource: IT, access: Access::Shared, permits: 3, holder: None });
    events.push(Event::Closed { resource: IT });
    check(
        scene(4, ResourceKind::Semaphore, Some(2)),
        events,
        &expect![[r"
            writer runs for the first time.
            writer gets 2 permits of semaphore 1.
            writer returns Pending; what it waits for is not recorded.
            reader runs for the first time; main and writer had the thread until now.
            reader waits for permits of semaphore 1, held by writer (line 20).
            clerk runs for the first time; main, writer and reader had the thread until now.
            clerk waits for permits of semaphore 1, held by writer (line 20).
            writer runs.
            writer gives 2 permits of semaphore 1 back; 2 permits go to reader, next in line.
            writer returns Pending; what it waits for is not recorded.
            reader runs.
            reader no longer waits for semaphore 1, though it was next.
            1 permit of semaphore 1 goes to clerk, next in line.
            reader returns Pending; what it waits for is not recorded.
            main runs.
            main adds 3 permits to semaphore 1.
            main closes semaphore 1.
        "]],
    );
}

#[test]
fn a_barrier_opens_when_the_last_one_has_come() {
    let mut events = polled(WRITER, [queued(0, 1), waits(Wait::Barrier(IT))]);
    events.extend(polled(READER, [queued(1, 1), waits(Wait::Barrier(IT))]));
    events.extend(polled(MAIN, [granted(0), granted(1)]));
    check(
        scene(3, ResourceKind::Barrier, Some(3)),
        events,
        &expect![[r"
            writer runs for the first time.
            writer waits for the others at barrier 1; 1 of 3 has arrived (line 20).
            reader runs for the first time; main and writer had the thread until now.
            reader waits for the others at barrier 1; 2 of 3 have arrived (line 20).
            main runs.
            main is the last to arrive at barrier 1: all go on.
            main returns Pending; what it waits for is not recorded.
        "]],
    );
}

#[test]
fn a_wait_at_a_barrier_that_is_given_up_still_counts_and_the_log_says_so() {
    let mut events = polled(WRITER, [queued(0, 1), waits(Wait::Barrier(IT))]);
    events.extend(polled(WRITER, [left(0, false)]));
    events.extend(polled(READER, [queued(1, 1), waits(Wait::Barrier(IT))]));
    events.extend(polled(MAIN, [granted(1)]));
    check(
        scene(3, ResourceKind::Barrier, Some(3)),
        events,
        &expect![[r"
            writer runs for the first time.
            writer waits for the others at barrier 1; 1 of 3 has arrived (line 20).
            writer runs.
            writer no longer waits for barrier 1, but still counts as arrived.
            writer returns Pending; what it waits for is not recorded.
            reader runs for the first time; main and writer had the thread until now.
            reader waits for the others at barrier 1; 2 of 3 have arrived (line 20).
            main runs.
            main is the last to arrive at barrier 1: all go on.
            main returns Pending; what it waits for is not recorded.
        "]],
    );
}

#[test]
fn a_task_that_waits_for_itself_is_told_so() {
    check(
        scene(2, ResourceKind::Mutex, None),
        polled(WRITER, [acquired(Access::Exclusive, 1), queued(0, 1), waits(Wait::Acquire(IT))]),
        &expect![[r"
            writer runs for the first time.
            writer locks mutex 1.
            writer waits for mutex 1, which it holds itself (line 20).
        "]],
    );
}

#[test]
fn many_holders_are_not_all_named() {
    let mut events: Vec<Event> =
        (2..=6).flat_map(|task| polled(TaskId(task), [acquired(Access::Shared, 1)])).collect();
    let from = events.len();
    events.extend(polled(MAIN, [queued(0, 1), waits(Wait::Acquire(IT))]));
    let mut before = scene(6, ResourceKind::RwLock, None);
    before.extend(events.drain(..from));
    check(
        before,
        events,
        &expect![[r"
            main runs.
            main waits for rwlock 1 to write, held by writer, reader, clerk and others (line 20).
        "]],
    );
}
