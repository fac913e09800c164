//! A program in a dedicated web worker, with an instance of its own of the same compiled module.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Object, Uint32Array};
use taskscope_format::Micros;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

use super::events::Listener;
use super::js::{bytes, field, reason, set};
use super::messages::{Command, ProgramMessage};
use super::module::Loaded;
use super::patience::Patience;
use super::runner::Runner;
use super::script::{end, fault, script_worker};
use super::window::{now, now_anywhere};
use taskscope_session::Crash;
use taskscope_tell::say;

/// A worker that runs one program; dropping it ends the program, whatever it does.
///
/// Its script is a blob that imports the page's own glue by its full address: that works from another origin too, where
/// a plain worker is refused. The compiled module is handed over, so nothing is downloaded or compiled again.
pub(super) struct Worker {
    inner: web_sys::Worker,
    heard: Rc<Heard>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_message: Closure<dyn FnMut(MessageEvent)>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_error: Listener,
    #[expect(dead_code, reason = "kept for its drop")]
    patience: Patience,
}

/// For how long a worker may say nothing at all, in milliseconds.
const LONGEST_START: i32 = 10_000;

/// What the worker said of itself.
#[derive(Default)]
struct Heard {
    /// Whether it has said anything.
    anything: Cell<bool>,
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
let running;
let memory;
const post = (words) => postMessage(words, [words.buffer]);
const text = (error) => String(error?.message ?? error);
const crash = (error) => postMessage({ crashed: text(error), memory: memory?.buffer.byteLength });
onerror = (message, file, line, column, error) => (crash(error ?? message), true);
// One that cut off no turn is shown in the console, as in any page, and the program goes on.
onunhandledrejection = (event) => {
  if (running && !running.isBroken) return;
  event.preventDefault();
  crash(event.reason);
};
const start = async ({ module, start: query, glue }) => {
  const { default: init, RunningProgram } = await exports;
  ({ memory } = await init({ module_or_path: module }));
  postMessage({ began: performance.timeOrigin + performance.now() });
  return new RunningProgram(query, glue, post);
};
onmessage = async ({ data }) => {
  if (data.start) {
    program = start(data);
    program.then(
      (started) => (running = started),
      (error) => postMessage({ failed: text(error) }),
    );
    return;
  }
  // A command that comes while the program is still loading waits for it.
  await program.catch(() => undefined);
  try {
    if (data.command) running?.[data.command]();
    else postMessage({ listening: true });
  } catch (error) {
    crash(error);
  }
};
";

impl Worker {
    /// Starts what a link's query asks for.
    ///
    /// # Errors
    /// A sentence for the visitor if the browser or the page's policy forbids the worker.
    pub(super) fn start(
        loaded: &Loaded,
        query: &str,
        take: impl Fn(ProgramMessage) + Clone + 'static,
    ) -> Result<Self, String> {
        let refused = |error: JsValue| say::page_fault::no_worker(&reason(&error));
        let worker = script_worker(&loaded.glue, SCRIPT).map_err(refused)?;
        let heard = Rc::new(Heard { answered: Cell::new(now()), ..Heard::default() });
        let on_message = on_message(Rc::clone(&heard), take.clone());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let patience = {
            let (heard, take) = (Rc::clone(&heard), take.clone());
            Patience::new(LONGEST_START, move || {
                if !heard.anything.get() {
                    take(ProgramMessage::Failed(say::page_fault::silent()));
                }
            })
        };
        let on_error =
            Listener::new(&worker, "error", move |event| take(ProgramMessage::Failed(fault(&event))));
        worker.post_message(&start_message(loaded, query)).map_err(refused)?;
        Ok(Self { inner: worker, heard, on_message, on_error, patience })
    }

    fn post(&self, key: &str, value: &JsValue) {
        let message = Object::new();
        set(&message, key, value);
        // Fails only for values that can't be copied.
        drop(self.inner.post_message(&message));
    }
}

impl Runner for Worker {
    fn command(&self, command: Command) {
        self.post("command", &command.name().into());
    }

    fn elapsed(&self) -> Option<Micros> {
        let milliseconds = now_anywhere() - self.heard.began.get()?;
        // Saturating, and never below zero.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let micros = (milliseconds.max(0.0) * 1000.0) as u64;
        Some(Micros(micros))
    }

    fn silence(&self) -> f64 {
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
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        end(&self.inner);
    }
}

fn start_message(Loaded { glue, module, .. }: &Loaded, query: &str) -> Object {
    let message = Object::new();
    set(&message, "glue", &glue.as_str().into());
    set(&message, "module", module);
    set(&message, "start", &query.into());
    message
}

fn on_message(heard: Rc<Heard>, take: impl Fn(ProgramMessage) + 'static) -> Closure<dyn FnMut(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        heard.anything.set(true);
        let data = event.data();
        let text = |key: &str| field(&data, key).as_string();
        if let Some(words) = data.dyn_ref::<Uint32Array>() {
            take(ProgramMessage::Batch(words.to_vec()));
        } else if let Some(began) = field(&data, "began").as_f64() {
            heard.began.set(Some(began));
        } else if let Some(message) = text("crashed") {
            take(ProgramMessage::Crashed(Crash { message, memory: bytes(&field(&data, "memory")) }));
        } else if let Some(reason) = text("failed") {
            take(ProgramMessage::Failed(say::page_fault::worker(&reason)));
        } else {
            heard.asked.set(None);
            heard.answered.set(now());
        }
    })
}
