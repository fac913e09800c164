//! Schedulers, wakers and destructors that call back, go away, or come from another thread.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::{poll_fn, Future};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::{Rc, Weak};
use std::sync::Mutex;
use std::task::{Poll, Waker};

use super::fake::{asleep, Fake, Witnesses};
use crate::task::{abort, AbortHandle, Home, JoinError, Output, Phase, Scheduler, TaskRef};
use crate::TaskId;

#[test]
fn a_scheduler_may_go_away_in_the_middle_of_a_wake() {
    /// Drops the last count that its owner has while it is called.
    struct Fleeting {
        home: Home,
        owned: Rc<RefCell<Option<Rc<Fleeting>>>>,
        /// Read after that.
        text: String,
        heard: Rc<RefCell<Vec<String>>>,
    }
    impl Scheduler for Fleeting {
        fn wake(&self, task: &TaskRef) {
            let owned = self.owned.take();
            drop(owned);
            self.heard.borrow_mut().push(format!("{} {}", self.text, task.id));
        }
        fn cancel(&self, task: &TaskRef) {
            task.phase.set(Phase::Ending);
            drop(task.fail(JoinError::Cancelled));
            task.end();
        }
        fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
            self
        }
    }
    impl Drop for Fleeting {
        fn drop(&mut self) {
            self.home.live_tasks().iter().for_each(|task| self.cancel(task));
        }
    }
    let (owned, heard) = (Rc::<RefCell<Option<Rc<Fleeting>>>>::default(), Rc::default());
    let fleeting = Rc::new(Fleeting {
        home: Home::new(),
        owned: Rc::clone(&owned),
        text: "woken:".to_owned(),
        heard: Rc::clone(&heard),
    });
    fleeting.home.open(Rc::downgrade(&fleeting) as Weak<dyn Scheduler>);
    let waker = Rc::default();
    let task = TaskRef::new(TaskId(7), &fleeting.home, (), asleep(&waker));
    assert!(Phase::start_poll(&task.phase) && task.poll().is_pending() && !Phase::end_poll(&task.phase));
    *owned.borrow_mut() = Some(fleeting);
    let waker = waker.take().expect("its poll left it");
    waker.wake_by_ref();
    assert_eq!(*heard.borrow(), ["woken: 7"]);
    assert!(task.phase.get().is_over(), "its scheduler went away, and the task with it");
    waker.wake();
    assert_eq!(heard.borrow().len(), 1);
}

#[test]
fn what_other_threads_ask_waits_at_the_door() {
    let (fake, waker) = (Fake::new(), Rc::default());
    let (first, second) = (fake.spawn(asleep(&waker)), fake.spawn(std::future::pending::<()>()));
    fake.run();
    let (kept, handle) = (waker.take().expect("its poll left it"), AbortHandle::of(second.task()));
    let other = std::thread::spawn(move || {
        kept.wake();
        handle.abort();
        assert!(!handle.is_finished());
        handle
    });
    let handle = other.join().expect("nothing panics there");
    assert!(waker.borrow().is_none() && !handle.is_finished());
    fake.carry_out_what_was_left();
    fake.run();
    assert!(waker.borrow().is_some() && handle.is_finished() && first.take().is_none());
    // From here on what others leave is refused, and the tasks are free to go.
    drop(fake);
    let kept = waker.take().expect("the second poll left it");
    std::thread::spawn(move || drop((kept, handle))).join().expect("nothing panics there");
}

