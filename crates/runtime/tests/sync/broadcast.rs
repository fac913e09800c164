//! Channels whose every receiver sees every message.

use expect_test::expect;
use taskscope_runtime::sync::broadcast::{channel, RecvError, Sender, TryRecvError};
use taskscope_runtime::{println, spawn};

use crate::hand::{now, Hand};
use crate::support::check;

#[test]
fn the_trace_of_a_receiver_that_is_too_slow() {
    check(
        async {
            let (news, mut slow) = channel(2);
            let mut fast = news.subscribe();
            let fast = spawn("fast", async move {
                while let Ok(n) = fast.recv().await {
                    println!("fast {n}");
                }
            });
            for n in 0..3 {
                news.send(n).expect("two listen");
            }
            drop(news);
            loop {
                match slow.recv().await {
                    Err(RecvError::Closed) => break,
                    outcome => println!("slow {outcome:?}"),
                }
            }
            fast.await.expect("it does not panic");
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       broadcast 1 created, room for 2
            0.000       broadcast 1 has 2 receivers
            0.000     fast spawned as task 2 by main
            0.000     fast ready, woken by its spawn
            0.000       sent to broadcast 1, holds 1
            0.000       sent to broadcast 1, holds 2
            0.000       sent to broadcast 1, holds 2
            0.000       broadcast 1 has 0 senders
            0.000       1 missed from broadcast 1
            0.000       prints "slow Err(Lagged(1))"
            0.000       received from broadcast 1, holds 2
            0.000       prints "slow Ok(1)"
            0.000       received from broadcast 1, holds 2
            0.000       prints "slow Ok(2)"
            0.000       waits for the end of fast
            0.000     main pending
            0.000     fast polled
            0.000       1 missed from broadcast 1
            0.000       broadcast 1 has 1 receivers
            0.000     fast done
            0.000     main ready, woken by fast
            0.000     main polled
            0.000       broadcast 1 has 0 receivers
            0.000       broadcast 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn every_receiver_sees_every_message_sent_while_it_is_there() {
    let (sender, mut first) = channel(4);
    assert_eq!(sender.send(1), Ok(1));
    let mut second = sender.subscribe();
    assert_eq!(sender.send(2), Ok(2));
    assert_eq!((first.len(), second.len(), sender.len(), sender.receiver_count()), (2, 1, 2, 2));
    assert_eq!((now(first.recv()), now(first.recv())), (Ok(1), Ok(2)));
    assert_eq!(sender.len(), 1);
    assert_eq!((now(second.recv()), second.try_recv()), (Ok(2), Err(TryRecvError::Empty)));
    assert!(sender.is_empty() && first.is_empty() && first.same_channel(&second));
    let mut third = second.resubscribe();
    assert_eq!(third.try_recv(), Err(TryRecvError::Empty));
}

#[test]
fn room_is_rounded_up_and_the_oldest_messages_go() {
    let (sender, mut receiver) = channel(3);
    for n in 0..7 {
        sender.send(n).expect("one listens");
    }
    assert_eq!((receiver.len(), sender.len()), (7, 4));
    assert_eq!(now(receiver.recv()), Err(RecvError::Lagged(3)));
    assert_eq!((receiver.try_recv(), receiver.len()), (Ok(3), 3));
    sender.send(7).expect("one listens");
    sender.send(8).expect("one listens");
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Lagged(1)));
    assert_eq!(receiver.try_recv(), Ok(5));
}

#[test]
fn without_receivers_a_message_comes_back() {
    let sender = Sender::new(1);
    assert_eq!(sender.send(1).map_err(|error| error.0), Err(1));
    let mut receiver = sender.subscribe();
    assert_eq!(sender.send(2), Ok(1));
    assert_eq!(receiver.try_recv(), Ok(2));
    drop(receiver);
    assert_eq!(
        sender.send(3).map_err(|error| error.to_string()),
        Err("the channel has no receivers".to_owned())
    );
}

#[test]
fn receivers_get_what_is_left_and_then_the_end() {
    let (sender, mut receiver) = channel(2);
    let other = sender.clone();
    assert_eq!((sender.strong_count(), receiver.is_closed()), (2, false));
    sender.send(1).expect("one listens");
    drop((sender, other));
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!((receiver.try_recv(), receiver.is_closed()), (Err(TryRecvError::Closed), true));
    assert_eq!(now(receiver.recv()), Err(RecvError::Closed));
}

#[test]
fn everyone_who_waits_is_woken_by_a_message_and_by_the_end() {
    let (sender, mut first) = channel(2);
    let mut second = sender.subscribe();
    let mut waiting = (Hand::waiting(first.recv()), Hand::waiting(second.recv()));
    sender.send(1).expect("two listen");
    assert!(waiting.0.is_woken() && waiting.1.is_woken());
    assert_eq!((waiting.0.result(), waiting.1.result()), (Ok(1), Ok(1)));
    drop(waiting);
    let mut waiting = Hand::waiting(first.recv());
    drop(sender);
    assert!(waiting.is_woken());
    assert_eq!(waiting.result(), Err(RecvError::Closed));
}

#[test]
fn a_receive_that_is_dropped_takes_nothing() {
    let (sender, mut receiver) = channel(2);
    let waiting = Hand::waiting(receiver.recv());
    sender.send(1).expect("one listens");
    drop(waiting);
    assert_eq!(receiver.try_recv(), Ok(1));
}

#[test]
fn messages_are_dropped_when_the_last_has_seen_them() {
    let message = std::sync::Arc::new(());
    let count = || std::sync::Arc::strong_count(&message);
    let (sender, mut first) = channel(4);
    let second = sender.subscribe();
    sender.send(std::sync::Arc::clone(&message)).expect("two listen");
    sender.send(std::sync::Arc::clone(&message)).expect("two listen");
    drop(first.try_recv().expect("it is there"));
    assert_eq!((count(), sender.len()), (3, 2));
    drop(second);
    assert_eq!((count(), sender.len()), (2, 1));
    drop(first);
    assert_eq!((count(), sender.len()), (1, 0));
}

#[test]
fn a_sender_learns_that_nobody_listens() {
    let (sender, receiver) = channel::<u32>(1);
    let mut closed = Hand::waiting(sender.closed());
    drop(receiver);
    assert!(closed.is_woken());
    closed.result();
    let _listens = sender.subscribe();
    let _waiting = Hand::waiting(sender.closed());
}

#[test]
#[should_panic(expected = "room for at least one message")]
fn a_channel_without_room_makes_no_sense() {
    drop(channel::<u32>(0));
}
