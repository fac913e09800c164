//! A program in a dedicated worker, with an instance of its own of the same compiled module.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect, Uint32Array, WebAssembly};
use taskscope_runtime::Micros;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, Event, MessageEvent, Url, WorkerOptions};

use super::events::Listener;
use super::page::{now, now_anywhere};
use super::running::{Command, ProgramMessage};
use taskscope_session::{Crash, Settings, query};

/// A worker that runs one program; dropping it ends the program, whatever it does.
///
/// Its script is a blob that imports the page's own glue by its full address: that works from another origin too, where
/// a plain worker is refused. The compiled module is handed over, so nothing is downloaded or compiled again.
pub struct Worker {
    inner: web_sys::Worker,
    heard: Rc<Heard>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_message: Closure<dyn FnMut(MessageEvent)>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_error: Listener,
}

/// What the worker said of itself.
#[derive(Default)]
struct Heard {
    /// When its run began, in milliseconds of the time that all threads share.
    began: Cell<Option<f64>>,
    /// When it was asked for a sign, in the page's time, if it has not given one since.
    asked: Cell<Option<f64>>,
    /// When it gave a sign last.
    answered: Cell<f64>,
}

/// The worker's script. The first message starts the program, later ones command it or ask for a sign. What goes wrong
/// in a turn comes as an error or as a rejection, depending on who called; the program can't go on after either.
const SCRIPT: &str = r"
let program;
let memory;
const post = (words) => postMessage(words, [words.buffer]);
const text = (error) => String(error?.message ?? error);
const crash = (error) => postMessage({ crashed: text(error), memory: memory?.buffer.byteLength });
onerror = (message, file, line, column, error) => (crash(error ?? message), true);
onunhandledrejection = (event) => (event.preventDefault(), crash(event.reason));
const start = async ({ module, start: query, glue }) => {
  const { default: init, RunningProgram } = await exports;
  ({ memory } = await init({ module_or_path: module }));
  postMessage({ began: performance.timeOrigin + performance.now() });
  return new RunningProgram(query, glue, post);
};
onmessage = async ({ data }) => {
  if (data.start) {
    program = start(data);
    program.catch((error) => postMessage({ failed: text(error) }));
    return;
  }
  // A command that comes while the program is still loading waits for it.
  const running = await program.catch(() => undefined);
  try {
    if (data.command) running?.[data.command]();
    else postMessage({ listening: true });
  } catch (error) {
    crash(error);
  }
};
";

impl Worker {
    /// Starts a program. `glue` is the full address of the script that goes with `module`.
    ///
    /// # Errors
    /// A sentence for the visitor if the browser or the page's policy forbids the worker.
    pub fn start(
        glue: &str,
        module: &WebAssembly::Module,
        settings: &Settings,
        take: impl Fn(ProgramMessage) + Clone + 'static,
    ) -> Result<Self, String> {
        let refused = |error: JsValue| {
            let reason = reason(&error);
            format!("The browser refused to start a worker for the program, so it can't run. {reason}")
        };
        let worker = script_worker(glue, SCRIPT).map_err(refused)?;
        let heard = Rc::new(Heard { answered: Cell::new(now()), ..Heard::default() });
        let on_message = on_message(Rc::clone(&heard), take.clone());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error =
            Listener::new(&worker, "error", move |event| take(ProgramMessage::Failed(fault(&event))));
        worker.post_message(&start_message(glue, module, settings)).map_err(refused)?;
        Ok(Self { inner: worker, heard, on_message, on_error })
    }

    /// Has the program do something, as soon as it listens.
    pub fn command(&self, command: Command) {
        self.post("command", &command.name().into());
    }

    /// How long the run has taken; `None` if it has not begun.
    #[must_use]
    pub fn elapsed(&self) -> Option<Micros> {
        let milliseconds = now_anywhere() - self.heard.began.get()?;
        // Saturating, and never below zero.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let micros = (milliseconds.max(0.0) * 1000.0) as u64;
        Some(Micros(micros))
    }

