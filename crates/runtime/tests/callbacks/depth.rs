//! Tasks that own tasks that own tasks: however deep, ending the first needs the stack of one.

use std::cell::{Cell, RefCell};
use std::future::{pending, Future};
use std::pin::Pin;
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use taskscope_format::RunEnd;
use taskscope_runtime::record::Recording;
use taskscope_runtime::{simulate_with, sleep, spawn, AbortHandle, JoinError, JoinHandle, JoinSet, Rules};

use crate::scene::{Flag, OnDrop, Scene};

/// Deeper than any stack could be that recursed: a level took half a kilobyte of it in the smallest build. Where each cell
/// has memory of its own, for a memory checker, giving one back takes longer the more there are.
const DEPTH: u32 = if cfg!(taskscope_plain_cells) { 1_000 } else { 100_000 };

/// A thread of std has two mebibytes.
const STACK: usize = 256 * 1024;

/// Events after which nothing is recorded any more.
const CAPACITY: usize = 2_000_000;

/// Runs a test on a thread with a small stack.
fn on_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(test).expect("a thread can be started");
    thread.join().expect("the test passes");
}

fn simulate(main: impl Future<Output = ()> + 'static) -> Recording {
    simulate_with(CAPACITY, Rules::default(), "main", main, std::panic::Location::caller())
}

type Level = Pin<Box<dyn Future<Output = ()>>>;

/// What owns the task of the next level.
#[derive(Clone, Copy)]
enum Owner {
    Set,
    Aborts,
    Both,
}

/// A task that owns one with a level less, down to one that waits for ever.
fn level(owner: Owner, left: u32, drops: Rc<Cell<u32>>) -> Level {
    Box::pin(async move {
        let flag = Flag(Rc::clone(&drops));
        if left == 0 {
            pending::<()>().await;
        }
        let inner = level(owner, left - 1, drops);
        match owner {
            Owner::Set => {
                let mut set = JoinSet::new();
                set.spawn("level", inner);
                set.join_next().await;
            }
            Owner::Aborts => {
                let handle = spawn("level", inner);
                let abort = handle.abort_handle();
                let _aborts = OnDrop(move || abort.abort());
                drop(handle.await);
            }
            Owner::Both => {
                let mut set = JoinSet::new();
                let abort: AbortHandle = set.spawn("level", inner);
                let _aborts = OnDrop(move || abort.abort());
                set.join_next().await;
            }
        }
        drop(flag);
    })
}

#[test]
fn aborting_the_outermost_of_many_tasks_takes_constant_stack() {
    for owner in [Owner::Set, Owner::Aborts, Owner::Both] {
        on_small_stack(move || {
            let drops = Rc::new(Cell::new(0));
            let seen = Rc::clone(&drops);
            let run = simulate(async move {
                let outermost = spawn("level", level(owner, DEPTH, Rc::clone(&seen)));
                sleep(Duration::from_millis(1)).await;
                assert_eq!(seen.get(), 0);
                outermost.abort();
                assert!(outermost.is_finished());
                assert_eq!(seen.get(), DEPTH + 1, "all are gone when the outermost abort returns");
                assert_eq!(outermost.await, Err(JoinError::Cancelled));
            });
            assert_eq!(run.end(), Some(RunEnd::Finished));
        });
    }
}

