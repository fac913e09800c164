//! The worker's side: one program on one executor, whose trace goes to the page in batches.

use std::cell::{Cell, RefCell};
use std::panic::{self, PanicHookInfo};
use std::rc::{Rc, Weak};
use std::time::Duration;

use js_sys::{Array, Uint32Array};
use taskscope_runtime::web::{BrowserHost, Pause};
use taskscope_runtime::{Budget, Clock, Executor, Options, Recorder, Rules, report_panic};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

use super::threads::WebThreads;
use crate::demos::Variant;
use crate::session::{Settings, from_address};

/// After how long a turn on the browser's clock gives the worker's event loop its chance.
const LONGEST_TURN: Duration = Duration::from_millis(10);

/// A program that runs in this worker. Made and commanded by the worker's script, see [`super::Worker`].
#[wasm_bindgen]
pub struct RunningProgram {
    #[expect(dead_code, reason = "owns the tasks")]
    executor: Executor,
    pause: Pause,
    batches: Rc<Batches>,
}

#[wasm_bindgen]
impl RunningProgram {
    /// Starts what a link's query asks for; `glue` is the full address of the script that goes with this module.
    ///
    /// # Errors
    /// If it asks for what is not there: the page and the worker are not of the same build.
    #[wasm_bindgen(constructor)]
    pub fn new(query: &str, glue: &str) -> Result<Self, JsValue> {
        let (settings, _, fault) = from_address(query);
        if let Some(fault) = fault {
            return Err(fault.into());
        }
        let Settings { variant, knobs, clock, .. } = settings;
        let batches = Batches::new()?;
        let sink = Rc::clone(&batches);
        let recorder = Recorder::new(Recorder::DEFAULT_CAPACITY, move |words| sink.take(words));
        report_panics(&batches);
        let (host, pause) = BrowserHost::new(clock);
        host.set_threads(WebThreads::new(glue, query));
        // On the real clock the worker has to listen now and then: a pause arrives between turns.
        let time = (clock == Clock::Browser).then_some(LONGEST_TURN);
        let rules = settings.scheduling().rules();
        let rules = Rules { budget: Budget { time, ..rules.budget }, ..rules };
        let options = Options { recorder: Some(recorder), ends_when_idle: true, rules };
        let executor = Executor::new(host, options);
        drop(executor.start_at(Variant::MAIN, (variant.program)(knobs), variant.place));
        Ok(Self { executor, pause, batches })
    }

    /// Lets no further turn begin.
    pub fn pause(&self) {
        self.pause.pause();
    }

    /// Goes on.
    pub fn resume(&self) {
        self.pause.resume();
    }

    /// Does exactly one poll of the paused program.
    pub fn step(&self) {
        self.pause.step();
        self.batches.send();
    }
}

thread_local! {
    /// For the panic hook, which can't own what belongs to one thread.
    static LAST_WORDS: RefCell<Option<Rc<Batches>>> = const { RefCell::new(None) };
}

/// The last thing a panicking module can do: say so in the trace, and send it.
fn report_panics(batches: &Rc<Batches>) {
    LAST_WORDS.with(|last| *last.borrow_mut() = Some(Rc::clone(batches)));
    panic::set_hook(Box::new(|info| {
        report_panic(message_of(info), info.location());
        LAST_WORDS.with(|last| {
            if let Some(batches) = last.borrow().as_ref() {
                batches.send();
            }
        });
    }));
}

/// What a panic says.
pub(super) fn message_of<'a>(info: &'a PanicHookInfo<'_>) -> &'a str {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a value that is not text")
}

/// Collects the recorder's batches and posts them to the page, not much more often than a screen can show them.
struct Batches {
    scope: DedicatedWorkerGlobalScope,
    held: RefCell<Vec<u32>>,
    sent_at: Cell<f64>,
    timeout: Cell<Option<i32>>,
    on_timeout: Closure<dyn FnMut()>,
}

impl Batches {
    /// A batch is sent at once when it has as many words: 4,096 records.
    const LARGE: usize = 4 * 4096;
    /// Otherwise, when the one before went this long ago, in milliseconds; or after as long.
    const PAUSE: i32 = 4;

    fn new() -> Result<Rc<Self>, JsValue> {
        let scope = js_sys::global()
            .dyn_into::<DedicatedWorkerGlobalScope>()
            .map_err(|_| JsValue::from("programs run in workers"))?;
        Ok(Rc::new_cyclic(|this: &Weak<Self>| {
            let this = this.clone();
            Self {
                scope,
                held: RefCell::default(),
                sent_at: Cell::new(f64::NEG_INFINITY),
                timeout: Cell::new(None),
                on_timeout: Closure::new(move || this.upgrade().iter().for_each(|batches| batches.send())),
            }
        }))
    }

    fn take(&self, words: &[u32]) {
        self.held.borrow_mut().extend_from_slice(words);
        let is_large = self.held.borrow().len() >= Self::LARGE;
        if is_large || self.now() - self.sent_at.get() >= f64::from(Self::PAUSE) {
            self.send();
        } else if self.timeout.get().is_none() {
            let callback = self.on_timeout.as_ref().unchecked_ref();
            let timeout =
                self.scope.set_timeout_with_callback_and_timeout_and_arguments_0(callback, Self::PAUSE);
            self.timeout.set(timeout.ok());
        }
    }

    fn send(&self) {
        if let Some(timeout) = self.timeout.take() {
            self.scope.clear_timeout_with_handle(timeout);
        }
        let words = self.held.take();
        if words.is_empty() {
            return;
        }
        self.sent_at.set(self.now());
        let words = Uint32Array::from(words.as_slice());
        // Fails only for what can't be transferred, and a typed array's buffer can.
        drop(self.scope.post_message_with_transfer(&words, &Array::of1(&words.buffer())));
    }

    fn now(&self) -> f64 {
        self.scope.performance().map_or(0.0, |performance| performance.now())
    }
}
