//! Bells.

use std::sync::Arc;

use expect_test::expect;
use taskscope_runtime::sync::Notify;
use taskscope_runtime::{println, spawn, yield_now};

use crate::hand::{now, Hand};
use crate::support::check;

#[test]
fn the_trace_of_a_notification_before_the_wait_and_one_after() {
    check(
        async {
            let bell = Arc::new(Notify::new());
            bell.notify_one();
            let waiter = Arc::clone(&bell);
            let waiter = spawn("waiter", async move {
                waiter.notified().await;
                println!("once");
                waiter.notified().await;
                println!("twice");
            });
            yield_now().await;
            bell.notify_one();
            waiter.await.expect("it does not panic");
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       notify 1 created
            0.000       notify 1 notified, 0 woken, one permit kept
            0.000     waiter spawned as task 2 by main
            0.000     waiter ready, woken by its spawn
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     waiter polled
            0.000       received from notify 1, holds 0
            0.000       prints "once"
            0.000       queues for notify 1, ticket 0
            0.000       waits for a notification of notify 1
            0.000     waiter pending
            0.000     main polled
            0.000       notify 1 notified, 1 woken
            0.000       notify 1 granted to ticket 0
            0.000     waiter ready, woken by main
            0.000       waits for the end of waiter
            0.000     main pending
            0.000     waiter polled
            0.000       ticket 0 of notify 1 served
            0.000       prints "twice"
            0.000     waiter done
            0.000     main ready, woken by waiter
            0.000     main polled
            0.000       notify 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn one_permit_is_kept_and_no_more() {
    let bell = Notify::new();
    bell.notify_one();
    bell.notify_one();
    now(bell.notified());
    let _waiting = Hand::waiting(bell.notified());
}

#[test]
fn those_who_wait_are_woken_in_order() {
    let bell = Notify::new();
    let mut first = Hand::waiting(bell.notified());
    let mut second = Hand::waiting(bell.notified());
    bell.notify_one();
    assert!(first.is_woken() && !second.is_woken());
    first.result();
    first.result();
    bell.notify_one();
    second.result();
}

#[test]
fn everyone_is_woken_who_waits_or_has_made_a_future() {
    let bell = Notify::new();
    let mut made = Hand::new(bell.notified());
    let mut waiting = Hand::waiting(bell.notified());
    bell.notify_waiters();
    assert!(waiting.is_woken());
    waiting.result();
    made.result();
    let _later = Hand::waiting(bell.notified());
}

#[test]
fn a_round_for_everyone_leaves_the_kept_permit_alone() {
    let bell = Notify::new();
    let mut made = Hand::new(bell.notified());
    bell.notify_one();
    bell.notify_waiters();
    made.result();
    now(bell.notified());
    let _later = Hand::waiting(bell.notified());
}

#[test]
fn enabling_joins_the_line_without_a_poll() {
    let bell = Notify::new();
    let mut enabled = Hand::new(bell.notified());
    assert!(!enabled.pinned().enable());
    assert!(!enabled.pinned().enable());
    let mut late = Hand::waiting(bell.notified());
    bell.notify_one();
    assert!(!late.is_woken());
    assert!(enabled.pinned().enable());
    enabled.result();
    bell.notify_one();
    late.result();
    bell.notify_one();
    let mut other = Hand::new(bell.notified());
    assert!(other.pinned().enable());
    let _waiting = Hand::waiting(bell.notified());
}

#[test]
fn one_that_was_enabled_and_then_polled_is_woken() {
    let bell = Notify::new();
    let mut enabled = Hand::new(bell.notified());
    enabled.pinned().enable();
    assert!(enabled.poll().is_pending());
    bell.notify_one();
    assert!(enabled.is_woken());
    enabled.result();
}

#[test]
fn a_notification_of_one_goes_on_if_its_future_is_dropped() {
    let bell = Notify::new();
    let first = Hand::waiting(bell.notified());
    let mut second = Hand::waiting(bell.notified());
    bell.notify_one();
    drop(first);
    assert!(second.is_woken());
    second.result();

    let only = Hand::waiting(bell.notified());
    bell.notify_one();
    drop(only);
    now(bell.notified());
}

#[test]
fn a_notification_of_everyone_does_not_go_on() {
    let bell = Notify::new();
    let only = Hand::waiting(bell.notified());
    bell.notify_waiters();
    drop(only);
    let _waiting = Hand::waiting(bell.notified());
}

#[test]
fn one_notified_before_everyone_still_passes_it_on() {
    let bell = Notify::new();
    let first = Hand::waiting(bell.notified());
    bell.notify_one();
    bell.notify_waiters();
    drop(first);
    now(bell.notified());
}

#[test]
fn owned_futures_outlive_the_borrow() {
    let bell = Arc::new(Notify::default());
    let mut waiting = Hand::waiting(Arc::clone(&bell).notified_owned());
    bell.notify_one();
    drop(bell);
    waiting.result();
}

#[cfg(feature = "tokio-like")]
#[test]
fn who_comes_after_everyone_was_woken_is_next_though_one_of_them_was_notified_from_behind() {
    let bell = Notify::new();
    let mut first = Hand::waiting(bell.notified());
    let mut last = Hand::waiting(bell.notified());
    bell.notify_last();
    assert!(last.is_woken() && !first.is_woken());
    bell.notify_waiters();
    assert!(first.is_woken());
    let mut newcomer = Hand::waiting(bell.notified());
    bell.notify_one();
    assert!(newcomer.is_woken());
    for hand in [&mut first, &mut last, &mut newcomer] {
        hand.result();
    }
}
