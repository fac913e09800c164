//! A program's threads on the browser's clock: workers with instances of the same compiled module.
//!
//! A program runs in a worker, so these are workers of a worker; nothing here depends on that. They end with the handle
//! that the executor has of them, and at the latest with the worker that started them.

use std::cell::{OnceCell, RefCell};
use std::panic;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Array, Object, Uint8Array, WebAssembly};
use taskscope_runtime::thread::{self, Callable, Footprint, Post, Remote, Reports, Threads};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, ErrorEvent, MessageEvent, Performance, Url};

use super::events::Listener;
use super::js::{field, reason, set};
use super::running_program::message_of;
use super::script::{end, script_url, worker_at};
use taskscope_session::{Address, from_address};
use taskscope_simulate::Simulate as _;

/// Starts threads for the program that a query asks for.
pub(super) struct WebThreads {
    glue: String,
    query: String,
    script: OnceCell<Script>,
}

/// The script of every thread, as an address that lasts as long as this: a worker of a worker may load it late.
struct Script(String);

impl Drop for Script {
    fn drop(&mut self) {
        // Fails for no address that was given out.
        drop(Url::revoke_object_url(&self.0));
    }
}

/// The first message starts the thread, each later one is a call. Calls that come while it is still loading wait for it.
const SCRIPT: &str = r"
let thread;
const start = async ({ module, query, asked }) => {
  const { default: init, ThreadScope } = await exports;
  await init({ module_or_path: module });
  return new ThreadScope(query, asked);
};
onmessage = async ({ data }) => {
  try {
    if (data.module) await (thread = start(data));
    else (await thread).call(data.function, data.input);
  } catch (error) {
    postMessage({ failed: String(error?.message ?? error) });
  }
};
";

impl WebThreads {
    pub(super) fn new(glue: &str, query: &str) -> Self {
        Self { glue: glue.to_owned(), query: query.to_owned(), script: OnceCell::new() }
    }

    fn script(&self) -> Result<&str, JsValue> {
        if self.script.get().is_none() {
            let url = script_url(&self.glue, SCRIPT)?;
            drop(self.script.set(Script(url)));
        }
        Ok(self.script.get().map_or("", |script| &script.0))
    }

    fn start(&self, name: &str, reports: &Reports) -> Result<WebThread, JsValue> {
        let asked = moment();
        let worker = worker_at(self.script()?, name)?;
        let thread = WebThread::new(worker, reports);
        let message = Object::new();
        set(&message, "module", &wasm_bindgen::module());
        set(&message, "query", &self.query.as_str().into());
        set(&message, "asked", &asked.into());
        thread.inner.post_message(&message)?;
        Ok(thread)
    }
}

impl Threads for WebThreads {
    fn parallelism(&self) -> usize {
        let navigator = field(&js_sys::global(), "navigator");
        let processors = field(&navigator, "hardwareConcurrency").as_f64().unwrap_or(1.0);
        // Saturating, and no machine has so many.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
        let processors = processors as usize;
        processors.max(1)
    }

    fn start(&self, name: &str, reports: Reports) -> Result<Box<dyn Remote>, String> {
        match self.start(name, &reports) {
            Ok(thread) => Ok(Box::new(thread)),
            Err(error) => Err(format!("the browser refused to start a worker. {}", reason(&error))),
        }
    }
}

/// A worker that does calls; dropping it ends it, whatever it does.
struct WebThread {
    inner: web_sys::Worker,
    #[expect(dead_code, reason = "kept for its drop")]
    on_message: Closure<dyn FnMut(MessageEvent)>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_error: Listener,
}

impl WebThread {
    fn new(inner: web_sys::Worker, reports: &Reports) -> Self {
        let told = reports.clone();
        let on_message = Closure::new(move |event: MessageEvent| take(&event.data(), &told));
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let told = reports.clone();
        let on_error = Listener::new(&inner, "error", move |event| {
            event.prevent_default();
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            let unknown =
                "its worker could not be loaded; a content security policy may forbid it (worker-src blob:)";
            told.failed(if message.is_empty() { unknown } else { &message });
        });
        Self { inner, on_message, on_error }
    }
}

impl Remote for WebThread {
    fn call(&self, function: &'static str, input: Vec<u8>) {
        let message = Object::new();
        let input = Uint8Array::from(input.as_slice());
        set(&message, "function", &function.into());
        set(&message, "input", &input);
        // Fails only for what can't be transferred, and a typed array's buffer can.
        drop(self.inner.post_message_with_transfer(&message, &Array::of1(&input.buffer())));
    }
}

impl Drop for WebThread {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        end(&self.inner);
    }
}

