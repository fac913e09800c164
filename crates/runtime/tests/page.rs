//! What a page's program has besides tasks: cells, scopes, promises with callbacks, and the news that it is hidden.
#![cfg(not(target_arch = "wasm32"))]
// A few kinds of events get a word.
#![allow(clippy::wildcard_enum_match_arm)]

use std::cell::Cell;
use std::future::{poll_fn, Future};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use std::time::Duration;

use taskscope_format::{Access, Event, ResourceId, ResourceKind, RunEnd};
use taskscope_runtime::cell::RefCell;
use taskscope_runtime::promise::{Callback, Promise};
use taskscope_runtime::record::Recording;
use taskscope_runtime::scope::Scope;
use taskscope_runtime::{page_hidden, println, simulate, sleep, spawn, timeout, yield_now};

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// The events of a run that `name` gives a word.
fn words(run: &Recording, name: impl Fn(Event) -> Option<&'static str>) -> String {
    run.events().into_iter().filter_map(|(_, event)| name(event)).collect::<Vec<_>>().join(" ")
}

fn borrow(event: Event) -> Option<&'static str> {
    match event {
        Event::ResourceCreated { kind: ResourceKind::Cell, .. } => Some("made"),
        Event::Acquired { access: Access::Shared, .. } => Some("read"),
        Event::Acquired { access: Access::Exclusive, .. } => Some("change"),
        Event::Released { holder: Some(_), .. } => Some("over"),
        Event::Refused { access: Access::Shared, .. } => Some("no-read"),
        Event::Refused { access: Access::Exclusive, .. } => Some("no-change"),
        Event::Sent { .. } => Some("new"),
        Event::ResourceDropped { .. } => Some("gone"),
        _ => None,
    }
}

#[test]
fn borrows_begin_and_end_in_the_trace_and_those_that_are_refused_are_there_too() {
    let run = simulate("main", async {
        let cell = RefCell::new(1);
        let (one, other) = (cell.borrow(), cell.borrow());
        assert!(cell.try_borrow_mut().is_err());
        drop((one, other));
        let mut change = cell.borrow_mut();
        *change += 1;
        assert!(cell.try_borrow().is_err());
        drop(change);
        assert_eq!(cell.replace(7), 2);
        assert_eq!(cell.borrow().to_string(), "7");
        assert_eq!(cell.borrow_mut().to_string(), "7");
    });
    let expected = "made read read no-change over over change no-read over new read over change over gone";
    assert_eq!(words(&run, borrow), expected);
}

#[test]
fn a_cell_is_a_cell_without_an_executor() {
    let mut cell = RefCell::new(1);
    *cell.borrow_mut() += 1;
    *cell.get_mut() += 1;
    assert_eq!((cell.replace(0), cell.into_inner()), (3, 0));
}

#[test]
#[should_panic(expected = "RefCell already borrowed")]
fn a_second_mutable_borrow_panics() {
    let cell = RefCell::new(1);
    let _first = cell.borrow_mut();
    drop(cell.borrow_mut());
}

#[test]
#[should_panic(expected = "RefCell already mutably borrowed")]
fn reading_what_is_being_changed_panics() {
    let cell = RefCell::new(1);
    let _first = cell.borrow_mut();
    drop(cell.borrow());
}

#[test]
#[should_panic(expected = "RefCell already borrowed")]
fn replacing_what_is_read_panics() {
    let cell = RefCell::new(1);
    let _first = cell.borrow();
    cell.replace(2);
}

#[test]
fn a_scope_ends_its_tasks_and_no_others() {
    let run = simulate("main", async {
        let scope = Scope::new();
        let own = scope.spawn("own", sleep(millis(10)));
        let quick = scope.spawn("quick", async { 5 });
        let other = scope.run(|| spawn("other", sleep(millis(10))));
        let apart = spawn("apart", sleep(millis(10)));
        assert_eq!(quick.await, Ok(5));
        drop(scope);
        assert!(own.await.is_err(), "it was aborted");
        assert!(other.await.is_ok() && apart.await.is_ok());
    });
    assert_eq!(run.end(), Some(RunEnd::Finished));
    let owned = |event| matches!(event, Event::TaskOwned { .. }).then_some("owned");
    assert_eq!(words(&run, owned), "owned owned owned");
}

#[test]
fn a_scope_of_many_tasks_ends_all_that_are_left() {
    let run = simulate("main", async {
        let scope = Scope::new();
        for _ in 0..10 {
            drop(scope.spawn("quick", async {}));
            drop(scope.spawn("slow", sleep(millis(10))));
            yield_now().await;
        }
        drop(scope);
    });
    let aborted = |event| matches!(event, Event::TaskCancelled { by: Some(_), .. }).then_some("aborted");
    assert_eq!(words(&run, aborted).split(' ').count(), 10);
}

#[test]
fn a_scope_that_spawns_nothing_owns_nothing() {
    let run = simulate("main", async {
        let early = spawn("early", yield_now());
        assert_eq!(Scope::default().run(|| 7), 7);
        drop(early);
    });
    assert_eq!(words(&run, |event| matches!(event, Event::TaskOwned { .. }).then_some("owned")), "");
}

