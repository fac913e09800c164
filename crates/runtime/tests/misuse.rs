//! What programs should not do, and what happens when they do.

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn, ready, Future};
use std::pin::{pin, Pin};
use std::rc::Rc;
use std::sync::{mpsc, Arc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use taskscope_format::{Clock, Micros, RunEnd, TurnCause};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::{println, simulate, spawn, yield_now, Executor, JoinError, JoinHandle, Options};

/// A host that gives a turn only when a test says so.
#[derive(Clone, Default)]
struct FakeHost(Rc<Fake>);

#[derive(Default)]
struct Fake {
    turns: RefCell<Option<Turns>>,
    requests: Cell<u32>,
}

impl FakeHost {
    fn turn(&self) {
        let turns = self.0.turns.borrow().clone();
        turns.expect("the executor gave its handle").take(TurnCause::Request);
    }

    fn look_outside(&self) {
        let turns = self.0.turns.borrow().clone();
        turns.expect("the executor gave its handle").look_outside();
    }
}

impl Host for FakeHost {
    fn start(&self, turns: Turns) {
        *self.0.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Virtual
    }

    fn now(&self) -> Micros {
        Micros(0)
    }

    fn request_turn(&self, _when: When) {
        self.0.requests.set(self.0.requests.get() + 1);
    }

    fn set_alarm(&self, _at: Option<Micros>) {}

    fn keep_busy_until(&self, _at: Micros) {}
}

fn executor() -> (FakeHost, Executor) {
    let host = FakeHost::default();
    let executor = Executor::new(host.clone(), Options::default());
    (host, executor)
}

/// Gives its task's waker away and waits.
fn give_waker(to: &Rc<RefCell<Option<Waker>>>) -> impl Future<Output = ()> {
    let to = Rc::clone(to);
    poll_fn(move |cx| {
        let before = to.borrow_mut().replace(cx.waker().clone());
        if before.is_some() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
}

#[test]
fn a_waker_may_be_called_after_its_task_is_over() {
    let (host, executor) = executor();
    let waker = Rc::default();
    let handle = executor.spawn("task", give_waker(&waker));
    host.turn();
    handle.abort();
    let kept = waker.borrow().clone().expect("the task was polled");
    kept.wake_by_ref();
    assert_eq!(host.0.requests.get(), 1, "a wake of a task that is over asks for nothing");
    assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)));
    kept.wake();
}

#[test]
fn a_waker_may_outlive_its_executor() {
    let (host, executor) = executor();
    let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
    drop(executor.spawn("task", give_waker(&waker)));
    host.turn();
    drop(executor);
    let kept = waker.borrow_mut().take().expect("the task was polled");
    let copy = kept.clone();
    kept.wake();
    assert!(copy.will_wake(&copy));
    thread::spawn(move || copy.wake()).join().expect("waking what is gone does nothing");
}

#[test]
fn a_wake_on_another_thread_reaches_its_task_at_home() {
    let (host, executor) = executor();
    let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
    let handle = executor.spawn("task", give_waker(&waker));
    host.turn();
    let kept = waker.borrow().clone().expect("the task was polled");
    thread::spawn(move || kept.wake()).join().expect("the thread ends");
    host.look_outside();
    assert_eq!(host.0.requests.get(), 2);
    host.turn();
    assert_eq!(handle.try_take(), Some(Ok(())));
}

#[test]
fn the_last_waker_of_a_task_may_be_dropped_on_another_thread() {
    let (host, executor) = executor();
    for _ in 0..100 {
        let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
        let handle = executor.spawn("task", give_waker(&waker));
        host.turn();
        handle.abort();
        drop(handle);
        let last = waker.borrow_mut().take().expect("the task was polled");
        let (sender, receiver) = mpsc::channel::<Waker>();
        let thread = thread::spawn(move || drop(receiver.recv()));
        sender.send(last).expect("the thread listens");
        // Meanwhile cells are taken and given back here.
        drop(executor.spawn("other", ready(())));
        host.turn();
        thread.join().expect("the thread ends");
    }
}

#[test]
fn dropping_the_executor_drops_tasks_that_are_ready_waiting_or_not_yet_polled() {
    let drops = Rc::new(Cell::new(0));
    let count = |drops: &Rc<Cell<u32>>| {
        struct Count(Rc<Cell<u32>>);
        impl Drop for Count {
            fn drop(&mut self) {
                self.0.set(self.0.get() + 1);
            }
        }
        Count(Rc::clone(drops))
    };
    let (host, executor) = executor();
    let (waits, is_ready, is_new) = (count(&drops), count(&drops), count(&drops));
    executor.spawn_detached(async move {
        pending::<()>().await;
        drop(waits);
    });
    let woken = Rc::default();
    let waker = give_waker(&woken);
    executor.spawn_detached(async move {
        waker.await;
        drop(is_ready);
    });
    host.turn();
    woken.borrow().clone().expect("the task was polled").wake();
    executor.spawn_detached(async move { drop(is_new) });
    drop(executor);
    assert_eq!(drops.get(), 3);
}