/// Hands on what a thread says.
fn take(data: &JsValue, reports: &Reports) {
    let number = |key: &str| field(data, key).as_f64().unwrap_or_default();
    let bytes = |key: &str| field(data, key).dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
    let ago = length(moment() - number("at"));
    if let Some(message) = bytes("message") {
        reports.message(message, ago);
    } else if let Some(value) = bytes("returned") {
        let took = length(number("took"));
        reports.returned(value, took, ago + took);
    } else if let Some(message) = field(data, "failed").as_string() {
        reports.failed(&message);
    } else {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of bytes")]
        let memory = number("memory") as u64;
        reports.ready(Footprint { took: length(number("ready")), memory });
    }
}

/// What a thread's script calls, in the thread's own instance of the program.
#[wasm_bindgen]
pub struct ThreadScope {
    functions: &'static [&'static dyn Callable],
    scope: DedicatedWorkerGlobalScope,
}

#[wasm_bindgen]
impl ThreadScope {
    /// For the program that a link's query asks for. Tells how long that took since the thread was asked for.
    ///
    /// # Errors
    /// If the query asks for what is not there, or this is no worker.
    #[wasm_bindgen(constructor)]
    pub fn new(query: &str, asked: f64) -> Result<Self, JsValue> {
        let Address { settings, notice, .. } = from_address(query);
        if let Some(fault) = notice {
            return Err(fault.into());
        }
        let scope: DedicatedWorkerGlobalScope =
            js_sys::global().dyn_into().map_err(|_| JsValue::from("threads run in workers"))?;
        report_panics(&scope);
        let message = Object::new();
        set(&message, "ready", &(moment() - asked).into());
        set(&message, "memory", &memory().into());
        scope.post_message(&message)?;
        Ok(Self { functions: settings.variant.program().functions, scope })
    }

    /// Calls a function and tells what it returns and how long that took.
    ///
    /// # Errors
    /// If the program has no function of this name.
    pub fn call(&self, name: &str, input: &[u8]) -> Result<(), JsValue> {
        let function = self.functions.iter().find(|function| function.name() == name);
        let function = function.ok_or_else(|| {
            JsValue::from(format!("the program has no function “{name}”; its variant has to list it"))
        })?;
        let scope = self.scope.clone();
        let post: Post = Rc::new(move |bytes: Vec<u8>| tell(&scope, "message", &bytes, None));
        let started = moment();
        let value = thread::call(*function, input, &post, keep_busy);
        tell(&self.scope, "returned", &value, Some(moment() - started));
        Ok(())
    }
}

/// Posts bytes with the moment they were posted at.
fn tell(scope: &DedicatedWorkerGlobalScope, key: &str, bytes: &[u8], took: Option<f64>) {
    let message = Object::new();
    let bytes = Uint8Array::from(bytes);
    set(&message, key, &bytes);
    set(&message, "at", &moment().into());
    if let Some(took) = took {
        set(&message, "took", &took.into());
    }
    // Fails only for what can't be transferred, and a typed array's buffer can.
    drop(scope.post_message_with_transfer(&message, &Array::of1(&bytes.buffer())));
}

thread_local! {
    /// For the panic hook, which can't own what belongs to one thread.
    static SCOPE: RefCell<Option<DedicatedWorkerGlobalScope>> = const { RefCell::new(None) };
}

/// The last thing a panicking module can do: say why.
fn report_panics(scope: &DedicatedWorkerGlobalScope) {
    SCOPE.with(|last| *last.borrow_mut() = Some(scope.clone()));
    panic::set_hook(Box::new(|info| {
        let message = Object::new();
        set(&message, "failed", &message_of(info).into());
        SCOPE.with(|scope| {
            if let Some(scope) = scope.borrow().as_ref() {
                // There is nobody left to tell if this fails.
                drop(scope.post_message(&message));
            }
        });
    }));
}

fn keep_busy(duration: Duration) {
    let end = moment() + duration.as_secs_f64() * 1000.0;
    while moment() < end {}
}

/// This moment, in milliseconds, on a clock that all threads share as well as their browser can tell.
fn moment() -> f64 {
    thread_local! {
        static CLOCK: Performance = field(&js_sys::global(), "performance").unchecked_into();
    }
    CLOCK.with(|clock| clock.time_origin() + clock.now())
}

/// A number of milliseconds; none if it is negative, as clocks of two threads may differ by a little.
fn length(milliseconds: f64) -> Duration {
    Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
}

/// The bytes of this instance's memory.
fn memory() -> f64 {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    field(&memory.buffer(), "byteLength").as_f64().unwrap_or_default()
}