#[test]
fn so_does_the_end_of_the_run_of_the_executor_and_of_a_task() {
    for owner in [Owner::Set, Owner::Aborts, Owner::Both] {
        on_small_stack(move || {
            let drops = Rc::new(Cell::new(0));
            let inside = Rc::clone(&drops);
            let run = simulate(async move {
                drop(spawn("level", level(owner, DEPTH, inside)));
                sleep(Duration::from_millis(1)).await;
            });
            assert_eq!(run.end(), Some(RunEnd::Finished));
            assert_eq!(drops.replace(0), DEPTH + 1);

            let inside = Rc::clone(&drops);
            let scene = Scene::with_room_for(CAPACITY);
            scene.executor.spawn_detached(level(owner, DEPTH, inside));
            // Each has a budget of a thousand polls.
            for _ in 0..=DEPTH / 1000 {
                scene.host.turn();
            }
            drop(scene);
            assert_eq!(drops.replace(0), DEPTH + 1);

            let (inside, seen) = (Rc::clone(&drops), Rc::clone(&drops));
            let run = simulate(async move {
                let owner = spawn("owner", async move {
                    let mut set = JoinSet::new();
                    set.spawn("level", level(owner, DEPTH, inside));
                    sleep(Duration::from_millis(1)).await;
                });
                owner.await.expect("it neither panics nor is aborted");
                assert_eq!(seen.get(), DEPTH + 1, "a set that goes in a poll takes all of them along");
            });
            assert_eq!(run.end(), Some(RunEnd::Finished));
        });
    }
}

/// A task whose destructor aborts another, and says when it is called and when it is through.
fn aborts_when_dropped(
    name: &'static str,
    other: Option<JoinHandle<()>>,
    said: &Rc<RefCell<Vec<String>>>,
) -> JoinHandle<()> {
    let said = Rc::clone(said);
    spawn(name, async move {
        let _aborts = OnDrop(move || {
            said.borrow_mut().push(format!("{name} begins"));
            if let Some(other) = &other {
                other.abort();
                assert!(!other.is_finished(), "its turn comes when this is through");
            }
            said.borrow_mut().push(format!("{name} ends"));
        });
        pending::<()>().await;
    })
}

#[test]
fn a_task_that_a_destructor_aborts_is_told_at_once_and_dropped_when_that_is_through() {
    let said = Rc::default();
    let run = {
        let said = Rc::clone(&said);
        simulate(async move {
            let inner = aborts_when_dropped("inner", None, &said);
            let middle = aborts_when_dropped("middle", Some(inner), &said);
            let outer = aborts_when_dropped("outer", Some(middle), &said);
            sleep(Duration::from_millis(1)).await;
            outer.abort();
            said.borrow_mut().push("aborted".to_owned());
        })
    };
    let expected = [
        "outer begins",
        "outer ends",
        "middle begins",
        "middle ends",
        "inner begins",
        "inner ends",
        "aborted",
    ];
    assert_eq!(*said.borrow(), expected);
    let text = taskscope_format::transcript(run.words()).expect("it is a trace");
    let told: Vec<_> = text.lines().filter(|line| line.contains("cancelled")).collect();
    assert_eq!(told.len(), 3, "{text}");
    assert!(told[0].contains("outer") && told[1].contains("middle") && told[2].contains("inner"), "{text}");
    assert!(told.iter().all(|line| line.contains("by main")), "{text}");
    assert!(!text.contains("middle detached") && !text.contains("inner detached"), "{text}");
}

#[test]
fn a_task_that_waits_to_be_dropped_is_neither_polled_nor_woken() {
    let polls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&polls);
    let run = simulate(async move {
        let waker = crate::scene::Slot::default();
        let gives = crate::scene::give_waker(&waker);
        let inner = spawn("inner", async move {
            gives.await;
            counted.set(counted.get() + 1);
        });
        let outer = spawn("outer", async move {
            let _aborts = OnDrop(|| {
                inner.abort();
                let waker = crate::scene::take(&waker);
                waker.into_iter().for_each(std::task::Waker::wake);
                inner.abort();
            });
            pending::<()>().await;
        });
        sleep(Duration::from_millis(1)).await;
        outer.abort();
        sleep(Duration::from_millis(1)).await;
    });
    assert_eq!(polls.get(), 0);
    let text = taskscope_format::transcript(run.words()).expect("it is a trace");
    assert_eq!(text.matches("inner cancelled").count(), 1, "{text}");
    assert_eq!(text.matches("inner ready").count(), 1, "{text}");
}
