//! Channels that keep the latest value.

use std::time::Duration;

use crate::say::{say, Loud};

same! {
    fn a_slow_receiver_sees_only_the_latest_value() {
        let (tx, mut rx) = rt::sync::watch::channel(0);
        let receiver = rt::spawn(async move {
            while rx.changed().await.is_ok() {
                say!("saw {}", *rx.borrow_and_update());
                rt::sleep(Duration::from_millis(10)).await;
            }
            say!("over");
        });
        for n in 1..=6 {
            tx.send(n).unwrap();
            rt::sleep(Duration::from_millis(3)).await;
        }
        drop(tx);
        receiver.await.unwrap();
    }

    fn the_first_value_counts_as_seen() {
        let (tx, mut rx) = rt::sync::watch::channel(1);
        say!("{:?}", rx.has_changed().ok());
        tx.send(2).unwrap();
        say!("{:?} {}", rx.has_changed().ok(), *rx.borrow());
        say!("{:?} {}", rx.has_changed().ok(), *rx.borrow_and_update());
        say!("{:?}", rx.has_changed().ok());
    }

    fn the_last_value_is_seen_after_the_sender_is_gone() {
        let (tx, mut rx) = rt::sync::watch::channel(1);
        tx.send(2).unwrap();
        drop(tx);
        say!("{:?}", rx.changed().await.is_ok());
        say!("{}", *rx.borrow());
        say!("{:?}", rx.changed().await.is_ok());
    }

    /// In which order is left open by Tokio, which draws it by chance.
    fn every_receiver_is_woken() {
        let (tx, rx) = rt::sync::watch::channel("start");
        let receivers = [1, 2, 3].map(|_| {
            let mut rx = rx.clone();
            rt::spawn(async move {
                rx.changed().await.unwrap();
                let seen = *rx.borrow();
                say!("{seen}");
            })
        });
        rt::sleep(Duration::from_millis(2)).await;
        tx.send("go").unwrap();
        for receiver in receivers {
            receiver.await.unwrap();
        }
    }

    fn waiting_for_a_value_looks_at_the_present_one_too() {
        let (tx, mut rx) = rt::sync::watch::channel(5);
        say!("{:?}", rx.wait_for(|n| *n > 3).await.map(|n| *n).ok());
        let waiter = rt::spawn(async move { say!("{:?}", rx.wait_for(|n| *n > 7).await.map(|n| *n).ok()) });
        for n in 6..10 {
            rt::sleep(Duration::from_millis(1)).await;
            tx.send(n).ok();
        }
        waiter.await.unwrap();
    }

    fn a_change_can_be_kept_to_oneself() {
        let (tx, mut rx) = rt::sync::watch::channel(1);
        say!("{}", tx.send_if_modified(|n| { *n = 2; false }));
        say!("{:?} {}", rx.has_changed().ok(), *rx.borrow());
        tx.send_modify(|n| *n += 1);
        say!("{:?} {}", rx.has_changed().ok(), *rx.borrow_and_update());
        say!("{} {}", tx.send_replace(9), *tx.borrow());
    }

    fn sending_without_receivers_fails_but_the_value_can_be_replaced() {
        let (tx, rx) = rt::sync::watch::channel(1);
        drop(rx);
        say!("{:?} {}", tx.send(2).map_err(|error| error.0), *tx.borrow());
        say!("{} {}", tx.send_replace(3), tx.is_closed());
        let rx = tx.subscribe();
        say!("{} {}", *rx.borrow(), tx.receiver_count());
    }

    fn the_old_value_is_dropped_by_the_send() {
        let (tx, rx) = rt::sync::watch::channel(Loud("old"));
        tx.send(Loud("new")).ok();
        say!("sent");
        drop(tx);
        say!("sender gone");
        drop(rx);
        say!("receiver gone");
    }

    fn a_sender_can_wait_until_all_receivers_are_gone() {
        let (tx, rx) = rt::sync::watch::channel(());
        let other = rx.clone();
        let watcher = rt::spawn(async move {
            tx.closed().await;
            say!("all gone");
        });
        rt::sleep(Duration::from_millis(1)).await;
        drop(rx);
        rt::sleep(Duration::from_millis(1)).await;
        drop(other);
        watcher.await.unwrap();
    }
}
