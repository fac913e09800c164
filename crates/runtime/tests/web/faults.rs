//! Tasks that are cut off by a panic, or by a JavaScript exception thrown through an import: no destructor runs, and all
//! other tasks go on.

use std::cell::{Cell, RefCell};
use std::future::{pending, Future};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use taskscope_format::{Clock, RunEnd, Way};
use taskscope_runtime::host::report_panic;
use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::web::{
    future_to_promise, is_available, spawn_local, BrowserHost, BrowserOptions, JsFuture,
};
use taskscope_runtime::{sleep, yield_now, Executor, JoinError, JoinHandle, Options};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{macrotask, ms, until, Faults, Log, Words};

#[wasm_bindgen(inline_js = "
    export const explode = () => { throw new Error('no bread today'); };
    // A listener that throws is reported at once, in the middle of whatever dispatched the event.
    export const reportAtOnce = () => {
        const target = new EventTarget();
        target.addEventListener('ring', () => { throw new Error('a listener that throws'); });
        target.dispatchEvent(new Event('ring'));
    };
")]
extern "C" {
    fn explode();
    #[wasm_bindgen(js_name = reportAtOnce)]
    fn report_at_once();
}

/// How a task is cut off.
#[derive(Clone, Copy, Debug)]
enum Cut {
    Panic,
    Exception,
}

const CUTS: [Cut; 2] = [Cut::Panic, Cut::Exception];

impl Cut {
    fn off(self) {
        match self {
            Self::Panic => panic!("the oven is cold"),
            Self::Exception => explode(),
        }
    }
}

/// A future whose poll is cut off, and that must be neither polled again nor dropped.
struct Broken {
    cut: Cut,
    polls: Rc<Cell<u32>>,
    drops: Rc<Cell<u32>>,
    waker: Rc<RefCell<Option<Waker>>>,
}

impl Broken {
    fn new(cut: Cut) -> (Self, Watched) {
        let watched = Watched::default();
        let Watched { polls, drops, waker } = watched.clone();
        (Self { cut, polls, drops, waker }, watched)
    }
}

#[derive(Clone, Default)]
struct Watched {
    polls: Rc<Cell<u32>>,
    drops: Rc<Cell<u32>>,
    waker: Rc<RefCell<Option<Waker>>>,
}

impl Watched {
    /// Wakes what was cut off, as a timer or a promise might.
    fn wake(&self) {
        self.waker.borrow().as_ref().expect("it was polled").wake_by_ref();
    }

    fn seen(&self) -> (u32, u32) {
        (self.polls.get(), self.drops.get())
    }
}

impl Future for Broken {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.polls.set(self.polls.get() + 1);
        *self.waker.borrow_mut() = Some(cx.waker().clone());
        // Woken already, and yet not to be polled again.
        cx.waker().wake_by_ref();
        self.cut.off();
        Poll::Pending
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        self.drops.set(self.drops.get() + 1);
    }
}

#[wasm_bindgen_test]
async fn tasks_of_the_page_go_on_when_one_is_cut_off() {
    for cut in CUTS {
        let faults = Faults::watch();
        let log = Log::default();
        let (tx, mut rx) = unbounded_channel();
        let [before, after, timer, promise] = [(); 4].map(|()| log.clone());
        let (broken, watched) = Broken::new(cut);
        spawn_local(async move {
            while let Some(word) = rx.recv().await {
                before.note(word);
            }
        });
        spawn_local(async move {
            sleep(ms(1)).await;
            timer.note("timer");
        });
        spawn_local(async move {
            macrotask().await;
            promise.note("promise");
        });
        spawn_local(broken);
        // It stands in the queue behind the one that is cut off, and nothing else will wake it.
        spawn_local(async move { after.note("behind") });
        let mut notes = log.first(3).await;
        notes.sort();
        assert_eq!(notes, ["behind", "promise", "timer"], "{cut:?}");
        watched.wake();
        tx.send("woken").expect("it listens");
        drop(tx);
        assert_eq!(log.first(4).await.last().map(String::as_str), Some("woken"), "{cut:?}");
        assert_eq!(watched.seen(), (1, 0), "{cut:?}: polled once, and never dropped");
        faults.heard(1).await;
    }
}

#[wasm_bindgen_test]
async fn a_page_can_lose_many_tasks() {
    let faults = Faults::watch();
    let log = Log::default();
    for round in 0..20 {
        for cut in CUTS {
            let (broken, watched) = Broken::new(cut);
            let note = log.clone();
            spawn_local(broken);
            spawn_local(async move {
                yield_now().await;
                note.note("next");
            });
            assert_eq!(log.first(1).await, ["next"], "{round}, {cut:?}");
            assert_eq!(watched.seen(), (1, 0));
            log.clear();
        }
    }
    faults.heard(40).await;
}