#[test]
fn a_drop_that_calls_back_finds_a_task_that_takes_nothing() {
    /// Wakes and aborts its own task, and asks for its output, while it is dropped.
    struct CallsBack {
        waker: Rc<RefCell<Option<Waker>>>,
        output: Rc<RefCell<Option<Output<()>>>>,
        answers: Rc<Cell<u32>>,
    }
    impl Drop for CallsBack {
        fn drop(&mut self) {
            let waker = self.waker.take();
            waker.into_iter().for_each(Waker::wake);
            let output = self.output.take().expect("it is kept for this");
            abort(output.task());
            self.answers.set(self.answers.get() + u32::from(output.take_early().is_none()));
        }
    }
    let (fake, waker) = (Fake::new(), Rc::default());
    let (output, answers) = (Rc::default(), Rc::new(Cell::new(0)));
    let held =
        CallsBack { waker: Rc::clone(&waker), output: Rc::clone(&output), answers: Rc::clone(&answers) };
    let sleeping = asleep(&waker);
    let spawned = fake.spawn(async move {
        let _held = held;
        sleeping.await;
    });
    let task = spawned.task().clone();
    *output.borrow_mut() = Some(spawned);
    fake.run();
    abort(&task);
    assert_eq!(answers.get(), 1);
    assert!(task.phase.get() == Phase::Over);
    fake.run();
}

/// What nobody frees: named here, so that a memory checker can tell it from a leak.
static LOST: Mutex<Vec<AbortHandle>> = Mutex::new(Vec::new());

#[test]
fn a_task_that_is_lost_in_its_poll_keeps_its_future_for_ever() {
    let (fake, seen) = (Fake::new(), Witnesses::default());
    let held = seen.witness("future");
    let output = fake.spawn(poll_fn(move |_| panic!("a panic that cuts {held:?} off")));
    let task = fake.ready.pop().expect("it is ready");
    assert!(Phase::start_poll(&task.phase));
    assert!(catch_unwind(AssertUnwindSafe(|| task.poll())).is_err());
    task.lose();
    let result: Option<Result<(), JoinError>> = output.take();
    assert!(matches!(result, Some(Err(JoinError::Panicked(_)))), "{result:?}");
    assert!(fake.home.live_tasks().is_empty(), "it counts as over");
    LOST.lock().expect("nothing panics while it is locked").push(AbortHandle::of(&task));
    drop((task, output));
    seen.expect(&[]);
}

/// Random orders of everything that may happen to ten tasks, with a count of what is alive.
#[test]
fn random_orders_leave_nothing_behind() {
    let mut random = 1_u32;
    let mut next = move |bound: u32| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) % bound
    };
    for _ in 0..200 {
        let (fake, alive) = (Fake::new(), Rc::new(Cell::new(0_i32)));
        let mut outputs = Vec::new();
        let mut wakers: Vec<Rc<RefCell<Option<Waker>>>> = Vec::new();
        for _ in 0..60 {
            match next(7) {
                0 | 1 => {
                    let waker = Rc::default();
                    wakers.push(Rc::clone(&waker));
                    let (counted, left) = (Counted::new(&alive), next(3));
                    outputs.push(fake.spawn(sleeper(waker, left, counted)));
                }
                2 => fake.run(),
                3 if !outputs.is_empty() => abort(outputs[next(60) as usize % outputs.len()].task()),
                4 if !outputs.is_empty() => drop(outputs.swap_remove(next(60) as usize % outputs.len())),
                5 if !outputs.is_empty() => drop(outputs[next(60) as usize % outputs.len()].take()),
                _ if !wakers.is_empty() => {
                    let at = next(60) as usize % wakers.len();
                    let waker = wakers[at].borrow_mut().take();
                    waker.into_iter().for_each(Waker::wake);
                }
                _ => {}
            }
        }
        drop(fake);
        drop(outputs);
        assert_eq!(alive.get(), 0, "futures and outputs are gone");
    }
}

/// One of what is counted.
struct Counted(Rc<Cell<i32>>);

impl Counted {
    fn new(alive: &Rc<Cell<i32>>) -> Self {
        alive.set(alive.get() + 1);
        Self(Rc::clone(alive))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Sleeps a number of times, then gives what it holds.
fn sleeper(
    waker: Rc<RefCell<Option<Waker>>>,
    mut left: u32,
    counted: Counted,
) -> impl Future<Output = Option<Counted>> {
    let mut counted = Some(counted);
    poll_fn(move |cx| {
        let Some(fewer) = left.checked_sub(1) else { return Poll::Ready(counted.take()) };
        left = fewer;
        *waker.borrow_mut() = Some(cx.waker().clone());
        Poll::Pending
    })
}