    /// For how many milliseconds the worker has not listened, as far as is known. To be asked often: it asks for a
    /// sign now and then.
    #[must_use]
    pub fn silence(&self) -> f64 {
        /// Twice a second; asking costs next to nothing.
        const BETWEEN_SIGNS: f64 = 500.0;
        let now = now();
        match self.heard.asked.get() {
            Some(asked) => now - asked,
            None if now - self.heard.answered.get() >= BETWEEN_SIGNS => {
                self.heard.asked.set(Some(now));
                self.post("listening", &JsValue::TRUE);
                0.0
            }
            None => 0.0,
        }
    }

    fn post(&self, key: &str, value: &JsValue) {
        let message = Object::new();
        set(&message, key, value);
        // Fails only for values that can't be copied.
        drop(self.inner.post_message(&message));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.terminate();
    }
}

/// A worker with a script that uses what the page's own glue exports.
pub(super) fn script_worker(glue: &str, script: &str) -> Result<web_sys::Worker, JsValue> {
    let url = script_url(glue, script)?;
    let worker = worker_at(&url, "taskscope");
    // The worker has begun to load it, so the address is not needed any more.
    Url::revoke_object_url(&url)?;
    worker
}

/// The address of such a script, until it is revoked. What the glue exports comes as the promise `exports`: a script that
/// is no module starts in a sandboxed frame too, where Chromium loads no module from a blob.
pub(super) fn script_url(glue: &str, script: &str) -> Result<String, JsValue> {
    let glue = js_sys::JSON::stringify(&glue.into())?;
    let import = format!("'use strict';\nconst exports = import({glue});\nexports.catch(() => {{}});");
    let parts = Array::of2(&import.into(), &script.into());
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    Url::create_object_url_with_blob(&blob)
}

/// A worker with a name, which browsers show to developers.
pub(super) fn worker_at(url: &str, name: &str) -> Result<web_sys::Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_name(name);
    web_sys::Worker::new_with_options(url, &options)
}

fn start_message(glue: &str, module: &WebAssembly::Module, settings: &Settings) -> Object {
    let message = Object::new();
    set(&message, "glue", &glue.into());
    set(&message, "module", module);
    set(&message, "start", &query(settings).into());
    message
}

/// What an error says, if it is one.
pub(super) fn reason(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or(String::new(), |error| error.message().into())
}

/// A property; `undefined` if there is none.
pub(super) fn field(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

pub(super) fn set(object: &Object, key: &str, value: &JsValue) {
    // Fails only for objects that refuse new properties, and a fresh one does not.
    drop(Reflect::set(object, &key.into(), value));
}

fn on_message(heard: Rc<Heard>, take: impl Fn(ProgramMessage) + 'static) -> Closure<dyn FnMut(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        let data = event.data();
        let text = |key: &str| field(&data, key).as_string();
        if let Some(words) = data.dyn_ref::<Uint32Array>() {
            take(ProgramMessage::Batch(words.to_vec()));
        } else if let Some(began) = field(&data, "began").as_f64() {
            heard.began.set(Some(began));
        } else if let Some(message) = text("crashed") {
            take(ProgramMessage::Crashed(Crash { message, memory: bytes(&field(&data, "memory")) }));
        } else if let Some(reason) = text("failed") {
            take(ProgramMessage::Failed(format!(
                "The program's worker failed: {reason}. Press Run to start anew."
            )));
        } else {
            heard.asked.set(None);
            heard.answered.set(now());
        }
    })
}

/// A number of bytes that a script said.
pub(super) fn bytes(value: &JsValue) -> Option<u64> {
    // Memories have fewer than 2^53 bytes.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length")]
    let bytes = |value: f64| value as u64;
    value.as_f64().map(bytes)
}

/// What an error event of the worker says. It comes for a script that could not be loaded, too, and then says nothing.
pub(super) fn fault(event: &Event) -> String {
    event.prevent_default();
    let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
    if message.is_empty() {
        return "The program's worker could not be loaded; a content security policy may forbid it (worker-src blob:)."
            .to_owned();
    }
    format!("The program's worker failed: {message}. Press Run to start anew.")
}