#[wasm_bindgen_test]
async fn a_task_that_a_task_of_the_page_has_spawned_can_be_cut_off_too() {
    for cut in CUTS {
        let faults = Faults::watch();
        let log = Log::default();
        let [outer, inner] = [(); 2].map(|()| log.clone());
        spawn_local(async move {
            let (broken, _watched) = Broken::new(cut);
            spawn_local(broken);
            spawn_local(async move { inner.note("inner") });
            yield_now().await;
            outer.note("outer");
        });
        let mut notes = log.first(2).await;
        notes.sort();
        assert_eq!(notes, ["inner", "outer"], "{cut:?}");
        faults.heard(1).await;
    }
}

#[wasm_bindgen_test]
async fn a_promise_whose_future_is_cut_off_stays_pending_and_others_settle() {
    for cut in CUTS {
        let faults = Faults::watch();
        let is_settled = Rc::new(Cell::new(false));
        let broken = future_to_promise(async move {
            cut.off();
            Ok(JsValue::NULL)
        });
        let good = future_to_promise(async {
            yield_now().await;
            Ok(JsValue::from(7))
        });
        let settled = Rc::clone(&is_settled);
        spawn_local(async move {
            drop(JsFuture::from(broken).await);
            settled.set(true);
        });
        assert_eq!(JsFuture::from(good).await, Ok(JsValue::from(7)), "{cut:?}");
        let later = future_to_promise(async { Ok(JsValue::from(8)) });
        assert_eq!(JsFuture::from(later).await, Ok(JsValue::from(8)), "{cut:?}");
        faults.heard(1).await;
        macrotask().await;
        assert!(!is_settled.get(), "{cut:?}: as with wasm-bindgen-futures, where panics abort");
    }
}

/// An executor whose every event is recorded.
fn recorded(way: Way) -> (Executor, Words) {
    let words = Words::default();
    let options = BrowserOptions::new(Clock::Browser).with_way(way);
    let (host, _pause) = BrowserHost::with(options);
    let options = Options::default().with_recorder(words.recorder());
    (Executor::new(host, options), words)
}

#[wasm_bindgen_test]
async fn the_trace_tells_what_became_of_the_task_whatever_way_turns_come() {
    for way in Way::ALL.into_iter().filter(|way| is_available(*way)) {
        let faults = Faults::watch();
        let (executor, words) = recorded(way);
        let (broken, watched) = Broken::new(Cut::Exception);
        let lost: JoinHandle<()> = executor.spawn("lost", broken);
        let other = executor.spawn("other", async {
            yield_now().await;
            7
        });
        assert_eq!(other.await, Ok(7), "{way:?}");
        assert!(matches!(lost.await, Err(JoinError::Panicked(_))), "{way:?}");
        let text = words.lines().join("\n");
        let [panicked, ended, other] =
            ["lost panicked: no bread today", "turn ended", "other polled"].map(|line| text.find(line));
        assert!(panicked.is_some() && panicked < ended && ended < other, "{way:?}:\n{text}");
        drop(executor);
        assert_eq!(watched.seen(), (1, 0), "{way:?}");
        faults.heard(1).await;
    }
}

#[wasm_bindgen_test]
async fn a_panic_that_a_hook_reports_is_told_once() {
    let faults = Faults::watch();
    let (executor, words) = recorded(Way::Promise);
    drop(executor.spawn("lost", async {
        // What a panic hook does; the test harness has one of its own.
        report_panic("the oven is cold", None);
        Cut::Panic.off();
    }));
    let other = executor.spawn("other", async { 7 });
    assert_eq!(other.await, Ok(7));
    let told: Vec<_> = words.lines().into_iter().filter(|line| line.contains("panicked")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("the oven is cold"));
    assert_eq!(executor.ended(), None);
    faults.heard(1).await;
}

#[wasm_bindgen_test]
async fn a_main_task_that_is_cut_off_ends_its_run() {
    let faults = Faults::watch();
    let (executor, words) = recorded(Way::Promise);
    let main = executor.start("main", async { Cut::Exception.off() });
    until(|| executor.ended().is_some()).await;
    assert_eq!(executor.ended(), Some(RunEnd::Panicked));
    assert!(matches!(main.try_take(), Some(Err(JoinError::Panicked(_)))));
    assert!(words.lines().last().is_some_and(|line| line.contains("run ended")), "{:?}", words.lines());
    faults.heard(1).await;
}