#[test]
fn a_destructor_may_spawn_also_when_the_executor_goes() {
    struct SpawnOnDrop(Rc<Cell<u32>>);
    impl Drop for SpawnOnDrop {
        fn drop(&mut self) {
            let dropped = DropCount(Rc::clone(&self.0));
            drop(spawn("late", async move { drop(dropped) }));
        }
    }
    struct DropCount(Rc<Cell<u32>>);
    impl Drop for DropCount {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    let drops = Rc::new(Cell::new(0));
    let inside = SpawnOnDrop(Rc::clone(&drops));
    let run = simulate("main", async move {
        drop(spawn("left", async move {
            let _inside = inside;
            pending::<()>().await;
        }));
        yield_now().await;
    });
    assert_eq!(run.end(), Some(RunEnd::Finished));
    assert_eq!(drops.get(), 1, "the late task is dropped too, unpolled");
}

#[test]
fn a_turn_inside_a_turn_does_nothing() {
    let (host, executor) = executor();
    let inner = host.clone();
    let order = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&order);
    executor.spawn_detached(async move {
        noted.borrow_mut().push("before");
        inner.turn();
        noted.borrow_mut().push("after");
    });
    let noted = Rc::clone(&order);
    executor.spawn_detached(async move { noted.borrow_mut().push("second") });
    host.turn();
    assert_eq!(*order.borrow(), ["before", "after", "second"]);
}

#[test]
#[should_panic(expected = "a JoinHandle was polled after it gave its result")]
fn a_handle_polled_after_its_result_says_so() {
    let (host, executor) = executor();
    let mut handle = executor.spawn("task", ready(1));
    host.turn();
    let waker = noop();
    let mut cx = Context::from_waker(&waker);
    assert_eq!(Pin::new(&mut &mut handle).poll(&mut cx), Poll::Ready(Ok(1)));
    drop(Pin::new(&mut &mut handle).poll(&mut cx));
}

/// `Waker::noop` is younger than the crate's Rust version.
fn noop() -> Waker {
    struct Noop;
    impl Wake for Noop {
        fn wake(self: Arc<Self>) {}
    }
    Waker::from(Arc::new(Noop))
}

#[test]
#[should_panic(expected = "`spawn` needs an executor")]
fn spawning_outside_a_task_says_what_is_missing() {
    drop(spawn("task", ready(())));
}

#[test]
fn tasks_of_any_size_and_alignment_are_held_where_they_belong() {
    #[repr(align(128))]
    struct Aligned(#[allow(dead_code)] [u8; 128]);
    async fn check<T: 'static>(value: T) -> usize {
        let value = pin!(value);
        yield_now().await;
        std::ptr::from_ref(&*value) as usize % std::mem::align_of::<T>()
    }
    let run = simulate("main", async {
        let handles: [JoinHandle<usize>; 4] = [
            spawn("byte", check(1_u8)),
            spawn("wide", check(1_u128)),
            spawn("aligned", check(Aligned([0; 128]))),
            spawn("large", check([0_u64; 2000])),
        ];
        for handle in handles {
            assert_eq!(handle.await, Ok(0));
        }
        let wide = spawn("wide output", async { u128::MAX }).await;
        println!("{}", wide == Ok(u128::MAX));
    });
    assert_eq!(run.output(), ["true"]);
}

#[test]
fn a_waker_that_is_kept_for_ever_keeps_only_memory() {
    let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
    let held = Rc::clone(&waker);
    let alive = Rc::new(());
    let inside = Rc::clone(&alive);
    simulate("main", async move {
        let task = spawn("task", async move {
            give_waker(&held).await;
            drop(inside);
        });
        yield_now().await;
        task.abort();
    });
    assert_eq!(Rc::strong_count(&alive), 1, "the future is gone, though its waker is not");
    assert!(waker.borrow().is_some());
}

#[test]
fn tasks_one_after_the_other_need_the_memory_of_one() {
    let (host, executor) = executor();
    let addresses = Rc::new(RefCell::new(std::collections::BTreeSet::new()));
    for _ in 0..1000 {
        let seen = Rc::clone(&addresses);
        executor.spawn_detached(poll_fn(move |cx| {
            seen.borrow_mut().insert(format!("{:?}", cx.waker()));
            Poll::Ready(())
        }));
        host.turn();
    }
    if !cfg!(taskscope_plain_cells) {
        assert_eq!(addresses.borrow().len(), 1);
    }
}
