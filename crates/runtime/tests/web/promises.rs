//! Promises awaited in tasks, tasks as promises, and `spawn_local` on the executor that every page has.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Array, JsString, Number, Promise};
use taskscope_format::Clock;
use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::promise::{self as timed, Callback};
use taskscope_runtime::web::{future_to_promise, spawn_local, BrowserHost, JsFuture};
use taskscope_runtime::{current_task, println, sleep, yield_now, Executor, Options};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
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
    let executor = Executor::new(host, Options::default().with_recorder(words.recorder()));
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

fn is_unwind_safe(_: &impl std::panic::UnwindSafe) {}

/// The same code with ours and with those whose drop-ins they are: promises of every type, and futures as such.
macro_rules! takes_typed_promises {
    ($name:ident, $library:path) => {
        #[wasm_bindgen_test]
        async fn $name() {
            use $library as library;
            let number: Promise<Number, JsString> = Promise::resolve(&JsValue::from(7)).unchecked_into();
            let future: library::JsFuture<Number, JsString> = library::JsFuture::from(number);
            assert_eq!(future.await.map(|number| number.value_of()), Ok(7.0));

            let refused: Promise<Number, JsString> =
                Promise::<JsValue>::reject(&"no bread".into()).unchecked_into();
            let reason: Result<Number, JsString> = library::JsFuture::from(refused).await;
            assert_eq!(reason.err(), Some(JsString::from("no bread")));

            let word: Promise<JsString> =
                library::future_to_promise_typed(async { Ok(JsString::from("bread")) });
            assert_eq!(library::JsFuture::from(word).await, Ok(JsString::from("bread")));
            // A promise of a promise is one of what that resolves to.
            let outer: Promise<JsString> = library::future_to_promise_typed(async {
                let inner: Promise<JsString> = Promise::resolve(&JsValue::from("inner")).unchecked_into();
                Ok(inner)
            });
            assert_eq!(library::JsFuture::from(outer).await, Ok(JsString::from("inner")));

            let failed: Promise<Array> =
                library::future_to_promise_typed(async { Err::<Array, _>("oven".into()) });
            assert_eq!(library::JsFuture::from(failed).await.err(), Some(JsValue::from("oven")));
            let untyped: library::JsFuture = library::JsFuture::from(Promise::resolve(&JsValue::from(1)));
            is_unwind_safe(&untyped);
            assert_eq!(untyped.await, Ok(1.into()));
        }
    };
}

takes_typed_promises!(ours_take_typed_promises, taskscope_runtime::web);
takes_typed_promises!(those_of_js_sys_take_typed_promises, js_sys::futures);
takes_typed_promises!(those_of_wasm_bindgen_futures_take_typed_promises, wasm_bindgen_futures);

/// What a task spawns runs behind the microtasks that stand in line, and before those that come later; with ours as with
/// those whose drop-in it is.
macro_rules! spawns_behind_microtasks {
    ($name:ident, $spawn_local:path) => {
        #[wasm_bindgen_test]
        async fn $name() {
            let log = Log::default();
            let [outer, first, second, inner, third, last] = [(); 6].map(|()| log.clone());
            $spawn_local(async move {
                after_promise(move || first.note("in line"));
                $spawn_local(async move { inner.note("inner") });
                // Both are started by the microtask that the first one asked for.
                $spawn_local(async move { last.note("inner too") });
                after_promise(move || second.note("behind it"));
                outer.note("outer");
            });
            third.note("caller");
            let expected = ["caller", "outer", "in line", "inner", "inner too", "behind it"];
            assert_eq!(log.first(6).await, expected);
        }
    };
}

spawns_behind_microtasks!(ours_spawns_behind_microtasks, spawn_local);
spawns_behind_microtasks!(that_of_js_sys_spawns_behind_microtasks, js_sys::futures::spawn_local);

#[wasm_bindgen_test]
async fn a_task_waits_for_what_it_has_spawned() {
    let log = Log::default();
    let done = log.clone();
    spawn_local(async move {
        let (tx, mut rx) = unbounded_channel();
        let note = done.clone();
        let is_between: Closure<dyn FnMut(JsValue)> = Closure::new(move |_| note.note("between"));
        let promise = Promise::resolve(&JsValue::NULL);
        let between = promise.unchecked_ref::<Promise>().then(&is_between);
        spawn_local(async move { tx.send("nested").expect("its parent listens") });
        JsFuture::from(between).await.expect("nothing rejects it");
        let nested = rx.recv().await.expect("it is sent");
        done.note(nested);
    });
    assert_eq!(log.first(2).await, ["between", "nested"]);
}

#[wasm_bindgen_test]
async fn tasks_that_spawn_one_another_without_end_let_macrotasks_through() {
    fn again(goes_on: Rc<Cell<bool>>, log: Log) {
        spawn_local(async move {
            if goes_on.get() {
                again(goes_on, log);
            } else {
                log.note("the last task");
            }
        });
    }
    let (goes_on, log) = (Rc::new(Cell::new(true)), Log::default());
    let (stop, note) = (Rc::clone(&goes_on), log.clone());
    after_timeout(move || {
        stop.set(false);
        note.note("a timer");
    });
    again(goes_on, log.clone());
    assert_eq!(log.first(2).await, ["a timer", "the last task"]);
}

#[wasm_bindgen_test]
async fn a_trace_says_that_a_promise_is_rejected_whose_future_is_gone() {
    let words = Words::default();
    let (host, _pause) = BrowserHost::new(Clock::Browser);
    let executor = Executor::new(host, Options::default().with_recorder(words.recorder()));
    let rejected = Promise::reject(&"no bread".into());
    drop(executor.start("main", async move {
        drop(JsFuture::from(rejected));
        sleep(Duration::from_millis(1)).await;
    }));
    let lines = words.clone();
    until(move || lines.lines().join("\n").contains("run ended")).await;
    let text = words.lines().join("\n");
    assert!(text.contains("promise 1 rejected"), "in:\n{text}");
}

#[wasm_bindgen_test]
async fn javascript_calls_a_callback_as_long_as_it_is_there() {
    let words = Words::default();
    let (host, _pause) = BrowserHost::new(Clock::Browser);
    let executor = Executor::new(host, Options::default().with_recorder(words.recorder()));
    drop(executor.start("main", async move {
        let millis = Duration::from_millis;
        let (sender, mut receiver) = unbounded_channel();
        let kept = Callback::new("kept", move |value: u32| sender.send(value).expect("main listens"));
        let answer = timed::Promise::settled_after(millis(2), Ok::<_, ()>(7));
        answer.then(&kept);
        println!("heard {:?}", receiver.recv().await);
        println!("awaited {:?}", answer.await);
        let refused = timed::Promise::settled_after(millis(2), Err::<u32, _>("no"));
        refused.then(&kept);
        println!("awaited {:?}", refused.await);
    }));
    let lines = words.clone();
    until(move || lines.lines().join("\n").contains("run ended")).await;
    let text = words.lines().join("\n");
    for line in ["heard Some(7)", "awaited Ok(7)", "awaited Err(\\\"no\\\")", "main ready, woken by promise"]
    {
        assert!(text.contains(line), "no `{line}` in:\n{text}");
    }
}
