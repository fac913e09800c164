//! Tasks at their edges: panics, aborts, drops, wakers on other threads, limits.

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn, Future};
use std::panic::Location;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use taskscope_format::{Event, RunEnd};
use taskscope_runtime::mpsc::channel;
use taskscope_runtime::{
    join, println, simulate, simulate_with, sleep, spawn, work, yield_now, Budget, JoinError, JoinSet, Rules,
};

/// Counts how often it is dropped.
struct DropFlag(Rc<Cell<u32>>);

impl Drop for DropFlag {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn a_panic_is_an_error_for_who_awaits_the_task_and_nobody_else() {
    let run = simulate("main", async {
        let bad = spawn("bad", async { panic!("no more bread") });
        let good = spawn("good", async { 7 });
        let bad: Result<(), JoinError> = bad.await;
        println!("{bad:?} {:?}", good.await);
    });
    assert_eq!(run.output(), [r#"Err(Panicked("no more bread")) Ok(7)"#]);
    assert_eq!(run.end(), Some(RunEnd::Finished));
}

#[test]
fn a_panic_of_the_main_task_ends_the_run() {
    let run = simulate("main", async { panic!("at the top") });
    assert_eq!(run.end(), Some(RunEnd::Panicked));
    assert!(run.events().iter().any(|(_, event)| matches!(event, Event::TaskPanicked { .. })));
}

#[test]
fn a_task_that_aborts_itself_is_cancelled_when_its_poll_ends() {
    let run = simulate("main", async {
        let own = Rc::new(RefCell::new(None));
        let inside = Rc::clone(&own);
        let task = spawn("self", async move {
            if let Some(abort) = inside.borrow_mut().take() {
                let abort: Box<dyn FnOnce()> = abort;
                abort();
            }
            println!("still in the poll");
            yield_now().await;
            println!("never");
        });
        let handle = Rc::new(task);
        let weak = Rc::clone(&handle);
        *own.borrow_mut() = Some(Box::new(move || weak.abort()) as Box<dyn FnOnce()>);
        yield_now().await;
        println!("finished: {}, result {:?}", handle.is_finished(), handle.try_take());
    });
    assert_eq!(run.output(), ["still in the poll", "finished: true, result Some(Err(Cancelled))"]);
}

#[test]
fn dropping_a_handle_lets_the_task_run_on() {
    let run = simulate("main", async {
        drop(spawn("detached", async {
            sleep(Duration::from_millis(1)).await;
            println!("ran on");
        }));
        sleep(Duration::from_millis(2)).await;
    });
    assert_eq!(run.output(), ["ran on"]);
}

#[test]
fn every_future_is_dropped_exactly_once_however_its_task_ends() {
    let drops = Rc::new(Cell::new(0));
    let flag = || DropFlag(Rc::clone(&drops));
    let (done, aborted, left, panicked) = (flag(), flag(), flag(), flag());
    simulate("main", async move {
        let done = spawn("done", async move { drop(done) });
        let aborted = spawn("aborted", async move {
            pending::<()>().await;
            drop(aborted);
        });
        drop(spawn("left", async move {
            pending::<()>().await;
            drop(left);
        }));
        let panicked = spawn("panicked", async move {
            let _flag = panicked;
            panic!("with a flag");
        });
        yield_now().await;
        aborted.abort();
        let (done, panicked): (_, Result<(), _>) = join!(done, panicked);
        assert!(done.is_ok() && panicked.is_err());
    });
    assert_eq!(drops.get(), 4);
}

#[test]
fn a_handle_may_go_while_its_own_task_is_being_dropped() {
    /// Owns the handles of the tasks that own it.
    type Handles = Rc<RefCell<Vec<taskscope_runtime::JoinHandle<Handed>>>>;
    struct Handed(#[allow(dead_code)] Rc<Cell<u32>>);
    struct DropHandles(Handles, Rc<Cell<u32>>);
    impl Drop for DropHandles {
        fn drop(&mut self) {
            let handles = self.0.take();
            drop(handles);
            self.1.set(self.1.get() + 1);
        }
    }
    let drops = Rc::new(Cell::new(0));
    let counted = Rc::clone(&drops);
    let run = simulate("main", async move {
        let handles: Handles = Rc::default();
        let inside = DropHandles(Rc::clone(&handles), Rc::clone(&counted));
        let task = spawn("worker", async move {
            pending::<()>().await;
            Handed(Rc::clone(&inside.1))
        });
        yield_now().await;
        handles.borrow_mut().push(task);
        // Cut off by the end of main: the worker's destructor drops the worker's own handle.
    });
    assert_eq!((run.end(), drops.get()), (Some(RunEnd::Finished), 1));
}

#[test]
fn a_destructor_that_panics_still_leaves_the_handle_its_answer() {
    struct PanicOnDrop;
    impl Drop for PanicOnDrop {
        fn drop(&mut self) {
            panic!("in a destructor");
        }
    }
    let run = simulate("main", async {
        let task = spawn("task", async {
            let _bomb = PanicOnDrop;
            pending::<()>().await;
        });
        yield_now().await;
        task.abort();
        println!("{:?}", task.await);
    });
    assert_eq!(run.output(), ["Err(Cancelled)"]);
}

#[test]
fn the_timer_of_an_aborted_task_goes_with_it() {
    let run = simulate("main", async {
        let task = spawn("task", sleep(Duration::from_secs(60)));
        yield_now().await;
        task.abort();
        sleep(Duration::from_secs(1)).await;
    });
    assert!(run.events().iter().any(|(_, event)| matches!(event, Event::TimerCancelled { .. })));
    assert_eq!(run.elapsed(), Duration::from_secs(1));
}

#[test]
fn a_task_spawned_while_another_is_dropped_runs_or_is_dropped_too() {
    struct SpawnOnDrop(Rc<Cell<u32>>);
    impl Drop for SpawnOnDrop {
        fn drop(&mut self) {
            let flag = DropFlag(Rc::clone(&self.0));
            drop(spawn("late", async move {
                pending::<()>().await;
                drop(flag);
            }));
        }
    }
    let drops = Rc::new(Cell::new(0));
    let (early, last) = (SpawnOnDrop(Rc::clone(&drops)), SpawnOnDrop(Rc::clone(&drops)));
    let run = simulate("main", async move {
        let aborted = spawn("aborted", async move {
            pending::<()>().await;
            drop(early);
        });
        drop(spawn("cut off", async move {
            pending::<()>().await;
            drop(last);
        }));
        yield_now().await;
        aborted.abort();
    });
    assert_eq!((run.end(), drops.get()), (Some(RunEnd::Finished), 2));
}

#[test]
fn a_waker_may_be_called_on_another_thread_and_kept_for_ever() {
    let kept: Rc<RefCell<Option<Waker>>> = Rc::default();
    let keep = Rc::clone(&kept);
    let run = simulate("main", async move {
        let mut is_woken = false;
        poll_fn(|cx| {
            if std::mem::replace(&mut is_woken, true) {
                return Poll::Ready(());
            }
            *keep.borrow_mut() = Some(cx.waker().clone());
            let waker = cx.waker().clone();
            std::thread::spawn(move || waker.wake()).join().expect("a waker does not panic");
            Poll::Pending
        })
        .await;
        println!("woken");
    });
    assert_eq!((run.output(), run.end()), (vec!["woken".to_owned()], Some(RunEnd::Finished)));
    // The run is over, its executor gone.
    let waker = kept.take();
    if let Some(waker) = waker {
        waker.wake_by_ref();
        std::thread::spawn(move || drop(waker)).join().expect("dropping a waker does not panic");
    }
}

#[test]
fn a_handle_gives_its_result_once() {
    simulate("main", async {
        let task = spawn("task", async { 1 });
        yield_now().await;
        assert_eq!(task.try_take(), Some(Ok(1)));
        assert_eq!(task.try_take(), None);
    });
}

#[test]
fn a_turn_ends_when_its_budget_is_spent_and_the_run_goes_on_in_the_next() {
    let budget = Budget::of(3);
    let main = async {
        for _ in 0..10 {
            yield_now().await;
        }
    };
    let run = simulate_with(1000, budget.into(), "main", main, Location::caller());
    let events = run.events();
    let spent = events.iter().filter(|(_, event)| *event == Event::TurnEnded { budget_spent: true });
    assert_eq!((spent.count(), run.end()), (3, Some(RunEnd::Finished)));
}

#[test]
fn a_full_trace_stops_the_run_and_says_so() {
    let main = async {
        loop {
            yield_now().await;
        }
    };
    let run = simulate_with(500, Rules::default(), "main", main, Location::caller());
    assert_eq!(run.end(), Some(RunEnd::LimitReached));
    assert_eq!(run.events().len(), 501, "the capacity, and the event that says it is used up");
}

#[test]
fn a_trace_that_is_full_in_the_middle_of_a_poll_ends_a_turn_that_would_not_end() {
    for capacity in 1..60 {
        let run = simulate_with(
            capacity,
            Rules::default(),
            "main",
            async {
                let busy = async {
                    loop {
                        work(Duration::from_millis(3));
                        sleep(Duration::from_millis(1)).await;
                    }
                };
                drop(spawn("first", busy));
                work(Duration::from_millis(3));
                let second = async {
                    loop {
                        work(Duration::from_millis(2));
                        sleep(Duration::from_millis(1)).await;
                    }
                };
                second.await;
            },
            Location::caller(),
        );
        assert_eq!(run.end(), Some(RunEnd::LimitReached), "room for {capacity} events");
    }
}

#[test]
fn a_sender_that_stops_waiting_passes_its_place_on() {
    let run = simulate("main", async {
        let (tx, mut rx) = channel(1);
        tx.try_send(0).expect("there is room");
        {
            let mut impatient = pin!(tx.send(1));
            let polled = impatient.as_mut().poll(&mut Context::from_waker(&idle_waker()));
            assert!(polled.is_pending());
            // It is granted the room that this makes, and goes away without using it.
            assert_eq!(rx.recv().await, Some(0));
        }
        tx.send(2).await.expect("the receiver is there");
        assert_eq!(rx.recv().await, Some(2));
        drop(tx);
        assert_eq!(rx.recv().await, None);
        println!("all told");
    });
    assert_eq!(run.output(), ["all told"]);
}

/// A waker that does nothing.
fn idle_waker() -> Waker {
    struct Nothing;
    impl Wake for Nothing {
        fn wake(self: Arc<Self>) {}
    }
    Waker::from(Arc::new(Nothing))
}

#[test]
fn two_runs_of_one_program_are_the_same_word_for_word() {
    let run = || {
        simulate("main", async {
            let (tx, mut rx) = channel(2);
            for sender in 0..5_u64 {
                let tx = tx.clone();
                drop(spawn(format!("sender {sender}"), async move {
                    for n in 0..4 {
                        sleep(Duration::from_micros(n * 700 + sender * 130)).await;
                        tx.send((sender, n)).await.expect("the receiver stays");
                    }
                }));
            }
            drop(tx);
            while let Some((sender, n)) = rx.recv().await {
                println!("{n} from {sender}");
            }
        })
    };
    assert_eq!(run().words(), run().words());
}

/// Does something when it is dropped.
struct AtLast<F: FnMut()>(F);

impl<F: FnMut()> Drop for AtLast<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[test]
fn work_takes_no_time_when_the_run_is_over() {
    let run = simulate("main", async {
        drop(spawn("cut off", async {
            let _busy = AtLast(|| work(Duration::from_secs(1)));
            pending::<()>().await;
        }));
        yield_now().await;
    });
    assert_eq!((run.end(), run.elapsed()), (Some(RunEnd::Finished), Duration::ZERO));
    assert!(!run.events().iter().any(|(_, event)| matches!(event, Event::WorkStarted { .. })));
}

#[test]
fn a_task_of_a_set_that_is_spawned_when_the_run_is_over_is_cancelled_and_can_be_taken() {
    let taken = Rc::new(RefCell::new(Vec::new()));
    let results = Rc::clone(&taken);
    let run = simulate("main", async move {
        drop(spawn("cut off", async move {
            let _late = AtLast(move || {
                let mut set = JoinSet::new();
                set.spawn("late", async {});
                results.borrow_mut().extend(set.try_join_next());
                assert!(set.is_empty());
            });
            pending::<()>().await;
        }));
        yield_now().await;
    });
    assert_eq!(run.end(), Some(RunEnd::Finished));
    assert!(matches!(taken.borrow()[..], [Err(JoinError::Cancelled)]), "{:?}", taken.borrow());
}
