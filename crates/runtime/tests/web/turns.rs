//! Turns among the page's own promises and macrotasks.

use std::cell::Cell;
use std::rc::Rc;

use taskscope_format::Clock;
use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::web::BrowserHost;
use taskscope_runtime::{yield_now, Budget, Executor, Options};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{after_message, after_promise, after_timeout, Log};

fn executor_with(budget: Budget) -> Executor {
    let (host, _pause) = BrowserHost::new(Clock::Browser);
    Executor::new(host, Options::default().with_rules(budget))
}

fn polls(polls: u32) -> Budget {
    Budget::of(polls)
}

#[wasm_bindgen_test]
async fn a_turn_keeps_its_place_among_promise_reactions() {
    let executor = executor_with(Budget::default());
    let log = Log::default();
    let [before, task, after] = [(); 3].map(|()| log.clone());
    after_promise(move || before.note("before"));
    drop(executor.spawn("task", async move { task.note("turn") }));
    after_promise(move || after.note("after"));
    assert_eq!(log.notes(), Vec::<String>::new(), "a turn never begins inside the call that asks for it");
    assert_eq!(log.first(3).await, ["before", "turn", "after"]);
}

#[wasm_bindgen_test]
async fn a_wake_by_a_promise_asks_for_a_turn_behind_the_reactions_that_stand_in_line() {
    let executor = executor_with(Budget::default());
    let log = Log::default();
    let (tx, mut rx) = unbounded_channel();
    let [task, first, second, third] = [(); 4].map(|()| log.clone());
    drop(executor.spawn("task", async move {
        task.note("waits");
        while let Some(word) = rx.recv().await {
            task.note(word);
        }
    }));
    after_promise(move || {
        first.note("first");
        tx.send("turn").expect("the task listens");
        drop(tx);
    });
    after_promise(move || {
        second.note("second");
        after_promise(move || third.note("third"));
    });
    assert_eq!(log.first(5).await, ["waits", "first", "second", "turn", "third"]);
}

#[wasm_bindgen_test]
async fn a_task_that_yields_for_ever_lets_macrotasks_through() {
    const BUDGET: u32 = 10;
    let executor = executor_with(polls(BUDGET));
    let log = Log::default();
    let count = Rc::new(Cell::new(0_u32));
    let at_message = Rc::new(Cell::new(0));
    let [message, timeout] = [(); 2].map(|()| log.clone());
    let (counted, at) = (Rc::clone(&count), Rc::clone(&at_message));
    after_message(move || {
        at.set(counted.get());
        message.note("message");
    });
    after_timeout(move || timeout.note("timeout"));
    let counted = Rc::clone(&count);
    let task = executor.spawn("busy", async move {
        loop {
            counted.set(counted.get() + 1);
            yield_now().await;
        }
    });
    let mut notes = log.first(2).await;
    notes.sort();
    assert_eq!(notes, ["message", "timeout"]);
    // It stood in line before the second turn was asked for; but of two ports no standard promises an order.
    assert!((BUDGET..=10 * BUDGET).contains(&at_message.get()), "it came after {} polls", at_message.get());
    assert_eq!(at_message.get() % BUDGET, 0, "a message comes between turns");
    assert_eq!(count.get() % BUDGET, 0, "a turn ends with its budget");
    task.abort();
}

#[wasm_bindgen_test]
async fn a_time_budget_ends_a_turn_too() {
    let executor = executor_with(Budget::of(u32::MAX).with_time(crate::page::ms(2)));
    let log = Log::default();
    let note = log.clone();
    after_message(move || note.note("message"));
    let task = executor.spawn("busy", async {
        loop {
            yield_now().await;
        }
    });
    assert_eq!(log.first(1).await, ["message"]);
    task.abort();
}

#[wasm_bindgen_test]
async fn a_turn_within_its_budget_drains_before_any_macrotask() {
    const LAST: u32 = 5000;
    let executor = executor_with(Budget::UNLIMITED);
    let log = Log::default();
    let count = Rc::new(Cell::new(0));
    let (message, counted) = (log.clone(), Rc::clone(&count));
    after_message(move || message.note(&format!("message after {}", counted.get())));
    let counted = Rc::clone(&count);
    drop(executor.spawn("busy", async move {
        for polls in 1..=LAST {
            counted.set(polls);
            yield_now().await;
        }
    }));
    assert_eq!(log.first(1).await, [format!("message after {LAST}")]);
}

#[wasm_bindgen_test]
async fn tasks_that_wake_each_other_share_one_turn() {
    let executor = executor_with(Budget::default());
    let log = Log::default();
    let (ask, mut questions) = unbounded_channel::<u32>();
    let (reply, mut answers) = unbounded_channel::<u32>();
    let [message, task] = [(); 2].map(|()| log.clone());
    after_message(move || message.note("message"));
    drop(executor.spawn("echo", async move {
        while let Some(number) = questions.recv().await {
            reply.send(number).expect("the caller listens");
        }
    }));
    drop(executor.spawn("caller", async move {
        for number in 0..100 {
            ask.send(number).expect("the echo listens");
            assert_eq!(answers.recv().await, Some(number));
        }
        task.note("a hundred echoes");
    }));
    assert_eq!(log.first(2).await, ["a hundred echoes", "message"]);
}

#[wasm_bindgen_test]
async fn a_handle_can_be_awaited_from_a_promise() {
    let executor = executor_with(Budget::default());
    let task = executor.spawn("task", async {
        yield_now().await;
        7
    });
    assert_eq!(task.await, Ok(7));
}
