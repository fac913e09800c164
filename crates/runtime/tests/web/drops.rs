//! What is outstanding when an executor goes: nothing of it may come back.

use std::cell::Cell;
use std::future::pending;
use std::rc::Rc;

use taskscope_format::Clock;
use taskscope_runtime::web::BrowserHost;
use taskscope_runtime::{sleep, yield_now, Budget, Executor, JoinError, Options};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{after_promise, after_timeout, macrotask, ms, until, Faults};

/// Says when it is dropped.
#[derive(Clone, Default)]
struct DropFlag(Rc<Cell<bool>>);

impl Drop for DropFlag {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

fn executor_on(clock: Clock) -> Executor {
    let (host, _pause) = BrowserHost::new(clock);
    Executor::new(host, Options::default().with_rules(Budget::of(3)))
}

/// Lets microtasks, messages and due timers come, and tells how many faults they caused.
async fn faults_after_all_has_come(faults: &Faults) -> usize {
    let is_over = Rc::new(Cell::new(false));
    let over = Rc::clone(&is_over);
    // Timers of one delay come in order, so this one stands behind those that are outstanding.
    after_timeout(move || after_timeout(move || over.set(true)));
    until(|| is_over.get()).await;
    faults.seen()
}

#[wasm_bindgen_test]
async fn dropping_with_a_microtask_outstanding_leaves_nothing_behind() {
    let faults = Faults::watch();
    let polls = Rc::new(Cell::new(0));
    for clock in [Clock::Virtual, Clock::Browser] {
        let executor = executor_on(clock);
        let polled = Rc::clone(&polls);
        let handle = executor.spawn("task", async move { polled.set(polled.get() + 1) });
        drop(executor);
        assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)), "{clock:?}");
    }
    assert_eq!(faults_after_all_has_come(&faults).await, 0);
    assert_eq!(polls.get(), 0);
}

#[wasm_bindgen_test]
async fn dropping_with_a_message_outstanding_leaves_nothing_behind() {
    let faults = Faults::watch();
    let polls = Rc::new(Cell::new(0_u32));
    let executor = executor_on(Clock::Browser);
    let polled = Rc::clone(&polls);
    drop(executor.spawn("busy", async move {
        loop {
            polled.set(polled.get() + 1);
            yield_now().await;
        }
    }));
    after_promise(move || drop(executor));
    assert_eq!(faults_after_all_has_come(&faults).await, 0);
    assert_eq!(polls.get(), 3, "one turn, and none after the drop");
}

#[wasm_bindgen_test]
async fn dropping_with_a_timer_outstanding_leaves_nothing_behind() {
    let faults = Faults::watch();
    for clock in [Clock::Virtual, Clock::Browser] {
        let executor = executor_on(clock);
        let flag = DropFlag::default();
        let (is_dropped, is_woken) = (Rc::clone(&flag.0), Rc::new(Cell::new(false)));
        let woken = Rc::clone(&is_woken);
        drop(executor.spawn("sleeper", async move {
            sleep(ms(1)).await;
            woken.set(true);
            drop(flag);
        }));
        after_promise(move || drop(executor));
        assert_eq!(faults_after_all_has_come(&faults).await, 0, "{clock:?}");
        assert!(is_dropped.get() && !is_woken.get(), "{clock:?}");
    }
}

#[wasm_bindgen_test]
async fn dropping_drops_tasks_that_wait_for_ever() {
    let executor = executor_on(Clock::Browser);
    let flag = DropFlag::default();
    let is_dropped = Rc::clone(&flag.0);
    drop(executor.spawn("waits", async move {
        pending::<()>().await;
        drop(flag);
    }));
    macrotask().await;
    assert!(!is_dropped.get());
    drop(executor);
    assert!(is_dropped.get());
}

#[wasm_bindgen_test]
async fn a_task_can_hold_the_last_handle_on_its_executor() {
    let faults = Faults::watch();
    let executor = Rc::new(executor_on(Clock::Browser));
    let (held, is_over) = (Rc::clone(&executor), Rc::new(Cell::new(false)));
    let over = Rc::clone(&is_over);
    drop(executor.spawn("holder", async move {
        yield_now().await;
        over.set(true);
        drop(held);
    }));
    drop(executor);
    until(|| is_over.get()).await;
    assert_eq!(faults_after_all_has_come(&faults).await, 0);
}
