//! Channels where every receiver gets every message.

use std::time::Duration;

use crate::say::say;

same! {
    fn every_receiver_gets_every_message() {
        let (tx, rx) = rt::sync::broadcast::channel(8);
        let receivers = [("a", rx), ("b", tx.subscribe())].map(|(name, mut rx)| rt::spawn(async move {
            while let Ok(n) = rx.recv().await {
                say!("{name} {n}");
            }
        }));
        for n in 0..3 {
            say!("{:?} receivers", tx.send(n).ok());
            rt::sleep(Duration::from_millis(1)).await;
        }
        drop(tx);
        for receiver in receivers {
            receiver.await.unwrap();
        }
    }

    fn a_slow_receiver_is_told_how_much_it_missed() {
        let (tx, mut rx) = rt::sync::broadcast::channel(4);
        for n in 0..10 {
            tx.send(n).unwrap();
        }
        drop(tx);
        for _ in 0..6 {
            say!("{:?}", rx.recv().await);
        }
    }

    fn the_capacity_is_rounded_up_to_a_power_of_two() {
        let (tx, mut rx) = rt::sync::broadcast::channel(3);
        for n in 0..5 {
            tx.send(n).unwrap();
        }
        say!("{:?} {:?}", rx.recv().await, rx.recv().await);
    }

    fn who_subscribes_late_gets_only_what_comes_after() {
        let (tx, mut early) = rt::sync::broadcast::channel(4);
        tx.send(1).unwrap();
        let mut late = tx.subscribe();
        tx.send(2).unwrap();
        say!("{:?} {:?}", early.recv().await, early.recv().await);
        say!("{:?} {:?}", late.recv().await, late.try_recv());
    }

    fn sending_without_receivers_is_an_error() {
        let (tx, rx) = rt::sync::broadcast::channel(4);
        drop(rx);
        say!("{:?}", tx.send(1).map_err(|error| error.0));
        let mut rx = tx.subscribe();
        say!("{:?} {:?}", tx.send(2).ok(), rx.recv().await);
    }

    fn trying_tells_empty_from_lagged_from_closed() {
        let (tx, mut rx) = rt::sync::broadcast::channel(2);
        say!("{:?}", rx.try_recv());
        for n in 0..3 {
            tx.send(n).unwrap();
        }
        say!("{:?}", rx.try_recv());
        say!("{:?}", rx.try_recv());
        drop(tx);
        say!("{:?} {:?}", rx.try_recv(), rx.try_recv());
    }

    fn a_copy_of_a_receiver_starts_at_what_is_new() {
        let (tx, mut rx) = rt::sync::broadcast::channel(4);
        tx.send(1).unwrap();
        let mut other = rx.resubscribe();
        tx.send(2).unwrap();
        say!("{} {}", rx.len(), other.len());
        say!("{:?} {:?}", rx.recv().await, other.recv().await);
    }

    fn receivers_are_woken_in_the_order_in_which_they_waited() {
        let (tx, _rx) = rt::sync::broadcast::channel(4);
        let receivers = ["a", "b", "c"].map(|name| {
            let mut rx = tx.subscribe();
            rt::spawn(async move { say!("{name} {:?}", rx.recv().await) })
        });
        rt::sleep(Duration::from_millis(1)).await;
        tx.send(1).unwrap();
        for receiver in receivers {
            receiver.await.unwrap();
        }
    }
}
