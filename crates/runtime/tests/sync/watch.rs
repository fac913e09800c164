//! Values whose receivers see the latest state.

use expect_test::expect;
use taskscope_runtime::sync::watch::{channel, Sender};
use taskscope_runtime::{println, spawn, yield_now};

use crate::hand::{now, Hand};
use crate::support::check;

#[test]
fn the_trace_of_a_value_that_changes_twice() {
    check(
        async {
            let (level, mut reader) = channel(1);
            let reader = spawn("reader", async move {
                while reader.changed().await.is_ok() {
                    println!("{}", *reader.borrow());
                }
            });
            yield_now().await;
            level.send(2).expect("the reader is there");
            level.send(3).expect("the reader is there");
            yield_now().await;
            drop(level);
            reader.await.expect("it does not panic");
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       watch 1 created
            0.000     reader spawned as task 2 by main
            0.000     reader ready, woken by its spawn
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     reader polled
            0.000       waits for a new value of watch 1
            0.000     reader pending
            0.000     main polled
            0.000       sent to watch 1, holds 1
            0.000     reader ready, woken by main
            0.000       sent to watch 1, holds 1
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     reader polled
            0.000       received from watch 1, holds 1
            0.000       prints "3"
            0.000       waits for a new value of watch 1
            0.000     reader pending
            0.000     main polled
            0.000       watch 1 has 0 senders
            0.000     reader ready, woken by main
            0.000       waits for the end of reader
            0.000     main pending
            0.000     reader polled
            0.000       watch 1 has 0 receivers
            0.000       watch 1 dropped
            0.000     reader done
            0.000     main ready, woken by reader
            0.000     main polled
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn a_value_counts_as_seen_when_the_receiver_says_so() {
    let (sender, mut receiver) = channel(1);
    assert!(!receiver.borrow().has_changed());
    sender.send(2).expect("one listens");
    assert_eq!((*receiver.borrow(), receiver.has_changed()), (2, Ok(true)));
    assert!(receiver.borrow_and_update().has_changed());
    assert_eq!(receiver.has_changed(), Ok(false));
    receiver.mark_changed();
    assert_eq!(receiver.has_changed(), Ok(true));
    receiver.mark_unchanged();
    assert_eq!(receiver.has_changed(), Ok(false));
    sender.send_replace(3);
    assert_eq!(now(receiver.changed()), Ok(()));
    let _waiting = Hand::waiting(receiver.changed());
}

#[test]
fn values_change_in_many_ways() {
    let (sender, mut receiver) = channel(1);
    sender.send_modify(|value| *value += 1);
    assert_eq!((*sender.borrow(), now(receiver.changed())), (2, Ok(())));
    assert!(!sender.send_if_modified(|value| *value > 2));
    assert_eq!(receiver.has_changed(), Ok(false));
    assert!(sender.send_if_modified(|value| {
        *value = 7;
        true
    }));
    assert_eq!(sender.send_replace(8), 7);
    assert_eq!(*receiver.borrow_and_update(), 8);
    assert_eq!(format!("{:?}", receiver.borrow()), "8");
}

#[test]
fn without_receivers_send_fails_and_the_others_do_not() {
    let sender = Sender::new(1);
    assert!(sender.is_closed());
    assert_eq!(sender.send(2).map_err(|error| error.0), Err(2));
    assert_eq!(*sender.borrow(), 1);
    assert_eq!(sender.send_replace(3), 1);
    let receiver = sender.subscribe();
    assert_eq!((*receiver.borrow(), receiver.has_changed(), sender.receiver_count()), (3, Ok(false), 1));
    assert_eq!(sender.send(4), Ok(()));
}

#[test]
fn everyone_who_waits_is_woken() {
    let (sender, mut first) = channel(1);
    let mut second = first.clone();
    assert!(first.same_channel(&second));
    let mut waiting = (Hand::waiting(first.changed()), Hand::waiting(second.changed()));
    sender.send(2).expect("two listen");
    assert!(waiting.0.is_woken() && waiting.1.is_woken());
    assert_eq!((waiting.0.result(), waiting.1.result()), (Ok(()), Ok(())));
}

#[test]
fn the_end_comes_after_the_last_value() {
    let (sender, mut receiver) = channel(1);
    let other = sender.clone();
    assert!(sender.same_channel(&other) && sender.sender_count() == 2);
    drop(other);
    let mut waiting = Hand::waiting(receiver.changed());
    sender.send(2).expect("one listens");
    drop(sender);
    assert_eq!(waiting.result(), Ok(()));
    drop(waiting);
    assert_eq!(
        now(receiver.changed()).map_err(|error| error.to_string()),
        Err("the channel is closed".to_owned())
    );
    assert!(receiver.has_changed().is_err() && receiver.is_closed());
    assert_eq!(*receiver.borrow(), 2);
}

#[test]
fn a_wait_that_is_dropped_has_seen_nothing() {
    let (sender, mut receiver) = channel(1);
    let waiting = Hand::waiting(receiver.changed());
    sender.send(2).expect("one listens");
    drop(waiting);
    assert_eq!(receiver.has_changed(), Ok(true));
}

#[test]
fn one_can_wait_for_the_right_value() {
    let (sender, mut receiver) = channel(1);
    assert_eq!(now(receiver.wait_for(|value| *value == 1)).map(|value| *value), Ok(1));
    let mut waiting = Hand::waiting(receiver.wait_for(|value| *value > 2));
    sender.send(2).expect("one listens");
    assert!(waiting.is_woken() && waiting.poll().is_pending());
    sender.send(3).expect("one listens");
    assert_eq!(waiting.wakes(), 2);
    assert_eq!(waiting.result().map(|value| *value), Ok(3));
    drop(waiting);
    sender.send(4).expect("one listens");
    drop(sender);
    assert_eq!(now(receiver.wait_for(|value| *value == 4)).map(|value| *value), Ok(4));
    assert!(now(receiver.wait_for(|value| *value == 5)).is_err());
}

#[test]
fn a_panic_in_a_change_leaves_the_channel_usable() {
    let (sender, mut receiver) = channel(1);
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        sender.send_modify(|_| panic!("in the middle"));
    }));
    assert!(caught.is_err());
    assert_eq!((*receiver.borrow(), receiver.has_changed()), (1, Ok(false)));
    sender.send(2).expect("one listens");
    assert_eq!(*receiver.borrow_and_update(), 2);
}

#[test]
fn a_sender_learns_that_nobody_listens() {
    let (sender, receiver) = channel(1);
    let mut closed = Hand::waiting(sender.closed());
    drop(receiver);
    assert!(closed.is_woken());
    closed.result();
}
