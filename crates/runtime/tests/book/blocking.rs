//! What `block_on` promises beside the listings.

use std::cell::Cell;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use taskscope_runtime::book as trpl;
use taskscope_runtime::{current_task, Instant};

/// Sets its flag when it is dropped.
struct DropFlag(Rc<Cell<bool>>);

impl Drop for DropFlag {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

#[test]
fn a_future_may_borrow_from_its_caller() {
    let mut letters = vec!['a'];
    let count = trpl::block_on(async {
        trpl::yield_now().await;
        letters.push('b');
        letters.len()
    });
    assert_eq!((count, letters), (2, vec!['a', 'b']));
}

#[test]
fn time_is_virtual_and_starts_anew_with_each_call() {
    for _ in 0..2 {
        let elapsed = trpl::block_on(async {
            let start = Instant::now();
            trpl::join(trpl::sleep(Duration::from_secs(3600)), trpl::sleep(Duration::from_secs(60))).await;
            start.elapsed()
        });
        assert_eq!(elapsed, Duration::from_secs(3600));
    }
}

#[test]
fn the_main_future_takes_its_turn_among_the_tasks() {
    let order = trpl::block_on(async {
        let (tx, mut rx) = trpl::channel();
        for name in ["a", "b"] {
            let tx = tx.clone();
            trpl::spawn_task(async move {
                for round in 0..2 {
                    tx.send((name, round)).unwrap();
                    trpl::yield_now().await;
                }
            });
        }
        for round in 0..2 {
            tx.send(("main", round)).unwrap();
            trpl::yield_now().await;
        }
        drop(tx);
        let mut order = Vec::new();
        while let Some(entry) = rx.recv().await {
            order.push(entry);
        }
        order
    });
    assert_eq!(order, [("main", 0), ("a", 0), ("b", 0), ("main", 1), ("a", 1), ("b", 1)]);
}

#[test]
fn a_main_future_that_is_always_ready_lets_the_tasks_run() {
    trpl::block_on(async {
        let (tx, mut rx) = trpl::channel();
        let (seen, mut saw) = trpl::channel();
        trpl::spawn_task(async move { seen.send(()).unwrap() });
        let mut received = 0;
        while saw.try_recv().is_err() {
            tx.send(()).unwrap();
            rx.recv().await.unwrap();
            received += 1;
        }
        assert_eq!(received, 129);
    });
}

#[test]
fn tasks_are_called_after_the_place_of_their_spawn() {
    let name =
        trpl::block_on(async { trpl::spawn_task(async { current_task().unwrap().name }).await.unwrap() });
    assert!(name.starts_with("blocking.rs:"), "{name}");
}

#[test]
fn a_task_that_panics_is_an_error_for_its_handle() {
    let result = trpl::block_on(async {
        let task: trpl::JoinHandle<()> = trpl::spawn_task(async { panic!("on purpose") });
        task.await
    });
    assert!(result.is_err());
}

#[test]
fn a_panic_of_the_main_future_goes_through_and_drops_the_tasks() {
    let dropped = Rc::new(Cell::new(false));
    let flag = DropFlag(Rc::clone(&dropped));
    let result = catch_unwind(AssertUnwindSafe(|| {
        trpl::block_on(async {
            trpl::spawn_task(async move {
                let _flag = flag;
                std::future::pending::<()>().await;
            });
            trpl::yield_now().await;
            panic!("on purpose");
        });
    }));
    assert!(result.is_err());
    assert!(dropped.get());
    assert_eq!(trpl::block_on(async { 1 }), 1);
}

#[test]
fn tasks_that_are_left_are_dropped_when_the_main_future_ends() {
    let dropped = Rc::new(Cell::new(false));
    let flag = DropFlag(Rc::clone(&dropped));
    trpl::block_on(async {
        trpl::spawn_task(async move {
            let _flag = flag;
            trpl::sleep(Duration::from_secs(1)).await;
        });
        trpl::yield_now().await;
    });
    assert!(dropped.get());
}

#[test]
fn blocking_inside_a_task_panics() {
    let result = trpl::block_on(async { catch_unwind(|| trpl::block_on(async {})) });
    assert!(result.is_err());
}

#[test]
fn tasks_are_woken_by_other_threads_too() {
    let (question, mut questions) = trpl::channel();
    let (answer, mut answers) = trpl::channel();
    let thread = thread::spawn(move || {
        for n in 0..20 {
            question.send(n).unwrap();
        }
    });
    let sum = trpl::block_on(async {
        trpl::spawn_task(async move {
            while let Some(n) = questions.recv().await {
                answer.send(n * 2).unwrap();
            }
        });
        let mut sum = 0;
        while let Some(n) = answers.recv().await {
            sum += n;
        }
        sum
    });
    thread.join().unwrap();
    assert_eq!(sum, 380);
}
