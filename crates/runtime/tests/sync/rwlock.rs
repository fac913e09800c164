//! Locks for readers and writers.

use std::sync::Arc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::sync::{RwLock, RwLockWriteGuard};
use taskscope_runtime::{println, sleep, spawn};

use crate::hand::{now, Hand};
use crate::support::check;

#[test]
fn the_trace_of_a_reader_a_writer_and_a_reader() {
    check(
        async {
            let price = Arc::new(RwLock::new(1));
            let reader = |name, price: &Arc<RwLock<i32>>| {
                let price = Arc::clone(price);
                spawn(name, async move {
                    let seen = price.read().await;
                    sleep(Duration::from_millis(1)).await;
                    println!("{seen}");
                })
            };
            let early = reader("early", &price);
            let writer = Arc::clone(&price);
            let writer = spawn("writer", async move { *writer.write().await = 2 });
            let late = reader("late", &price);
            for task in [early, writer, late] {
                task.await.expect("it does not panic");
            }
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       rwlock 1 created
            0.000     early spawned as task 2 by main
            0.000     early ready, woken by its spawn
            0.000     writer spawned as task 3 by main
            0.000     writer ready, woken by its spawn
            0.000     late spawned as task 4 by main
            0.000     late ready, woken by its spawn
            0.000       waits for the end of early
            0.000     main pending
            0.000     early polled
            0.000       acquires rwlock 1, Shared 1
            0.000       timer 1 set for 1000 us
            0.000       waits for timer 1
            0.000     early pending
            0.000     writer polled
            0.000       queues for rwlock 1, ticket 0
            0.000       waits for rwlock 1
            0.000     writer pending
            0.000     late polled
            0.000       queues for rwlock 1, ticket 1
            0.000       waits for rwlock 1 to read
            0.000     late pending
            0.000     turn ended
            1.000     turn started: Alarm
            1.000       timer 1 fired
            1.000     early ready, woken by timer 1
            1.000     early polled
            1.000       prints "1"
            1.000       rwlock 1 released, Shared 1, held by early
            1.000       rwlock 1 granted to ticket 0
            1.000     writer ready, woken by early
            1.000     early done
            1.000     main ready, woken by early
            1.000     writer polled
            1.000       ticket 0 of rwlock 1 served
            1.000       acquires rwlock 1, Exclusive 1
            1.000       rwlock 1 released, Exclusive 1, held by writer
            1.000       rwlock 1 granted to ticket 1
            1.000     late ready, woken by writer
            1.000     writer done
            1.000     main polled
            1.000       waits for the end of late
            1.000     main pending
            1.000     late polled
            1.000       ticket 1 of rwlock 1 served
            1.000       acquires rwlock 1, Shared 1
            1.000       timer 2 set for 2000 us
            1.000       waits for timer 2
            1.000     late pending
            1.000     turn ended
            2.000     turn started: Alarm
            2.000       timer 2 fired
            2.000     late ready, woken by timer 2
            2.000     late polled
            2.000       prints "2"
            2.000       rwlock 1 released, Shared 1, held by late
            2.000     late done
            2.000     main ready, woken by late
            2.000     main polled
            2.000       rwlock 1 dropped
            2.000     main done
            2.000     run ended: Finished
        "#]],
    );
}

#[test]
fn readers_share_and_writers_do_not() {
    let lock = RwLock::new(1);
    let readers = (now(lock.read()), now(lock.read()), lock.try_read().expect("readers share"));
    assert!(lock.try_write().is_err());
    let mut writer = Hand::waiting(lock.write());
    assert!(lock.try_read().is_err(), "a writer waits");
    let mut late = Hand::waiting(lock.read());
    drop((readers.0, readers.1));
    assert!(!writer.is_woken());
    drop(readers.2);
    assert!(writer.is_woken() && !late.is_woken());
    let mut guard = writer.result();
    *guard += 1;
    assert!(lock.try_read().is_err() && lock.try_write().is_err());
    drop(guard);
    assert_eq!(*late.result(), 2);
}

#[test]
fn readers_behind_a_writer_that_gives_up_go_on() {
    let lock = RwLock::new(());
    let held = now(lock.read());
    let writer = Hand::waiting(lock.write());
    let mut late = Hand::waiting(lock.read());
    drop(writer);
    assert!(late.is_woken());
    drop((late.result(), held));
    assert!(lock.try_write().is_ok());
}

#[test]
fn all_readers_that_wait_together_are_let_in_together() {
    let lock = RwLock::new(());
    let held = now(lock.write());
    let readers: Vec<_> = (0..3).map(|_| Hand::waiting(lock.read())).collect();
    let writer = Hand::waiting(lock.write());
    drop(held);
    assert!(readers.iter().all(Hand::is_woken) && !writer.is_woken());
    drop(readers);
    assert!(writer.is_woken());
}

#[test]
fn a_writer_becomes_a_reader_with_nobody_in_between() {
    let lock = RwLock::new(1);
    let mut writer = now(lock.write());
    *writer = 2;
    let mut waiting = Hand::waiting(lock.read());
    let other = Hand::waiting(lock.write());
    let reader = RwLockWriteGuard::downgrade(writer);
    assert_eq!((*reader, *waiting.result()), (2, 2));
    assert!(!other.is_woken());
    drop(reader);
    assert!(other.is_woken());
}

#[test]
fn the_number_of_readers_can_be_limited() {
    let lock = RwLock::with_max_readers((), 2);
    let one = now(lock.read());
    let _two = now(lock.read());
    assert!(lock.try_read().is_err());
    drop(one);
    assert!(lock.try_read().is_ok());
}

#[test]
fn owned_guards_outlive_the_borrow() {
    let lock = Arc::new(RwLock::new(1));
    let reader = now(Arc::clone(&lock).read_owned());
    assert!(Arc::clone(&lock).try_write_owned().is_err());
    let other = Arc::clone(&lock).try_read_owned().expect("readers share");
    assert_eq!(format!("{lock:?} {reader:?} {other}"), "RwLock { data: 1 } 1 1");
    drop((reader, other));
    let mut writer = now(Arc::clone(&lock).write_owned());
    *writer = 5;
    assert_eq!(format!("{lock:?} {writer:?}"), "RwLock { data: <locked> } 5");
    let reader = writer.downgrade();
    assert_eq!(*reader, 5);
    drop(reader);
    let mut lock = Arc::try_unwrap(lock).expect("the guards are gone");
    *lock.get_mut() += 1;
    assert_eq!(lock.into_inner(), 6);
}
