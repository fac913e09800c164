//! Mutexes.

use std::sync::Arc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::sync::{Mutex, MutexGuard, TryLockError};
use taskscope_runtime::{println, simulate, sleep, spawn, yield_now};

use crate::hand::{now, Hand};
use crate::support::check;

#[test]
fn the_trace_of_a_lock_that_three_tasks_want() {
    check(
        async {
            let log = Arc::new(Mutex::new(0));
            let first = spawn("first", {
                let log = Arc::clone(&log);
                async move {
                    let mut held = log.lock().await;
                    sleep(Duration::from_millis(5)).await;
                    *held += 1;
                }
            });
            let second = spawn("second", {
                let log = Arc::clone(&log);
                async move { *log.lock().await += 1 }
            });
            first.await.expect("it does not panic");
            second.await.expect("it does not panic");
            println!("{}", log.lock().await);
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       mutex 1 created
            0.000     first spawned as task 2 by main
            0.000     first ready, woken by its spawn
            0.000     second spawned as task 3 by main
            0.000     second ready, woken by its spawn
            0.000       waits for the end of first
            0.000     main pending
            0.000     first polled
            0.000       acquires mutex 1, Exclusive 1
            0.000       timer 1 set for 5000 us
            0.000       waits for timer 1
            0.000     first pending
            0.000     second polled
            0.000       queues for mutex 1, ticket 0
            0.000       waits for mutex 1
            0.000     second pending
            0.000     turn ended
            5.000     turn started: Alarm
            5.000       timer 1 fired
            5.000     first ready, woken by timer 1
            5.000     first polled
            5.000       mutex 1 released, Exclusive 1, held by first
            5.000       mutex 1 granted to ticket 0
            5.000     second ready, woken by first
            5.000     first done
            5.000     main ready, woken by first
            5.000     second polled
            5.000       ticket 0 of mutex 1 served
            5.000       acquires mutex 1, Exclusive 1
            5.000       mutex 1 released, Exclusive 1, held by second
            5.000     second done
            5.000     main polled
            5.000       acquires mutex 1, Exclusive 1
            5.000       prints "2"
            5.000       mutex 1 released, Exclusive 1, held by main
            5.000       mutex 1 dropped
            5.000     main done
            5.000     run ended: Finished
        "#]],
    );
}

#[test]
fn the_trace_of_a_waiter_that_is_dropped() {
    check(
        async {
            let lock = Arc::new(Mutex::new(()));
            let held = lock.lock().await;
            let waiter = spawn("waiter", {
                let lock = Arc::clone(&lock);
                async move { drop(lock.lock().await) }
            });
            yield_now().await;
            waiter.abort();
            drop(held);
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       mutex 1 created
            0.000       acquires mutex 1, Exclusive 1
            0.000     waiter spawned as task 2 by main
            0.000     waiter ready, woken by its spawn
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     waiter polled
            0.000       queues for mutex 1, ticket 0
            0.000       waits for mutex 1
            0.000     waiter pending
            0.000     main polled
            0.000     waiter cancelled by main
            0.000       ticket 0 of mutex 1 given up
            0.000       mutex 1 released, Exclusive 1, held by main
            0.000       waiter detached
            0.000       mutex 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn the_lock_goes_from_hand_to_hand_in_order() {
    let lock = Mutex::new(Vec::new());
    let held = now(lock.lock());
    let mut waiting: Vec<_> = (0..3).map(|_| Hand::waiting(lock.lock())).collect();
    drop(held);
    for n in 0..3 {
        let woken: Vec<bool> = waiting.iter().map(Hand::is_woken).collect();
        assert_eq!(woken, (0..3 - n).map(|at| at == 0).collect::<Vec<_>>());
        let mut first = waiting.remove(0);
        first.result().push(n);
    }
    drop(waiting);
    assert_eq!(lock.into_inner(), [0, 1, 2]);
}

#[test]
fn a_latecomer_cannot_take_a_lock_that_was_granted() {
    let lock = Mutex::new(1);
    let held = now(lock.lock());
    let mut waiting = Hand::waiting(lock.lock());
    drop(held);
    assert_eq!(lock.try_lock().err().map(|error| error.to_string()), Some("the lock is held".to_owned()));
    let late = Hand::waiting(lock.lock());
    assert_eq!(*waiting.result(), 1);
    assert!(late.is_woken());
}

#[test]
fn a_waiter_that_is_dropped_with_the_lock_granted_passes_it_on() {
    let lock = Mutex::new(());
    let held = now(lock.lock());
    let first = Hand::waiting(lock.lock());
    let mut second = Hand::waiting(lock.lock());
    drop(held);
    assert!(first.is_woken() && !second.is_woken());
    drop(first);
    assert!(second.is_woken());
    drop(second.result());
    assert!(lock.try_lock().is_ok());
}

#[test]
fn a_waiter_that_leaves_from_the_middle_is_not_missed() {
    let lock = Mutex::new(());
    let held = now(lock.lock());
    let mut first = Hand::waiting(lock.lock());
    let middle = Hand::waiting(lock.lock());
    let mut last = Hand::waiting(lock.lock());
    drop(middle);
    drop(held);
    drop(first.result());
    assert!(last.is_woken());
    drop(last.result());
}

#[test]
fn a_waiter_is_woken_by_the_waker_of_its_last_poll() {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Wake, Waker};
    struct Flag(std::sync::atomic::AtomicBool);
    impl Wake for Flag {
        fn wake(self: Arc<Self>) {
            self.0.store(true, std::sync::atomic::Ordering::SeqCst);
        }
    }
    let lock = Mutex::new(());
    let held = now(lock.lock());
    let flags = [false, false].map(|flag| Arc::new(Flag(flag.into())));
    let mut waiting = pin!(lock.lock());
    for flag in &flags {
        let waker = Waker::from(Arc::clone(flag));
        assert!(waiting.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    }
    drop(held);
    let woken = flags.map(|flag| flag.0.load(std::sync::atomic::Ordering::SeqCst));
    assert_eq!(woken, [false, true]);
}

#[test]
fn a_panic_of_the_holder_gives_the_lock_back() {
    let run = simulate("main", async {
        let lock = Arc::new(Mutex::new(1));
        let holder = Arc::clone(&lock);
        let bad = spawn("bad", async move {
            let mut held = holder.lock().await;
            *held = 2;
            panic!("with the lock");
        });
        let bad: Result<(), _> = bad.await;
        println!("{} {}", bad.is_err(), lock.lock().await);
    });
    assert_eq!(run.output(), ["true 2"]);
}

#[test]
fn owned_guards_outlive_the_borrow() {
    let lock = Arc::new(Mutex::new(1));
    let mut held = now(Arc::clone(&lock).lock_owned());
    assert!(Arc::clone(&lock).try_lock_owned().is_err());
    *held += 1;
    assert_eq!(format!("{lock:?} {held:?} {held}"), "Mutex { data: <locked> } 2 2");
    drop(held);
    assert_eq!(format!("{lock:?}"), "Mutex { data: 2 }");
    let mut lock = Arc::try_unwrap(lock).expect("the guard is gone");
    *lock.get_mut() += 1;
    assert_eq!(lock.into_inner(), 3);
}

#[test]
fn a_guard_knows_its_mutex() {
    let lock = Mutex::new(1);
    let held: MutexGuard<'_, i32> = now(lock.lock());
    assert!(std::ptr::eq(MutexGuard::mutex(&held), &lock));
    let error: Result<_, TryLockError> = lock.try_lock();
    assert!(error.is_err());
}

#[test]
fn ten_thousand_waiters_come_and_go_in_any_order() {
    let lock = Mutex::new(0_u32);
    let held = now(lock.lock());
    let mut waiting: Vec<_> = (0..10_000).map(|_| Some(Hand::waiting(lock.lock()))).collect();
    for at in (0..10_000).filter(|at| at % 3 != 0) {
        waiting[at] = None;
    }
    drop(held);
    for hand in waiting.iter_mut().flatten() {
        assert_eq!(hand.wakes(), 1);
        *hand.result() += 1;
    }
    drop(waiting);
    assert_eq!(lock.into_inner(), 3334);
}