#[wasm_bindgen_test]
async fn where_a_fault_is_the_end_nothing_comes_after_it_and_its_page_can_see_that() {
    for cut in CUTS {
        for clock in [Clock::Browser, Clock::Virtual] {
            let faults = Faults::watch();
            let words = Words::default();
            let options = BrowserOptions::new(clock).outliving_faults(false);
            let (host, pause) = BrowserHost::with(options);
            let options = Options::default().with_recorder(words.recorder());
            let executor = Executor::new(host, options);
            let (broken, watched) = Broken::new(cut);
            drop(executor.spawn("waits", async { sleep(ms(0)).await }));
            let main = executor.start("main", broken);
            faults.heard(1).await;
            // A timer and a wake are still under way, and would be the next turn.
            watched.wake();
            for _ in 0..3 {
                macrotask().await;
            }
            assert!(pause.was_cut_off());
            assert_eq!((executor.ended(), main.is_finished()), (None, false), "{cut:?}, {clock:?}");
            assert_eq!(watched.seen(), (1, 0));
            let is_told =
                words.lines().iter().any(|line| line.contains("panicked") || line.contains("ended"));
            assert!(!is_told, "{:?}", words.lines());
        }
    }
}

#[wasm_bindgen_test]
async fn an_executor_that_has_lost_a_task_can_still_be_dropped_with_all_others() {
    let faults = Faults::watch();
    let (executor, _words) = recorded(Way::Promise);
    let (broken, watched) = Broken::new(Cut::Panic);
    drop(executor.spawn("lost", broken));
    let dropped = Rc::new(Cell::new(false));
    let flag = Flag(Rc::clone(&dropped));
    drop(executor.spawn("waits", async move {
        pending::<()>().await;
        drop(flag);
    }));
    let other = executor.spawn("other", yield_now());
    assert_eq!(other.await, Ok(()));
    drop(executor);
    assert!(dropped.get());
    assert_eq!(watched.seen(), (1, 0));
    faults.heard(1).await;
}

struct Flag(Rc<Cell<bool>>);

impl Drop for Flag {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

#[wasm_bindgen_test]
async fn an_error_that_is_reported_during_a_turn_cuts_nothing_off() {
    let faults = Faults::watch();
    let (executor, words) = recorded(Way::Promise);
    let task = executor.spawn("task", async {
        report_at_once();
        yield_now().await;
        macrotask().await;
        7
    });
    assert_eq!(task.await, Ok(7));
    assert!(!words.lines().iter().any(|line| line.contains("panicked")), "{:?}", words.lines());
    faults.heard(1).await;
}

#[wasm_bindgen_test]
async fn a_rejection_of_no_concern_changes_nothing() {
    let (executor, words) = recorded(Way::Promise);
    let faults = Faults::watch();
    drop(Promise::<JsValue>::reject(&"nobody handles this".into()));
    faults.heard(1).await;
    assert_eq!(executor.spawn("task", async { 7 }).await, Ok(7));
    assert!(!words.lines().iter().any(|line| line.contains("panicked")));
}

/// Explodes when it is dropped.
struct Mine;

impl Drop for Mine {
    fn drop(&mut self) {
        explode();
    }
}

#[wasm_bindgen_test]
async fn a_destructor_that_is_cut_off_takes_only_its_own_task_and_its_caller_along() {
    let faults = Faults::watch();
    let (executor, words) = recorded(Way::Promise);
    let mined = executor.spawn("mined", async {
        let mine = Mine;
        pending::<()>().await;
        drop(mine);
    });
    let handle = mined.abort_handle();
    let caller = executor.spawn("caller", async move { handle.abort() });
    let other = executor.spawn("other", async { 7 });
    assert_eq!(other.await, Ok(7));
    assert!(matches!(mined.await, Err(JoinError::Panicked(_))));
    assert!(matches!(caller.await, Err(JoinError::Panicked(_))));
    let text = words.lines().join("\n");
    for line in ["mined cancelled", "a destructor was cut off", "caller panicked: no bread today"] {
        assert!(text.contains(line), "no `{line}` in:\n{text}");
    }
    // What is aborted from now on is dropped at once, as ever.
    let dropped = Rc::new(Cell::new(false));
    let flag = Flag(Rc::clone(&dropped));
    let waits = executor.spawn("waits", async {
        pending::<()>().await;
        drop(flag);
    });
    assert_eq!(executor.spawn("last", async { 8 }).await, Ok(8));
    waits.abort();
    assert!(dropped.get());
    faults.heard(1).await;
}
