//! Polls that are too long, tasks that only wake themselves, starvation, locks, panics.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::choose::Policy;
use taskscope_runtime::record::Recorder;
use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{Rules, join, simulate_with, sleep, spawn, work, yield_now};
use taskscope_trace::Trace;

use super::check;
use super::programs::traced;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn a_long_poll_matters_where_others_are_ready() {
    let busy = |alone: bool| async move {
        let other = spawn("other", async {});
        if alone {
            other.await.expect("it does not panic");
            work(millis(80));
        } else {
            work(millis(80));
            other.await.expect("it does not panic");
        }
    };
    check(
        &traced(busy(false)),
        &traced(busy(true)),
        &expect![[r"
            LongPoll x1: main ran for 80 ms in one poll, while other was ready.
        "]],
    );
}

#[test]
fn asking_again_and_again_is_not_waiting() {
    let waiting = |asks: bool| async move {
        let is_done = Rc::new(Cell::new(false));
        let other = Rc::clone(&is_done);
        let worker = spawn("worker", async move {
            for _ in 0..2_000 {
                work(Duration::from_micros(1));
                yield_now().await;
            }
            other.set(true);
        });
        while asks && !is_done.get() {
            yield_now().await;
        }
        worker.await.expect("it does not panic");
    };
    check(
        &traced(waiting(true)),
        &traced(waiting(false)),
        &expect![[r"
            SelfWakeStorm x1: main was polled 1000 times in a row and only woke itself.
        "]],
    );
}

#[test]
fn under_a_lifo_slot_without_a_cap_a_third_task_starves() {
    let traced_under = |cap| {
        let rules = Rules::default().with_policy(Policy::LifoSlot { cap });
        let main = async {
            let (there, mut from_there) = taskscope_runtime::mpsc::channel(1);
            let (back, mut from_back) = taskscope_runtime::mpsc::channel(1);
            let third = spawn("third", async {});
            let server = spawn("server", async move {
                for number in 0..300 {
                    there.send(number).await.expect("the other one plays too");
                    from_back.recv().await;
                }
            });
            let other = spawn("other", async move {
                while let Some(number) = from_there.recv().await {
                    back.send(number).await.expect("the server plays too");
                }
            });
            let (third, server, other) = join!(third, server, other);
            third.and(server).and(other).expect("no task panics");
        };
        let run = simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", main, Location::caller());
        let mut trace = Trace::default();
        trace.append(run.words()).expect("a recorder writes a trace");
        trace
    };
    check(
        &traced_under(None),
        &traced_under(Some(3)),
        &expect![[r"
            Starved x1: main was ready, but 601 polls of other tasks came first.
        "]],
    );
}

#[test]
fn a_lock_should_not_be_held_while_one_waits_for_something_slow() {
    let saving = |drops_first: bool| async move {
        let lock = Rc::new(Mutex::new(0));
        let own = Rc::clone(&lock);
        let saver = spawn("saver", async move {
            for _ in 0..2 {
                let guard = own.lock().await;
                if drops_first {
                    drop(guard);
                    sleep(millis(70)).await;
                } else {
                    sleep(millis(70)).await;
                    drop(guard);
                }
            }
        });
        let reader = spawn("reader", async move {
            for _ in 0..2 {
                sleep(millis(5)).await;
                drop(lock.lock().await);
            }
        });
        let (saver, reader) = join!(saver, reader);
        saver.and(reader).expect("no task panics");
    };
    check(
        &traced(saving(false)),
        &traced(saving(true)),
        &expect![[r"
            LockAcrossAwait x2: saver waits, here, while it holds mutex 1, so reader has to wait 65 ms for the lock.
        "]],
    );
}

#[test]
fn a_panic_is_seen_by_who_awaits_the_handle() {
    let panicking = |detaches: bool| async move {
        let task = spawn("careless", async { std::panic::resume_unwind(Box::new("oh")) });
        if detaches {
            drop(task);
            sleep(millis(1)).await;
        } else {
            let result: Result<(), _> = task.await;
            assert!(result.is_err());
        }
    };
    check(
        &traced(panicking(true)),
        &traced(panicking(false)),
        &expect![[r"
            PanicUnseen x1: careless panicked, but its handle is gone, so nothing sees the panic.
        "]],
    );
    let late = traced(async {
        let task = spawn("careless", async { std::panic::resume_unwind(Box::new("oh")) });
        sleep(millis(1)).await;
        let task: taskscope_runtime::JoinHandle<()> = task;
        drop(task);
    });
    assert!(super::told(&late).starts_with("PanicUnseen"));
}

#[test]
fn tasks_that_are_awaited_before_the_next_is_spawned_gain_nothing() {
    let fetch = |takes| spawn("fetch", sleep(millis(takes)));
    let program = |one_by_one: bool| async move {
        if one_by_one {
            for takes in [30, 40, 50] {
                fetch(takes).await.expect("it does not panic");
            }
        } else {
            for fetched in [30, 40, 50].map(fetch) {
                fetched.await.expect("it does not panic");
            }
        }
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
            OneByOne x1: main spawned 3 tasks, each one after the last was done. That took 120 ms; the longest alone took 50 ms.
        "]],
    );
    // What is done between them may be what the next one needs.
    let steps = traced(async move {
        for takes in [30, 40, 50] {
            fetch(takes).await.expect("it does not panic");
            sleep(millis(1)).await;
        }
    });
    assert_eq!(super::told(&steps), "");
}
