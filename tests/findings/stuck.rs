//! Runs, or tasks in them, that can never go on.

use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::sync::{Mutex, RwLock};
use taskscope_runtime::{JoinHandle, join, mpsc, named, sleep, spawn, timeout, yield_now};

use super::programs::traced;
use super::{check, told};

#[test]
fn whoever_waits_for_a_sender_that_stays_silent_is_never_woken() {
    let program = |drops: bool| async move {
        let (tx, mut rx) = mpsc::unbounded_channel::<u32>();
        let reader = spawn("reader", async move { while rx.recv().await.is_some() {} });
        let kept = (!drops).then(|| tx.clone());
        drop(tx);
        reader.await.expect("it does not panic");
        drop(kept);
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            NeverWoken x1: reader waits for a message from channel 1, here, and nothing is left that could wake it.
        "]],
    );
}

async fn take_both(first: Rc<Mutex<()>>, second: Rc<Mutex<()>>) {
    let first = first.lock().await;
    yield_now().await;
    let second = second.lock().await;
    drop((first, second));
}

fn two_tasks(in_order: bool) -> (JoinHandle<()>, JoinHandle<()>) {
    let (one, two) = (Rc::new(Mutex::new(())), Rc::new(Mutex::new(())));
    let left = spawn("left", take_both(Rc::clone(&one), Rc::clone(&two)));
    let right = if in_order { take_both(one, two) } else { take_both(two, one) };
    (left, spawn("right", right))
}

#[test]
fn two_locks_in_different_orders_are_a_deadlock() {
    let program = |in_order: bool| async move {
        let (left, right) = two_tasks(in_order);
        let (left, right) = join!(left, right);
        left.and(right).expect("no task panics");
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            Deadlock x1: right and left wait for each other in a circle, so none of them can ever go on.
        "]],
    );
}

#[test]
fn a_deadlock_is_found_while_others_go_on() {
    let trace = traced(async {
        let tasks = two_tasks(false);
        sleep(Duration::from_millis(5)).await;
        drop(tasks);
    });
    assert!(told(&trace).starts_with("Deadlock"), "{}", told(&trace));
}

#[test]
fn a_task_that_locks_twice_waits_for_itself() {
    let program = |twice: bool| async move {
        let lock = Mutex::new(());
        let first = lock.lock().await;
        if !twice {
            drop(first);
            drop(lock.lock().await);
            return;
        }
        let second = lock.lock().await;
        drop((first, second));
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
            Deadlock x1: main waits for itself, so it can never go on.
        "]],
    );
}

#[test]
fn a_reader_behind_a_writer_that_waits_for_it_is_in_a_circle() {
    let program = |twice: bool| async move {
        let lock = Rc::new(RwLock::new(()));
        let own = Rc::clone(&lock);
        let reader = spawn("reader", async move {
            let first = own.read().await;
            yield_now().await;
            let second = if twice { Some(own.read().await) } else { None };
            drop((first, second));
        });
        let writer = spawn("writer", async move { drop(lock.write().await) });
        let (reader, writer) = join!(reader, writer);
        reader.and(writer).expect("no task panics");
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
            Deadlock x1: reader and writer wait for each other in a circle, so none of them can ever go on.
        "]],
    );
}

#[test]
fn a_lock_that_a_future_holds_which_nobody_polls_is_found() {
    let program = |drops: bool| async move {
        let lock = Mutex::new(());
        let mut first = Some(Box::pin(named("first", async {
            let guard = lock.lock().await;
            sleep(Duration::from_millis(20)).await;
            drop(guard);
        })));
        let polled = first.as_mut().expect("it was just made");
        assert!(timeout(Duration::from_millis(10), polled).await.is_err());
        if drops {
            first = None;
        }
        drop(lock.lock().await);
        drop(first);
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            Futurelock x1: main waits for mutex 1, here. Its own future first holds it, and main is not polling that future.
        "]],
    );
}

#[test]
fn a_lock_of_a_future_that_its_task_does_poll_is_a_plain_deadlock() {
    let inside = |first: Rc<Mutex<()>>, second: Rc<Mutex<()>>| named("inside", take_both(first, second));
    let trace = traced(async move {
        let (one, two) = (Rc::new(Mutex::new(())), Rc::new(Mutex::new(())));
        let left = spawn("left", inside(Rc::clone(&one), Rc::clone(&two)));
        let right = spawn("right", inside(two, one));
        let (left, right) = join!(left, right);
        left.and(right).expect("no task panics");
    });
    expect![[r"
        Deadlock x1: left and right wait for each other in a circle, so none of them can ever go on.
    "]]
    .assert_eq(&told(&trace));
}

#[test]
fn a_lock_that_is_set_aside_for_a_future_nobody_polls_is_found() {
    let trace = traced(async {
        let lock = std::sync::Arc::new(Mutex::new(()));
        let held = std::sync::Arc::clone(&lock).lock_owned().await;
        let holder = spawn("holder", async move {
            sleep(Duration::from_millis(20)).await;
            drop(held);
        });
        let mut first = Box::pin(taskscope_runtime::named("first", lock.lock()));
        taskscope_runtime::select! {
            biased;
            guard = &mut first => drop(guard),
            () = sleep(Duration::from_millis(10)) => drop(lock.lock().await),
        }
        holder.await.expect("it does not panic");
    });
    expect![[r"
        Futurelock x1: main waits for mutex 1, here. It is reserved for its own future first, and main is not polling that future.
    "]]
    .assert_eq(&told(&trace));
}
