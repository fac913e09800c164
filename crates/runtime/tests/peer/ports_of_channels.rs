//! What is behind the feature `tokio-like`: channels. The programs are Tokio's code, with another crate under its name.

use std::time::Duration;

use crate::say::{say, Loud};

same! {
    fn weak_senders_do_not_keep_a_channel_open() {
        use rt::tokio::sync::mpsc;
        let (tx, mut rx) = mpsc::channel(2);
        let weak = tx.downgrade();
        let other = weak.clone();
        say!("{} {} {}", tx.strong_count(), tx.weak_count(), rx.sender_weak_count());
        let second = weak.upgrade().unwrap();
        say!("{} {}", weak.strong_count(), second.weak_count());
        second.send(Loud("message")).await.unwrap();
        drop((tx, second));
        say!("{} {}", weak.upgrade().is_none(), other.strong_count());
        drop(weak);
        say!("{}", other.weak_count());
        say!("{}", rx.recv().await.is_some());
        say!("{}", rx.recv().await.is_none());
        say!("{}", rx.is_closed());
    }

    fn weak_senders_of_an_unbounded_channel() {
        use rt::tokio::sync::mpsc;
        let (tx, mut rx) = mpsc::unbounded_channel();
        let weak = tx.downgrade();
        let receiving = rt::tokio::spawn(async move {
            while let Some(n) = rx.recv().await {
                say!("received {n}");
            }
            say!("ended");
        });
        weak.upgrade().unwrap().send(1).unwrap();
        rt::tokio::task::yield_now().await;
        drop(tx);
        receiving.await.unwrap();
        say!("{}", weak.upgrade().is_none());
    }

    fn a_weak_sender_outlives_the_receiver() {
        use rt::tokio::sync::mpsc;
        let (tx, rx) = mpsc::channel::<u32>(1);
        let weak = tx.downgrade();
        drop(rx);
        let again = weak.upgrade().unwrap();
        say!("{:?}", again.send(1).await.map_err(|error| error.0));
    }

    fn a_permit_of_ones_own_keeps_its_sender() {
        use rt::tokio::sync::mpsc;
        let (tx, mut rx) = mpsc::channel(1);
        let weak = tx.downgrade();
        let permit = tx.reserve_owned().await.unwrap();
        let second = weak.upgrade().unwrap();
        say!("{} {}", second.capacity(), permit.same_channel_as_sender(&second));
        let refused = second.try_reserve_owned().unwrap_err().into_inner();
        let tx = permit.send("first");
        say!("{:?} {}", rx.recv().await, tx.capacity());
        let tx = tx.try_reserve_owned().unwrap().release();
        say!("{}", tx.capacity());
        drop((tx, refused));
        say!("{:?}", rx.recv().await);
    }

    fn an_owned_reservation_waits_in_the_line() {
        use rt::tokio::sync::mpsc;
        let (tx, mut rx) = mpsc::channel(1);
        tx.send("full").await.unwrap();
        let waiting = rt::tokio::spawn(tx.clone().reserve_owned());
        rt::tokio::task::yield_now().await;
        let second = rt::tokio::spawn(async move { tx.send("second").await });
        rt::tokio::task::yield_now().await;
        say!("{:?}", rx.recv().await);
        let permit = waiting.await.unwrap().unwrap();
        say!("granted");
        drop(permit.send("first"));
        say!("{:?} {:?}", rx.recv().await, rx.recv().await);
        say!("{:?} {:?}", second.await.unwrap(), rx.recv().await);
        rx.close();
    }

    fn an_owned_reservation_learns_of_the_end() {
        use rt::tokio::sync::mpsc;
        let (tx, rx) = mpsc::channel::<u32>(1);
        let permit = tx.clone().reserve_owned().await.unwrap();
        let waiting = rt::tokio::spawn(tx.reserve_owned());
        rt::tokio::task::yield_now().await;
        drop(rx);
        say!("{}", waiting.await.unwrap().is_err());
        drop(permit);
    }

    fn room_for_many_comes_at_once() {
        use rt::tokio::sync::mpsc;
        let (tx, mut rx) = mpsc::channel(3);
        tx.send(0).await.unwrap();
        let many = tx.clone();
        let waiting = rt::tokio::spawn(async move {
            let permits = many.reserve_many(3).await.unwrap();
            say!("room for {}", permits.len());
            for (permit, n) in permits.zip(1..=2) {
                permit.send(n);
            }
            say!("capacity {}", many.capacity());
        });
        rt::tokio::task::yield_now().await;
        // It came later, and needs less, but does not pass.
        say!("{} {:?}", tx.capacity(), tx.try_send(9).is_err());
        say!("{:?}", rx.recv().await);
        waiting.await.unwrap();
        say!("{:?} {:?}", rx.recv().await, rx.recv().await);
        say!("{}", tx.capacity());
    }

    fn who_waits_for_much_makes_room_by_leaving() {
        use rt::tokio::sync::mpsc;
        let (tx, mut rx) = mpsc::channel(2);
        tx.send(1).await.unwrap();
        tx.send(2).await.unwrap();
        let many = tx.clone();
        let much = rt::tokio::spawn(async move { many.reserve_many(2).await.map(|permits| permits.len()) });
        rt::tokio::task::yield_now().await;
        let one = tx.clone();
        let little = rt::tokio::spawn(async move {
            one.send(3).await.unwrap();
            say!("sent 3");
        });
        rt::tokio::task::yield_now().await;
        say!("{:?}", rx.recv().await);
        rt::tokio::task::yield_now().await;
        say!("finished: {} {}", much.is_finished(), little.is_finished());
        much.abort();
        little.await.unwrap();
        say!("{:?} {:?} {}", rx.recv().await, rx.recv().await, tx.capacity());
    }

    fn room_for_more_than_there_ever_is() {
        use rt::tokio::sync::mpsc::{self, error::TrySendError};
        let (tx, rx) = mpsc::channel::<u32>(2);
        say!("{}", tx.reserve_many(3).await.is_err());
        say!("{}", matches!(tx.try_reserve_many(3), Err(TrySendError::Full(()))));
        say!("{:?}", tx.reserve_many(0).await.map(|permits| permits.len()).ok());
        say!("{:?}", tx.try_reserve_many(2).map(|permits| permits.len()).ok());
        say!("{}", tx.capacity());
        drop(rx);
        say!("{}", matches!(tx.try_reserve_many(1), Err(TrySendError::Closed(()))));
        say!("{}", matches!(tx.try_reserve_many(3), Err(TrySendError::Full(()))));
        say!("{}", tx.reserve_many(0).await.is_err());
    }

    fn sending_for_a_limited_time() {
        use rt::tokio::sync::mpsc::{self, error::SendTimeoutError};
        let (tx, mut rx) = mpsc::channel(1);
        say!("{:?}", tx.send_timeout(1, Duration::from_millis(5)).await);
        let late = tx.send_timeout(2, Duration::from_millis(5)).await;
        say!("{:?} {:?}", late == Err(SendTimeoutError::Timeout(2)), late.map_err(SendTimeoutError::into_inner));
        let receiving = rt::tokio::spawn(async move {
            rt::tokio::time::sleep(Duration::from_millis(3)).await;
            (rx.recv().await, rx)
        });
        say!("{:?}", tx.send_timeout(3, Duration::from_millis(5)).await);
        let (received, rx) = receiving.await.unwrap();
        say!("{received:?}");
        drop(rx);
        let closed = tx.send_timeout(4, Duration::from_millis(5)).await;
        say!("{:?}", closed == Err(SendTimeoutError::Closed(4)));
    }

    fn weak_senders_of_a_broadcast() {
        use rt::tokio::sync::broadcast::{self, error::RecvError};
        let (tx, mut rx) = broadcast::channel(2);
        let weak = tx.downgrade();
        say!("{} {} {}", tx.weak_count(), rx.sender_weak_count(), weak.clone().weak_count());
        say!("{:?}", weak.upgrade().unwrap().send(1));
        say!("{} {}", weak.strong_count(), tx.weak_count());
        drop(tx);
        say!("{}", weak.upgrade().is_none());
        say!("{:?} {}", rx.recv().await, rx.recv().await == Err(RecvError::Closed));
    }
}