#[test]
fn a_promise_is_settled_at_its_time_whoever_listens() {
    let run = simulate("main", async {
        assert_eq!(Promise::settled_after(millis(20), Ok::<_, ()>(7)).await, Ok(7));
        let failing = Promise::settled_after(millis(20), Err::<(), _>("no"));
        assert_eq!((failing.listen().await, failing.listen().await), (Err("no"), Err("no")));
        drop(Promise::settled_after(millis(20), Err::<(), _>("unseen")));
        let slow = Promise::settled_after(millis(50), Ok::<_, ()>(()));
        assert!(timeout(millis(10), slow.listen()).await.is_err());
        sleep(millis(60)).await;
    });
    let settled = |event| match event {
        Event::Settled { rejected: false, .. } => Some("fulfilled"),
        Event::Settled { rejected: true, .. } => Some("rejected"),
        _ => None,
    };
    assert_eq!(words(&run, settled), "fulfilled rejected rejected fulfilled");
    assert_eq!(run.elapsed(), millis(110));
}

#[test]
fn a_future_that_is_polled_again_is_woken_once() {
    let run = simulate("main", async {
        let promise = Promise::settled_after(millis(20), Ok::<_, ()>(7));
        let (mut listening, mut polls) = (pin!(promise.listen()), 0);
        let outcome = poll_fn(|context| {
            polls += 1;
            if polls < 3 {
                context.waker().wake_by_ref();
            }
            listening.as_mut().poll(context)
        });
        assert_eq!(outcome.await, Ok(7));
    });
    let again = |event| matches!(event, Event::TaskWokenAgain { .. }).then_some("again");
    assert_eq!(words(&run, again), "");
}

#[test]
fn a_promise_is_unknown_to_an_executor_that_did_not_make_it() {
    let made = Rc::new(Cell::new(None));
    let keep = Rc::clone(&made);
    simulate("maker", async move {
        keep.set(Some(Promise::settled_after(millis(1), Ok::<_, ()>(7))));
        sleep(millis(2)).await;
    });
    let promise = made.take().expect("the maker left it");
    let run = simulate("main", async move { assert_eq!(promise.await, Ok(7)) });
    let received =
        |(_, event)| if let Event::Received { resource, .. } = event { Some(resource) } else { None };
    assert_eq!(run.events().into_iter().filter_map(received).collect::<Vec<_>>(), [ResourceId(0)]);
}

/// Counts wakes, the first of which may panic.
struct Counter {
    wakes: AtomicU32,
    panics: bool,
}

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.wakes.fetch_add(1, Ordering::Relaxed);
        assert!(!self.panics, "a waker of the program");
    }
}

#[test]
fn a_waker_that_panics_keeps_no_other_from_being_woken() {
    let counters = [true, false].map(|panics| Arc::new(Counter { wakes: AtomicU32::new(0), panics }));
    let wakers = counters.clone().map(Waker::from);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        simulate("main", async move {
            let promise = Promise::settled_after(millis(1), Ok::<_, ()>(7));
            for waker in &wakers {
                assert!(pin!(promise.listen()).poll(&mut Context::from_waker(waker)).is_pending());
            }
            sleep(millis(2)).await;
        })
    }));
    drop(outcome);
    assert_eq!(counters.map(|counter| counter.wakes.load(Ordering::Relaxed)), [1, 1]);
}

#[test]
fn a_promise_that_is_open_keeps_a_run_from_being_stuck() {
    let run = simulate("main", async {
        let promise = Promise::settled_after(Duration::from_secs(60), Ok::<_, ()>(()));
        spawn("waits", promise.listen()).await.expect("it does not panic").expect("it is fulfilled");
    });
    assert_eq!((run.end(), run.elapsed().as_secs()), (Some(RunEnd::Finished), 60));
}

#[test]
fn a_callback_is_called_while_it_is_there_and_only_if_the_promise_is_fulfilled() {
    let run = simulate("main", async {
        let calls = Rc::new(Cell::new(0));
        let count = |name: &'static str| {
            let calls = Rc::clone(&calls);
            Callback::new(name, move |value: u32| {
                println!("{name} {value}");
                calls.set(calls.get() + 1);
            })
        };
        let (kept, dropped) = (count("kept"), count("dropped"));
        let good = Promise::settled_after(millis(10), Ok::<_, ()>(7));
        good.then(&kept);
        good.then(&dropped);
        Promise::settled_after(millis(20), Err(())).then(&kept);
        Promise::settled_after(millis(30), Ok::<_, ()>(8)).then(&kept);
        drop(dropped);
        sleep(millis(40)).await;
        assert_eq!(calls.get(), 2);
    });
    assert_eq!(run.output(), ["kept 7", "kept 8"]);
}

#[test]
fn a_trace_says_that_the_page_is_hidden() {
    let run = simulate("main", async { page_hidden() });
    assert_eq!(words(&run, |event| matches!(event, Event::PageHidden).then_some("hidden")), "hidden");
    // Where nothing is recorded it is nothing.
    page_hidden();
}
