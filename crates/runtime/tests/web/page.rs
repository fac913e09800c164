//! What these tests ask of the page: reactions of plain promises, macrotasks, its clock, and its faults.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise};
use taskscope_format::transcript;
use taskscope_runtime::record::Recorder;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

// A module of its own: an import of the same name as one of the runtime's would be linked twice.
#[wasm_bindgen(inline_js = "
    export const realTime = () => performance.now();
    export const afterPromise = (react) => void Promise.resolve().then(react);
    export const afterTimeout = (act) => void setTimeout(act, 0);
    export const afterMessage = (act) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { port1.close(); act(); };
        port2.postMessage(true);
    };
    const kinds = ['error', 'unhandledrejection'];
    export const listen = (listener) => kinds.forEach((kind) => addEventListener(kind, listener));
    export const unlisten = (listener) => kinds.forEach((kind) => removeEventListener(kind, listener));
")]
extern "C" {
    /// Milliseconds of real time.
    #[wasm_bindgen(js_name = realTime)]
    pub(crate) fn real_time() -> f64;

    #[wasm_bindgen(js_name = afterPromise)]
    fn call_after_promise(react: &JsValue);

    #[wasm_bindgen(js_name = afterTimeout)]
    fn call_after_timeout(act: &JsValue);

    #[wasm_bindgen(js_name = afterMessage)]
    fn call_after_message(act: &JsValue);

    fn listen(listener: &JsValue);

    fn unlisten(listener: &JsValue);
}

pub(crate) const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// What happened, in order.
#[derive(Clone, Default)]
pub(crate) struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    pub(crate) fn note(&self, what: &str) {
        self.0.borrow_mut().push(what.to_owned());
    }

    pub(crate) fn notes(&self) -> Vec<String> {
        self.0.borrow().clone()
    }

    pub(crate) fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Waits until so many notes are there, and returns them.
    #[track_caller]
    pub(crate) fn first(&self, count: usize) -> impl Future<Output = Vec<String>> {
        let log = self.clone();
        let are_there = until(move || log.0.borrow().len() >= count);
        let log = self.clone();
        async move {
            are_there.await;
            log.notes()
        }
    }
}

/// Calls `react` in the reaction of a promise that is resolved already.
pub(crate) fn after_promise(react: impl FnOnce() + 'static) {
    call_after_promise(&Closure::once_into_js(react));
}

/// Calls `act` in a macrotask of its own: as a message.
pub(crate) fn after_message(act: impl FnOnce() + 'static) {
    call_after_message(&Closure::once_into_js(act));
}

/// Calls `act` in a macrotask of its own: by a timer without a delay.
pub(crate) fn after_timeout(act: impl FnOnce() + 'static) {
    call_after_timeout(&Closure::once_into_js(act));
}

/// Lets every microtask run, and what the event loop has at hand.
pub(crate) async fn macrotask() {
    let promise = Promise::new(&mut |resolve: Function, _reject| {
        after_message(move || drop(resolve.call0(&JsValue::UNDEFINED)));
    });
    let outcome = JsFuture::from(promise).await;
    assert!(outcome.is_ok(), "nobody rejects this promise");
}

/// Something that is over once, told by a promise: whoever waits for it gives the browser nothing to do meanwhile.
pub(crate) struct Over {
    promise: Promise,
    resolve: Function,
}

impl Over {
    pub(crate) fn new() -> Self {
        let resolver = RefCell::new(None);
        let promise = Promise::new(&mut |resolve, _reject| *resolver.borrow_mut() = Some(resolve));
        let resolve = resolver.into_inner().expect("a promise calls its function at once");
        Self { promise, resolve }
    }

    /// What is to be called when it is over.
    pub(crate) fn tell(&self) -> impl FnOnce() {
        let resolve = self.resolve.clone();
        move || drop(resolve.call0(&JsValue::UNDEFINED))
    }

    /// Waits until it is over.
    pub(crate) async fn wait(self) {
        let outcome = JsFuture::from(self.promise).await;
        assert!(outcome.is_ok(), "nobody rejects this promise");
    }
}

/// Waits for a fact.
#[track_caller]
pub(crate) fn until(is_true: impl Fn() -> bool) -> impl Future<Output = ()> {
    /// Only a fact that never comes true takes so long, in milliseconds.
    const LIMIT: f64 = 20_000.0;
    let (place, started) = (Location::caller(), real_time());
    async move {
        while !is_true() {
            assert!(real_time() - started < LIMIT, "what {place} waits for never came true");
            macrotask().await;
        }
    }
}

/// Listens for errors and rejections that nobody handles, until it is dropped.
pub(crate) struct Faults {
    seen: Rc<Cell<usize>>,
    listener: Closure<dyn FnMut(JsValue)>,
}

impl Faults {
    pub(crate) fn watch() -> Self {
        let seen = Rc::new(Cell::new(0));
        let count = Rc::clone(&seen);
        let listener = Closure::new(move |_| count.set(count.get() + 1));
        let faults = Self { seen, listener };
        listen(faults.listener.as_ref());
        faults
    }

    pub(crate) fn seen(&self) -> usize {
        self.seen.get()
    }

    /// Waits until the page has heard of `count` faults, so that the next test does not count them as its own.
    pub(crate) async fn heard(&self, count: usize) {
        until(|| self.seen() >= count).await;
        assert_eq!(self.seen(), count, "each is reported once");
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        unlisten(self.listener.as_ref());
    }
}

/// Keeps the words of a trace.
#[derive(Clone, Default)]
pub(crate) struct Words(Rc<RefCell<Vec<u32>>>);

impl Words {
    pub(crate) fn recorder(&self) -> Recorder {
        let words = Rc::clone(&self.0);
        Recorder::new(Recorder::DEFAULT_CAPACITY, move |batch| words.borrow_mut().extend_from_slice(batch))
    }

    pub(crate) fn all(&self) -> Vec<u32> {
        self.0.borrow().clone()
    }

    /// Line by line, each with its time in milliseconds.
    pub(crate) fn timed_lines(&self) -> Vec<(f64, String)> {
        let text = transcript(&self.0.borrow()).expect("a recorder writes what its decoder reads");
        let line = |line: &str| {
            let (time, event) = line.split_once(' ').expect("a line begins with its time");
            (time.parse().expect("times are numbers"), event.trim().to_owned())
        };
        text.lines().map(line).collect()
    }

    /// Line by line, without the times in front.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.timed_lines().into_iter().map(|(_, line)| line).collect()
    }

    pub(crate) fn polls(&self) -> usize {
        let is_poll = |line: &String| line.ends_with(" polled") && !line.starts_with("node ");
        self.lines().iter().filter(|line| is_poll(line)).count()
    }
}
