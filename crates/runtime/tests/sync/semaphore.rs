//! Semaphores.

use std::sync::Arc;

use expect_test::expect;
use taskscope_runtime::sync::{Semaphore, TryAcquireError};
use taskscope_runtime::{spawn, yield_now};

use crate::hand::{now, Hand};
use crate::support::check;

#[test]
fn the_trace_of_one_who_needs_two_permits_and_one_behind_it_who_needs_one() {
    check(
        async {
            let seats = Arc::new(Semaphore::new(2));
            let held = seats.acquire().await.expect("it is never closed");
            let tasks = [("two", 2), ("one", 1)].map(|(name, n)| {
                let seats = Arc::clone(&seats);
                spawn(name, async move { drop(seats.acquire_many(n).await) })
            });
            yield_now().await;
            drop(held);
            for task in tasks {
                task.await.expect("it does not panic");
            }
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       semaphore 1 created, room for 2
            0.000       acquires semaphore 1, Shared 1
            0.000     two spawned as task 2 by main
            0.000     two ready, woken by its spawn
            0.000     one spawned as task 3 by main
            0.000     one ready, woken by its spawn
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     two polled
            0.000       queues for semaphore 1 for 2 permits, ticket 0
            0.000       waits for semaphore 1
            0.000     two pending
            0.000     one polled
            0.000       queues for semaphore 1, ticket 1
            0.000       waits for semaphore 1
            0.000     one pending
            0.000     main polled
            0.000       semaphore 1 released, Shared 1, held by main
            0.000       semaphore 1 granted to ticket 0
            0.000     two ready, woken by main
            0.000       waits for the end of two
            0.000     main pending
            0.000     two polled
            0.000       ticket 0 of semaphore 1 served
            0.000       acquires semaphore 1, Shared 2
            0.000       semaphore 1 released, Shared 2, held by two
            0.000       semaphore 1 granted to ticket 1
            0.000     one ready, woken by two
            0.000     two done
            0.000     main ready, woken by two
            0.000     one polled
            0.000       ticket 1 of semaphore 1 served
            0.000       acquires semaphore 1, Shared 1
            0.000       semaphore 1 released, Shared 1, held by one
            0.000     one done
            0.000     main polled
            0.000       semaphore 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn permits_are_counted() {
    let seats = Semaphore::new(3);
    let one = seats.try_acquire().expect("there are three");
    let two = now(seats.acquire_many(2)).expect("it is open");
    assert_eq!((seats.available_permits(), one.num_permits(), two.num_permits()), (0, 1, 2));
    assert_eq!(seats.try_acquire().err(), Some(TryAcquireError::NoPermits));
    drop(two);
    assert_eq!(seats.available_permits(), 2);
    one.forget();
    assert_eq!(seats.available_permits(), 2);
    seats.add_permits(5);
    assert_eq!((seats.forget_permits(3), seats.available_permits()), (3, 4));
    assert_eq!((seats.forget_permits(9), seats.available_permits()), (4, 0));
}

#[test]
fn permits_split_and_merge() {
    let seats = Semaphore::new(5);
    let mut all = seats.try_acquire_many(5).expect("they are free");
    assert!(all.split(6).is_none());
    let two = all.split(2).expect("there are five");
    assert_eq!((all.num_permits(), two.num_permits()), (3, 2));
    drop(two);
    assert_eq!(seats.available_permits(), 2);
    all.merge(seats.try_acquire().expect("two are free"));
    drop(all);
    assert_eq!(seats.available_permits(), 5);
}

#[test]
#[should_panic(expected = "merging permits of different semaphores")]
fn permits_of_different_semaphores_do_not_merge() {
    let (one, other) = (Semaphore::new(1), Semaphore::new(1));
    let mut permit = one.try_acquire().expect("it is free");
    permit.merge(other.try_acquire().expect("it is free"));
}

#[test]
fn free_permits_are_kept_for_the_first_in_line() {
    let seats = Semaphore::new(2);
    let mut many = Hand::waiting(seats.acquire_many(3));
    assert_eq!(seats.available_permits(), 0, "the two are kept for the first in line");
    assert_eq!(seats.try_acquire().err(), Some(TryAcquireError::NoPermits));
    let mut one = Hand::waiting(seats.acquire());
    seats.add_permits(1);
    assert!(many.is_woken() && !one.is_woken());
    drop(many.result().expect("it is open"));
    assert!(one.is_woken());
    drop(one.result().expect("it is open"));
    assert_eq!(seats.available_permits(), 3);
}

#[test]
fn what_one_who_gives_up_kept_from_others_goes_to_them() {
    let seats = Semaphore::new(2);
    let many = Hand::waiting(seats.acquire_many(3));
    let one = Hand::waiting(seats.acquire());
    let other = Hand::waiting(seats.acquire());
    let last = Hand::waiting(seats.acquire());
    drop(many);
    assert!(one.is_woken() && other.is_woken() && !last.is_woken());
    drop(one);
    assert!(last.is_woken());
    drop((other, last));
    assert_eq!(seats.available_permits(), 2);
}

#[test]
fn no_permits_are_had_at_once_whoever_waits() {
    let seats = Semaphore::new(0);
    let _waiting = Hand::waiting(seats.acquire());
    assert!(now(seats.acquire_many(0)).is_ok());
}

#[test]
fn a_closed_semaphore_gives_errors_and_keeps_what_is_given_back() {
    let seats = Semaphore::new(1);
    let held = seats.try_acquire().expect("it is free");
    let mut granted = Hand::waiting(seats.acquire());
    let mut waiting = Hand::waiting(seats.acquire());
    drop(held);
    assert!(granted.is_woken() && !waiting.is_woken());
    seats.close();
    seats.close();
    assert!(waiting.is_woken() && seats.is_closed());
    assert_eq!(
        granted.result().err().map(|error| error.to_string()),
        Some("the semaphore is closed".to_owned())
    );
    assert!(waiting.result().is_err());
    assert_eq!(seats.available_permits(), 1);
    assert_eq!(seats.try_acquire().err(), Some(TryAcquireError::Closed));
    assert!(now(seats.acquire()).is_err());
}

#[test]
fn owned_permits_outlive_the_borrow() {
    let seats = Arc::new(Semaphore::new(3));
    let one = now(Arc::clone(&seats).acquire_owned()).expect("it is open");
    let two = now(Arc::clone(&seats).acquire_many_owned(2)).expect("it is open");
    assert_eq!(Arc::clone(&seats).try_acquire_owned().err(), Some(TryAcquireError::NoPermits));
    drop(one);
    let again = Arc::clone(&seats).try_acquire_many_owned(1).expect("it is free");
    assert!(Arc::ptr_eq(again.semaphore(), &seats));
    drop((two, again));
    assert_eq!(seats.available_permits(), 3);
}

#[test]
#[should_panic(expected = "permits at most")]
fn there_is_a_limit_to_permits() {
    let seats = Semaphore::new(Semaphore::MAX_PERMITS);
    seats.add_permits(1);
}
