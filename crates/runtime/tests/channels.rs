//! Channels with many senders and one receiver.
// As `expect!` writes them.
#![allow(clippy::needless_raw_string_hashes)]

use std::sync::Arc;

use expect_test::expect;
use taskscope_runtime::mpsc::{channel, unbounded_channel, TryRecvError, TrySendError, UnboundedReceiver};
use taskscope_runtime::{println, spawn, yield_now};

#[path = "sync/hand.rs"]
mod hand;
mod support;

use hand::{now, Hand};
use support::check;

#[test]
fn the_trace_of_two_senders_that_wait_for_room() {
    check(
        async {
            let (tx, mut rx) = channel(1);
            for name in ["first", "second"] {
                let tx = tx.clone();
                drop(spawn(name, async move {
                    tx.send(name).await.expect("the receiver lives on");
                }));
            }
            tx.send("main").await.expect("the receiver lives on");
            drop(tx);
            yield_now().await;
            while let Some(name) = rx.recv().await {
                println!("{name}");
            }
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       channel 1 created, room for 1
            0.000       channel 1 has 2 senders
            0.000     first spawned as task 2 by main
            0.000     first ready, woken by its spawn
            0.000       first detached
            0.000       channel 1 has 3 senders
            0.000     second spawned as task 3 by main
            0.000     second ready, woken by its spawn
            0.000       second detached
            0.000       sent to channel 1, holds 1
            0.000       channel 1 has 2 senders
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     first polled
            0.000       queues for channel 1, ticket 0
            0.000       waits for room in channel 1
            0.000     first pending
            0.000     second polled
            0.000       queues for channel 1, ticket 1
            0.000       waits for room in channel 1
            0.000     second pending
            0.000     main polled
            0.000       received from channel 1, holds 0
            0.000       channel 1 granted to ticket 0
            0.000     first ready, woken by main
            0.000       prints "main"
            0.000       waits for a message of channel 1
            0.000     main pending
            0.000     first polled
            0.000       ticket 0 of channel 1 served
            0.000       sent to channel 1, holds 1
            0.000     main ready, woken by first
            0.000       channel 1 has 1 senders
            0.000     first done
            0.000     main polled
            0.000       received from channel 1, holds 0
            0.000       channel 1 granted to ticket 1
            0.000     second ready, woken by main
            0.000       prints "first"
            0.000       waits for a message of channel 1
            0.000     main pending
            0.000     second polled
            0.000       ticket 1 of channel 1 served
            0.000       sent to channel 1, holds 1
            0.000     main ready, woken by second
            0.000       channel 1 has 0 senders
            0.000     second done
            0.000     main polled
            0.000       received from channel 1, holds 0
            0.000       prints "second"
            0.000       channel 1 closed
            0.000       channel 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn the_trace_of_a_sender_that_stops_waiting_with_room_granted() {
    check(
        async {
            let (tx, mut rx) = channel(1);
            tx.try_send(0).expect("there is room");
            let mut impatient = Hand::waiting(tx.send(1));
            let mut patient = Hand::waiting(tx.send(2));
            assert_eq!(rx.recv().await, Some(0));
            assert!(impatient.is_woken() && !patient.is_woken());
            drop(std::mem::replace(&mut impatient, Hand::new(tx.send(3))));
            assert_eq!(patient.result(), Ok(()));
            rx.close();
            assert!(impatient.result().is_err());
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       channel 1 created, room for 1
            0.000       sent to channel 1, holds 1
            0.000       queues for channel 1, ticket 0
            0.000       waits for room in channel 1
            0.000       queues for channel 1, ticket 1
            0.000       waits for room in channel 1
            0.000       received from channel 1, holds 0
            0.000       channel 1 granted to ticket 0
            0.000       ticket 0 of channel 1 given up
            0.000       channel 1 granted to ticket 1
            0.000       ticket 1 of channel 1 served
            0.000       sent to channel 1, holds 1
            0.000       channel 1 closed
            0.000       channel 1 has 0 senders
            0.000       channel 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn messages_come_in_the_order_in_which_they_were_sent() {
    let (tx, mut rx) = channel(2);
    tx.try_send(1).expect("there is room");
    now(tx.send(2)).expect("the receiver is there");
    let mut third = Hand::waiting(tx.send(3));
    let mut fourth = Hand::waiting(tx.send(4));
    assert_eq!(tx.try_send(5), Err(TrySendError::Full(5)));
    assert_eq!((rx.try_recv(), rx.try_recv()), (Ok(1), Ok(2)));
    assert!(third.is_woken() && fourth.is_woken());
    assert_eq!((tx.capacity(), rx.try_recv()), (0, Err(TryRecvError::Empty)));
    assert_eq!((third.result(), fourth.result()), (Ok(()), Ok(())));
    assert_eq!((now(rx.recv()), now(rx.recv())), (Some(3), Some(4)));
    assert_eq!((tx.capacity(), tx.max_capacity(), rx.capacity(), rx.max_capacity()), (2, 2, 2, 2));
}

#[test]
fn a_receiver_is_woken_by_a_message_and_by_the_last_sender() {
    let (tx, mut rx) = channel(1);
    let other = tx.clone();
    assert!(tx.same_channel(&other));
    assert_eq!((tx.strong_count(), rx.sender_strong_count()), (2, 2));
    let mut waiting = Hand::waiting(rx.recv());
    now(tx.send(1)).expect("the receiver is there");
    assert!(waiting.is_woken());
    assert_eq!(waiting.result(), Some(1));
    drop(waiting);
    let mut waiting = Hand::waiting(rx.recv());
    drop(tx);
    assert!(!waiting.is_woken());
    drop(other);
    assert!(waiting.is_woken());
    assert_eq!(waiting.result(), None);
    drop(waiting);
    assert_eq!((rx.try_recv(), rx.is_closed()), (Err(TryRecvError::Disconnected), true));
}

#[test]
fn a_receive_that_is_dropped_takes_nothing() {
    let (tx, mut rx) = channel(1);
    let waiting = Hand::waiting(rx.recv());
    now(tx.send(1)).expect("the receiver is there");
    drop(waiting);
    assert_eq!((rx.len(), rx.is_empty(), rx.try_recv()), (1, false, Ok(1)));
}

#[test]
fn a_closed_channel_takes_no_message_and_gives_those_that_are_in() {
    let (tx, mut rx) = channel(2);
    now(tx.send(1)).expect("the receiver is there");
    now(tx.send(2)).expect("the receiver is there");
    let mut granted = Hand::waiting(tx.send(3));
    let mut waiting = Hand::waiting(tx.send(4));
    assert_eq!(rx.try_recv(), Ok(1));
    rx.close();
    assert!(tx.is_closed() && rx.is_closed() && waiting.is_woken());
    assert_eq!(granted.result().map_err(|error| error.0), Err(3));
    assert_eq!(waiting.result().map_err(|error| error.to_string()), Err("the channel is closed".to_owned()));
    assert_eq!(tx.try_send(5), Err(TrySendError::Closed(5)));
    assert_eq!((now(rx.recv()), now(rx.recv())), (Some(2), None));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
}

#[test]
fn a_sender_learns_that_the_receiver_is_gone() {
    let (tx, rx) = channel::<u32>(1);
    let mut closed = Hand::waiting(tx.closed());
    let other = tx.clone();
    let left = Hand::waiting(other.closed());
    drop(left);
    drop(rx);
    assert!(closed.is_woken());
    closed.result();
    now(other.closed());
    let (tx, rx) = unbounded_channel::<u32>();
    let closed = Hand::waiting(tx.closed());
    drop(rx);
    assert!(closed.is_woken() && tx.is_closed());
    assert_eq!(tx.send(1).map_err(|error| error.0), Err(1));
}

#[test]
fn room_can_be_reserved_before_there_is_a_message() {
    let (tx, mut rx) = channel(1);
    let permit = now(tx.reserve()).expect("there is room");
    assert_eq!((tx.capacity(), tx.try_send(1)), (0, Err(TrySendError::Full(1))));
    assert_eq!(tx.try_reserve().err(), Some(TrySendError::Full(())));
    let mut waiting = Hand::waiting(tx.reserve());
    permit.send(2);
    assert_eq!(rx.try_recv(), Ok(2));
    assert!(waiting.is_woken());
    drop(waiting.result().expect("the receiver is there"));
    assert_eq!(tx.capacity(), 1);
}

#[test]
fn a_receiver_that_closes_waits_for_what_was_reserved() {
    let (tx, mut rx) = channel(3);
    let used = tx.try_reserve().expect("there is room");
    let unused = tx.try_reserve().expect("there is room");
    rx.close();
    assert_eq!(tx.try_reserve().err(), Some(TrySendError::Closed(())));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    let mut waiting = Hand::waiting(rx.recv());
    used.send(1);
    assert_eq!(waiting.result(), Some(1));
    drop(waiting);
    let mut waiting = Hand::waiting(rx.recv());
    drop(unused);
    assert!(waiting.is_woken());
    assert_eq!(waiting.result(), None);
}

#[test]
fn many_messages_are_received_at_once() {
    let (tx, mut rx) = channel(4);
    let mut buffer = vec![0];
    for n in 1..=4 {
        tx.try_send(n).expect("there is room");
    }
    let waiting: Vec<_> = (5..=7).map(|n| Hand::waiting(tx.send(n))).collect();
    assert_eq!(now(rx.recv_many(&mut buffer, 0)), 0);
    assert_eq!(now(rx.recv_many(&mut buffer, 2)), 2);
    assert_eq!(waiting.iter().map(Hand::is_woken).collect::<Vec<_>>(), [true, true, false]);
    drop(waiting);
    assert_eq!(now(rx.recv_many(&mut buffer, 9)), 2);
    assert_eq!(buffer, [0, 1, 2, 3, 4]);
    let mut waiting = Hand::waiting(rx.recv_many(&mut buffer, 9));
    drop(tx);
    assert_eq!(waiting.result(), 0);
}

#[test]
fn a_receiver_can_be_polled() {
    use std::task::{Context, Poll, Wake, Waker};
    struct Nothing;
    impl Wake for Nothing {
        fn wake(self: Arc<Self>) {}
    }
    let waker = Waker::from(Arc::new(Nothing));
    let mut cx = Context::from_waker(&waker);
    let (tx, mut rx): (_, UnboundedReceiver<u32>) = unbounded_channel();
    assert_eq!(rx.poll_recv(&mut cx), Poll::Pending);
    tx.send(1).expect("the receiver is there");
    assert_eq!(rx.poll_recv(&mut cx), Poll::Ready(Some(1)));
    assert_eq!(rx.capacity(), usize::MAX);
}

#[test]
fn messages_that_nobody_takes_are_dropped_with_the_receiver() {
    let message = Arc::new(());
    let (tx, rx) = unbounded_channel();
    tx.send(Arc::clone(&message)).expect("the receiver is there");
    drop(rx);
    assert_eq!(Arc::strong_count(&message), 1);
    drop(tx.send(Arc::clone(&message)));
    assert_eq!(Arc::strong_count(&message), 1);
}

#[test]
fn a_message_whose_drop_uses_the_channel_does_no_harm() {
    struct Reply(taskscope_runtime::mpsc::UnboundedSender<Reply>);
    impl Drop for Reply {
        fn drop(&mut self) {
            assert!(self.0.is_closed());
        }
    }
    let (tx, rx) = unbounded_channel();
    assert!(tx.send(Reply(tx.clone())).is_ok());
    drop(rx);
}

#[test]
#[should_panic(expected = "room for at least one message")]
fn a_channel_without_room_makes_no_sense() {
    drop(channel::<u32>(0));
}

#[test]
fn errors_tell_what_happened() {
    let (tx, mut rx) = channel(1);
    let text = |error: TrySendError<u32>| format!("{error} {error:?} {}", error.into_inner());
    now(tx.send(1)).expect("there is room");
    assert_eq!(tx.try_send(2).map_err(text), Err("the channel is full Full(..) 2".to_owned()));
    rx.close();
    assert_eq!(tx.try_send(3).map_err(text), Err("the channel is closed Closed(..) 3".to_owned()));
    assert_eq!(rx.try_recv(), Ok(1));
    let error = rx.try_recv().expect_err("it is closed");
    assert_eq!(error.to_string(), "the channel is empty and every sender is gone");
}
