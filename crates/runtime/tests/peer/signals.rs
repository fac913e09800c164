//! `Semaphore`, `Notify` and `Barrier`.

use std::sync::Arc;
use std::time::Duration;

use crate::say::say;

same! {
    fn a_semaphore_lets_so_many_in() {
        let semaphore = Arc::new(rt::sync::Semaphore::new(2));
        let tasks = ["a", "b", "c", "d", "e"].map(|name| {
            let semaphore = Arc::clone(&semaphore);
            rt::spawn(async move {
                let _permit = semaphore.acquire().await.unwrap();
                say!("{name} in, {} left", semaphore.available_permits());
                rt::sleep(Duration::from_millis(10)).await;
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn who_wants_many_permits_holds_back_who_wants_one() {
        let semaphore = Arc::new(rt::sync::Semaphore::new(3));
        let held = semaphore.acquire_many(2).await.unwrap();
        let tasks = [("many", 3), ("one", 1)].map(|(name, n)| {
            let semaphore = Arc::clone(&semaphore);
            rt::spawn(async move {
                let _permit = semaphore.acquire_many(n).await.unwrap();
                say!("{name}");
            })
        });
        rt::sleep(Duration::from_millis(1)).await;
        say!("{} {}", semaphore.available_permits(), semaphore.try_acquire().is_ok());
        drop(held);
        for task in tasks {
            task.await.unwrap();
        }
        say!("{}", semaphore.available_permits());
    }

    fn who_gives_up_returns_the_permits_it_had_gathered() {
        let semaphore = Arc::new(rt::sync::Semaphore::new(1));
        say!("{}", rt::timeout(Duration::from_millis(2), semaphore.acquire_many(2)).await.is_err());
        say!("{}", semaphore.available_permits());
    }

    fn a_closed_semaphore_turns_everybody_away() {
        let semaphore = Arc::new(rt::sync::Semaphore::new(0));
        let other = Arc::clone(&semaphore);
        let task = rt::spawn(async move { say!("{}", other.acquire().await.is_err()) });
        rt::sleep(Duration::from_millis(1)).await;
        semaphore.close();
        task.await.unwrap();
        say!("{} {}", semaphore.is_closed(), semaphore.try_acquire().is_err());
    }

    fn permits_can_be_added_forgotten_split_and_merged() {
        let semaphore = rt::sync::Semaphore::new(1);
        semaphore.add_permits(3);
        let mut permit = semaphore.acquire_many(3).await.unwrap();
        let half = permit.split(2).unwrap();
        say!("{} {} {}", permit.num_permits(), half.num_permits(), semaphore.available_permits());
        permit.merge(half);
        permit.forget();
        say!("{}", semaphore.available_permits());
        say!("{} {}", semaphore.forget_permits(5), semaphore.available_permits());
    }

    fn a_notification_before_the_wait_is_kept_once() {
        let notify = rt::sync::Notify::new();
        notify.notify_one();
        notify.notify_one();
        notify.notified().await;
        say!("once");
        say!("{}", rt::timeout(Duration::from_millis(3), notify.notified()).await.is_err());
    }

    fn notify_one_wakes_who_waited_longest() {
        let notify = Arc::new(rt::sync::Notify::new());
        let tasks = ["a", "b", "c"].map(|name| {
            let notify = Arc::clone(&notify);
            rt::spawn(async move {
                notify.notified().await;
                say!("{name}");
            })
        });
        for _ in 0..3 {
            rt::sleep(Duration::from_millis(2)).await;
            notify.notify_one();
        }
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn notify_waiters_wakes_all_and_keeps_nothing() {
        let notify = Arc::new(rt::sync::Notify::new());
        let tasks = ["a", "b", "c"].map(|name| {
            let notify = Arc::clone(&notify);
            rt::spawn(async move {
                notify.notified().await;
                say!("{name}");
            })
        });
        rt::sleep(Duration::from_millis(2)).await;
        notify.notify_waiters();
        for task in tasks {
            task.await.unwrap();
        }
        say!("{}", rt::timeout(Duration::from_millis(2), notify.notified()).await.is_err());
    }

    fn a_notified_made_before_notify_waiters_is_woken_by_it() {
        let notify = rt::sync::Notify::new();
        let early = notify.notified();
        notify.notify_waiters();
        let late = notify.notified();
        say!("{}", rt::timeout(Duration::from_millis(2), early).await.is_ok());
        say!("{}", rt::timeout(Duration::from_millis(2), late).await.is_ok());
    }

    fn a_notified_that_is_dropped_passes_its_notification_on() {
        let notify = Arc::new(rt::sync::Notify::new());
        let [a, b] = ["a", "b"].map(|name| {
            let notify = Arc::clone(&notify);
            rt::spawn(async move {
                notify.notified().await;
                say!("{name}");
            })
        });
        rt::sleep(Duration::from_millis(1)).await;
        notify.notify_one();
        a.abort();
        b.await.unwrap();
        say!("{}", rt::why(a.await.unwrap_err()));
    }

    /// The last one goes on; in which order the others do is left open by Tokio, which draws it by chance.
    fn a_barrier_opens_for_the_last_to_come() {
        let barrier = Arc::new(rt::sync::Barrier::new(3));
        let tasks = [("a", 1), ("b", 2), ("c", 3)].map(|(name, millis)| {
            let barrier = Arc::clone(&barrier);
            rt::spawn(async move {
                rt::sleep(Duration::from_millis(millis)).await;
                say!("{name} comes");
                let result = barrier.wait().await;
                say!("one goes, leader: {}", result.is_leader());
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn a_barrier_serves_round_after_round() {
        let barrier = Arc::new(rt::sync::Barrier::new(2));
        let tasks = [("a", 1), ("b", 4)].map(|(name, millis)| {
            let barrier = Arc::clone(&barrier);
            rt::spawn(async move {
                for round in 0..3 {
                    rt::sleep(Duration::from_millis(millis)).await;
                    let leader = barrier.wait().await.is_leader();
                    say!("{name} {round} {leader}");
                }
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    }
}
