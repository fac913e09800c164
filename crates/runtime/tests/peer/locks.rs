//! `Mutex` and `RwLock`.

use std::sync::Arc;
use std::time::Duration;

use crate::say::say;

same! {
    fn a_mutex_is_given_to_who_waited_longest() {
        let mutex = Arc::new(rt::sync::Mutex::new(0));
        let tasks = ["a", "b", "c"].map(|name| {
            let mutex = Arc::clone(&mutex);
            rt::spawn(async move {
                for _ in 0..2 {
                    let mut count = mutex.lock().await;
                    *count += 1;
                    say!("{name} has it, count {count}");
                    rt::sleep(Duration::from_millis(5)).await;
                }
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn a_guard_dropped_early_lets_the_next_in() {
        let mutex = Arc::new(rt::sync::Mutex::new(()));
        let guard = mutex.lock().await;
        let other = Arc::clone(&mutex);
        let task = rt::spawn(async move {
            let _guard = other.lock().await;
            say!("task has it");
        });
        rt::sleep(Duration::from_millis(1)).await;
        say!("{}", mutex.try_lock().is_err());
        drop(guard);
        say!("{}", mutex.try_lock().is_err());
        task.await.unwrap();
        say!("{}", mutex.try_lock().is_err());
    }

    fn nobody_overtakes_at_a_mutex() {
        let mutex = Arc::new(rt::sync::Mutex::new(()));
        let guard = mutex.lock().await;
        let other = Arc::clone(&mutex);
        let task = rt::spawn(async move {
            let _guard = other.lock().await;
            say!("task has it");
            rt::sleep(Duration::from_millis(2)).await;
        });
        rt::sleep(Duration::from_millis(1)).await;
        drop(guard);
        let _guard = mutex.lock().await;
        say!("main has it again");
        task.await.unwrap();
    }

    fn a_waiter_that_gives_up_is_skipped() {
        let mutex = Arc::new(rt::sync::Mutex::new(()));
        let guard = mutex.lock().await;
        let tasks = [("a", 2), ("b", 20)].map(|(name, patience)| {
            let mutex = Arc::clone(&mutex);
            rt::spawn(async move {
                let result = rt::timeout(Duration::from_millis(patience), mutex.lock()).await;
                say!("{name} {}", result.is_ok());
            })
        });
        rt::sleep(Duration::from_millis(5)).await;
        drop(guard);
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn a_waiter_aborted_after_it_was_given_the_lock_passes_it_on() {
        let mutex = Arc::new(rt::sync::Mutex::new(()));
        let guard = mutex.lock().await;
        let [a, b] = ["a", "b"].map(|name| {
            let mutex = Arc::clone(&mutex);
            rt::spawn(async move {
                let _guard = mutex.lock().await;
                say!("{name} has it");
            })
        });
        rt::sleep(Duration::from_millis(1)).await;
        drop(guard);
        a.abort();
        b.await.unwrap();
        say!("{}", rt::why(a.await.unwrap_err()));
    }

    fn a_panic_frees_the_lock_and_poisons_nothing() {
        let mutex = Arc::new(rt::sync::Mutex::new(1));
        let other = Arc::clone(&mutex);
        let task = rt::spawn(async move {
            let mut value = other.lock().await;
            *value = 2;
            panic!("inside the lock");
        });
        let result: Result<(), _> = task.await;
        say!("{} {}", result.is_err(), mutex.lock().await);
    }

    fn an_owned_guard_travels_between_tasks() {
        let mutex = Arc::new(rt::sync::Mutex::new(1));
        let mut guard = Arc::clone(&mutex).lock_owned().await;
        *guard += 1;
        let task = rt::spawn(async move {
            rt::sleep(Duration::from_millis(3)).await;
            *guard += 1;
        });
        say!("{}", mutex.lock().await);
        task.await.unwrap();
        say!("{}", Arc::try_unwrap(mutex).unwrap().into_inner());
    }

    fn readers_share_and_writers_do_not() {
        let lock = Arc::new(rt::sync::RwLock::new(0));
        let tasks = [("r1", false), ("r2", false), ("w1", true), ("r3", false), ("w2", true)].map(|(name, writes)| {
            let lock = Arc::clone(&lock);
            rt::spawn(async move {
                if writes {
                    let mut value = lock.write().await;
                    *value += 1;
                    say!("{name} writes {value}");
                    rt::sleep(Duration::from_millis(10)).await;
                } else {
                    let value = lock.read().await;
                    say!("{name} reads {value}");
                    rt::sleep(Duration::from_millis(10)).await;
                }
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn a_waiting_writer_holds_back_new_readers() {
        let lock = Arc::new(rt::sync::RwLock::new(0));
        let reading = lock.read().await;
        let writer = Arc::clone(&lock);
        let writer = rt::spawn(async move {
            *writer.write().await += 1;
            say!("written");
        });
        rt::sleep(Duration::from_millis(1)).await;
        say!("{} {}", lock.try_read().is_ok(), lock.try_write().is_ok());
        let reader = Arc::clone(&lock);
        let reader = rt::spawn(async move { say!("read {}", reader.read().await) });
        rt::sleep(Duration::from_millis(1)).await;
        drop(reading);
        writer.await.unwrap();
        reader.await.unwrap();
    }

    fn a_writer_that_gives_up_lets_the_readers_in() {
        let lock = Arc::new(rt::sync::RwLock::new(0));
        let reading = lock.read().await;
        let other = Arc::clone(&lock);
        let writer = rt::spawn(async move {
            let result = rt::timeout(Duration::from_millis(4), other.write()).await;
            say!("{}", result.is_err());
        });
        let other = Arc::clone(&lock);
        let reader = rt::spawn(async move {
            say!("read {}", other.read().await);
        });
        reader.await.unwrap();
        writer.await.unwrap();
        drop(reading);
    }

    fn a_writer_can_become_a_reader() {
        let lock = Arc::new(rt::sync::RwLock::new(0));
        let mut writing = lock.write().await;
        let other = Arc::clone(&lock);
        let reader = rt::spawn(async move { say!("read {}", other.read().await) });
        rt::sleep(Duration::from_millis(1)).await;
        *writing = 7;
        let reading = writing.downgrade();
        rt::sleep(Duration::from_millis(1)).await;
        say!("still reading {reading}");
        reader.await.unwrap();
    }

    fn a_lock_has_room_for_a_reader() {
        say!("{}", std::panic::catch_unwind(|| rt::sync::RwLock::with_max_readers(1, 0)).is_ok());
        say!("{}", std::panic::catch_unwind(|| rt::sync::RwLock::with_max_readers(1, 1)).is_ok());
    }
}
