//! Channels with many senders and one receiver.

use std::time::Duration;

use crate::say::{say, Loud};

same! {
    fn a_full_channel_makes_its_sender_wait() {
        let (tx, mut rx) = rt::sync::mpsc::channel(2);
        let sender = rt::spawn(async move {
            for n in 0..6 {
                tx.send(n).await.unwrap();
                say!("sent {n}");
            }
        });
        while let Some(n) = rx.recv().await {
            say!("received {n}");
            rt::sleep(Duration::from_millis(10)).await;
        }
        sender.await.unwrap();
    }

    fn a_channel_with_room_for_one_is_handed_over_in_turn() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        let senders = ["a", "b", "c"].map(|name| {
            let tx = tx.clone();
            rt::spawn(async move {
                for round in 0..2 {
                    tx.send((name, round)).await.unwrap();
                    say!("{name} sent {round}");
                }
            })
        });
        drop(tx);
        while let Some((name, round)) = rx.recv().await {
            say!("received {name} {round}");
        }
        for sender in senders {
            sender.await.unwrap();
        }
    }

    fn an_unbounded_channel_takes_everything_at_once() {
        let (tx, mut rx) = rt::sync::mpsc::unbounded_channel();
        for n in 0..3 {
            tx.send(n).unwrap();
        }
        drop(tx);
        while let Some(n) = rx.recv().await {
            say!("{n}");
        }
        say!("{:?}", rx.recv().await);
    }

    fn messages_outlive_their_senders() {
        let (tx, mut rx) = rt::sync::mpsc::channel(4);
        let sender = rt::spawn(async move {
            tx.send("one").await.unwrap();
            tx.send("two").await.unwrap();
        });
        sender.await.unwrap();
        say!("{:?} {:?} {:?}", rx.recv().await, rx.recv().await, rx.recv().await);
    }

    fn sending_without_a_receiver_gives_the_message_back() {
        let (tx, rx) = rt::sync::mpsc::channel(1);
        drop(rx);
        say!("closed: {}", tx.is_closed());
        say!("{}", tx.send("lost").await.unwrap_err().0);
        let (tx, rx) = rt::sync::mpsc::unbounded_channel();
        drop(rx);
        say!("{}", tx.send("lost too").unwrap_err().0);
    }

    fn a_waiting_sender_learns_that_the_receiver_is_gone() {
        let (tx, rx) = rt::sync::mpsc::channel(1);
        let sender = rt::spawn(async move {
            tx.send(Loud("first")).await.ok();
            say!("{}", tx.send(Loud("second")).await.is_err());
        });
        rt::sleep(Duration::from_millis(3)).await;
        drop(rx);
        say!("receiver gone");
        sender.await.unwrap();
    }

    fn a_closed_receiver_still_gets_what_is_in_the_channel() {
        let (tx, mut rx) = rt::sync::mpsc::channel(4);
        tx.send(1).await.unwrap();
        tx.send(2).await.unwrap();
        rx.close();
        say!("{}", tx.send(3).await.is_err());
        say!("{:?} {:?} {:?}", rx.recv().await, rx.recv().await, rx.recv().await);
    }

    fn messages_nobody_took_are_dropped_with_the_receiver() {
        let (tx, rx) = rt::sync::mpsc::channel(4);
        tx.send(Loud("a")).await.ok();
        tx.send(Loud("b")).await.ok();
        drop(rx);
        say!("receiver gone");
        drop(tx);
        say!("sender gone");
    }

    fn trying_tells_full_from_closed_and_empty_from_ended() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        say!("{:?}", rx.try_recv());
        say!("{:?}", tx.try_send(1));
        say!("{:?}", tx.try_send(2).map_err(|error| matches!(error, rt::TrySendError::Full(2))));
        say!("{:?}", rx.try_recv());
        drop(tx);
        say!("{:?}", rx.try_recv());
        let (tx, rx) = rt::sync::mpsc::channel(1);
        drop(rx);
        say!("{:?}", tx.try_send(3).map_err(|error| matches!(error, rt::TrySendError::Closed(3))));
    }

    fn a_reserved_place_is_kept() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        let permit = tx.reserve().await.unwrap();
        say!("{} free, {}", tx.capacity(), tx.try_send(9).is_err());
        permit.send(1);
        say!("{:?}", rx.recv().await);
        drop(tx.reserve().await.unwrap());
        say!("{} free", tx.capacity());
    }

    fn a_cancelled_send_sends_nothing() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        tx.send(1).await.unwrap();
        say!("{}", rt::timeout(Duration::from_millis(5), tx.send(2)).await.is_err());
        say!("{:?}", rx.recv().await);
        tx.send(3).await.unwrap();
        say!("{:?}", rx.recv().await);
    }

    fn a_cancelled_sender_leaves_its_place_to_the_next() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        tx.send("first").await.unwrap();
        let tasks = ["a", "b"].map(|name| {
            let tx = tx.clone();
            rt::spawn(async move {
                tx.send(name).await.unwrap();
                say!("{name} sent");
            })
        });
        rt::sleep(Duration::from_millis(1)).await;
        let [a, b] = tasks;
        a.abort();
        say!("{}", a.await.is_err());
        say!("{:?}", rx.recv().await);
        say!("{:?}", rx.recv().await);
        b.await.unwrap();
    }

    fn a_cancelled_receive_takes_nothing() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        say!("{}", rt::timeout(Duration::from_millis(2), rx.recv()).await.is_err());
        tx.send(1).await.unwrap();
        say!("{:?}", rx.recv().await);
    }

    fn many_are_received_at_once() {
        let (tx, mut rx) = rt::sync::mpsc::unbounded_channel();
        for n in 0..5 {
            tx.send(n).unwrap();
        }
        let mut buffer = Vec::new();
        say!("{}", rx.recv_many(&mut buffer, 3).await);
        say!("{}", rx.recv_many(&mut buffer, 3).await);
        drop(tx);
        say!("{}", rx.recv_many(&mut buffer, 3).await);
        say!("{buffer:?}");
    }

    fn closed_waits_for_the_end_of_the_receiver() {
        let (tx, rx) = rt::sync::mpsc::channel::<()>(1);
        let watcher = rt::spawn(async move {
            tx.closed().await;
            say!("closed");
        });
        rt::sleep(Duration::from_millis(6)).await;
        drop(rx);
        watcher.await.unwrap();
    }

    fn a_channel_counts_its_senders_and_messages() {
        let (tx, mut rx) = rt::sync::mpsc::channel(3);
        let other = tx.clone();
        say!("{} {} {}", tx.strong_count(), tx.max_capacity(), tx.same_channel(&other));
        tx.send(1).await.unwrap();
        say!("{} {} {}", rx.len(), tx.capacity(), rx.is_empty());
        drop(other);
        rx.recv().await;
        say!("{} {} {}", tx.strong_count(), rx.len(), rx.is_closed());
    }

    fn the_receiver_is_woken_behind_those_that_are_ready() {
        let (tx, mut rx) = rt::sync::mpsc::channel(8);
        let receiver = rt::spawn(async move {
            while let Some(n) = rx.recv().await {
                say!("received {n}");
            }
        });
        let senders = [1, 2].map(|n| {
            let tx = tx.clone();
            rt::spawn(async move {
                say!("send {n}");
                tx.send(n).await.unwrap();
                tx.send(n * 10).await.unwrap();
            })
        });
        drop(tx);
        for sender in senders {
            sender.await.unwrap();
        }
        say!("senders done");
        receiver.await.unwrap();
    }

    fn a_place_reserved_before_the_close_can_still_be_used() {
        let (tx, mut rx) = rt::sync::mpsc::channel(2);
        let permit = tx.reserve().await.unwrap();
        rx.close();
        say!("{} {:?}", tx.reserve().await.is_err(), rx.try_recv());
        permit.send(1);
        say!("{:?} {:?}", rx.recv().await, rx.recv().await);
    }

    fn places_are_given_in_the_order_in_which_they_were_asked_for() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        let first = tx.reserve().await.unwrap();
        let tasks = ["a", "b"].map(|name| {
            let tx = tx.clone();
            rt::spawn(async move {
                let permit = tx.reserve().await.unwrap();
                say!("{name} has a place");
                rt::sleep(Duration::from_millis(2)).await;
                permit.send(name);
            })
        });
        rt::sleep(Duration::from_millis(1)).await;
        drop(first);
        say!("{}", tx.try_send("late").is_err());
        drop(tx);
        while let Some(name) = rx.recv().await {
            say!("received {name}");
        }
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn a_receiver_that_is_dropped_gives_its_room_back() {
        let (tx, rx) = rt::sync::mpsc::channel(3);
        tx.try_send(1).unwrap();
        tx.try_send(2).unwrap();
        let permit = tx.reserve().await.unwrap();
        say!("{}", tx.capacity());
        drop(rx);
        say!("{}", tx.capacity());
        permit.send(3);
        say!("{} {}", tx.capacity(), tx.is_closed());
    }

    fn room_that_was_asked_for_is_given_back_by_a_receiver_that_is_dropped() {
        let (tx, rx) = rt::sync::mpsc::channel(1);
        tx.try_send(1).unwrap();
        let waiting = tx.clone();
        let sender = rt::spawn(async move { say!("{}", waiting.send(2).await.is_err()) });
        rt::yield_now().await;
        drop(rx);
        sender.await.unwrap();
        say!("{}", tx.capacity());
    }
}
