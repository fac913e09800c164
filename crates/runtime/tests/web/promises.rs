//! Promises awaited in tasks, tasks as promises, and `spawn_local` on the executor that every page has.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use taskscope_runtime::web::{future_to_promise, spawn_local, BrowserHost, JsFuture};
use taskscope_runtime::{current_task, yield_now, Clock, Executor, Options};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{after_promise, after_timeout, until, Log, Words};

/// A promise, and what resolves it.
fn open_promise() -> (Promise, js_sys::Function) {
    let resolver = RefCell::new(None);
    let promise = Promise::new(&mut |resolve, _reject| *resolver.borrow_mut() = Some(resolve));
    (promise, resolver.into_inner().expect("a promise calls its function at once"))
}

#[wasm_bindgen_test]
async fn a_promise_is_a_resource_whose_wake_says_where_it_came_from() {
    let words = Words::default();
    let (host, _pause) = BrowserHost::new(Clock::Virtual);
    let executor = Executor::new(host, Options { recorder: Some(words.recorder()), ..Options::default() });
    let (promise, resolve) = open_promise();
    let done = Rc::new(Cell::new(false));
    let is_done = Rc::clone(&done);
    drop(executor.start("main", async move {
        let value = JsFuture::from(promise).await;
        is_done.set(value == Ok(JsValue::from(7)));
    }));
    after_timeout(move || drop(resolve.call1(&JsValue::UNDEFINED, &JsValue::from(7))));
    until(move || done.get()).await;
    let text = words.lines().join("\n");
    for line in [
        "promise 1 created",
        "waits for promise 1",
        "main ready, woken by promise 1",
        "received from promise 1",
    ] {
        assert!(text.contains(line), "no `{line}` in:\n{text}");
    }
}

#[wasm_bindgen_test]
async fn a_rejected_promise_is_an_error() {
    let reason = JsFuture::from(Promise::reject(&"no bread".into())).await;
    assert_eq!(reason, Err("no bread".into()));
}

#[wasm_bindgen_test]
async fn a_future_is_a_promise_that_settles_as_it_ends() {
    let good = future_to_promise(async {
        yield_now().await;
        Ok(JsValue::from(1))
    });
    let bad = future_to_promise(async { Err(JsValue::from("bad")) });
    assert_eq!(JsFuture::from(good).await, Ok(JsValue::from(1)));
    assert_eq!(JsFuture::from(bad).await, Err("bad".into()));
}

#[wasm_bindgen_test]
async fn spawn_local_runs_in_a_microtask_after_the_code_that_called_it() {
    let log = Log::default();
    let (task, reaction, timeout) = (log.clone(), log.clone(), log.clone());
    after_timeout(move || timeout.note("timeout"));
    spawn_local(async move { task.note("task") });
    after_promise(move || reaction.note("reaction"));
    log.note("caller");
    assert_eq!(log.first(4).await, ["caller", "task", "reaction", "timeout"]);
}

#[wasm_bindgen_test]
async fn spawn_local_in_a_task_stays_on_its_executor() {
    let (host, _pause) = BrowserHost::new(Clock::Virtual);
    let executor = Executor::new(host, Options::default());
    let ids = Rc::new(RefCell::new(Vec::new()));
    let (outer, inner) = (Rc::clone(&ids), Rc::clone(&ids));
    drop(executor.spawn("outer", async move {
        outer.borrow_mut().extend(current_task());
        spawn_local(async move { inner.borrow_mut().extend(current_task()) });
    }));
    let seen = Rc::clone(&ids);
    until(move || seen.borrow().len() == 2).await;
    let names: Vec<_> = ids.borrow().iter().map(|task| (task.id.0, task.name.to_string())).collect();
    assert_eq!(names, [(1, "outer".to_owned()), (2, String::new())]);
}
