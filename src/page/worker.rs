//! A program in a dedicated web worker, with an instance of its own of the program's module.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Object, Uint32Array};
use taskscope_format::Micros;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use super::events::Listener;
use super::js::{bytes, field, reason, set};
use super::messages::{Command, ProgramMessage};
use super::patience::Patience;
use super::runner::Runner;
use super::script::{end, fault, program_worker};
use super::start::{self, Asked};
use super::warm::Warm;
use super::window::{now, now_anywhere};
use taskscope_session::Crash;
use taskscope_tell::say;

/// A worker that runs one program; dropping it ends the program, whatever it does.
///
/// Its script is a blob that imports the runner by its full address: that works from another origin too, where a plain
/// worker is refused. The compiled module is handed over, so nothing is compiled again.
pub(super) struct Worker {
    inner: Rc<Inner>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_message: Closure<dyn FnMut(MessageEvent)>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_error: Listener,
}

/// For how long a worker may say nothing at all once it has its program, in milliseconds.
const LONGEST_START: i32 = 10_000;

struct Inner {
    worker: web_sys::Worker,
    heard: Rc<Heard>,
    /// Ends the wait for the first answer.
    patience: RefCell<Option<Patience>>,
    /// Commands that came before the program's module; `None` once the worker has that.
    waiting: RefCell<Option<Vec<Command>>>,
}

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

impl Worker {
    /// Starts what is asked for, in the worker that is ready or in another, which begins while the module is under way.
    ///
    /// # Errors
    /// A sentence for the visitor if the browser or the page's policy forbids the worker.
    pub(super) fn start(
        asked: Asked,
        warm: &mut Warm,
        take: impl Fn(ProgramMessage) + Clone + 'static,
    ) -> Result<Self, String> {
        let worker = match warm.take() {
            Some(worker) => worker,
            None => program_worker().map_err(|error| say::page_fault::no_worker(&reason(&error)))?,
        };
        let heard = Rc::<Heard>::default();
        let on_message = on_message(Rc::clone(&heard), take.clone());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = {
            let take = take.clone();
            Listener::new(&worker, "error", move |event| take(ProgramMessage::Failed(fault(&event))))
        };
        let (patience, waiting) = (RefCell::default(), RefCell::new(Some(Vec::new())));
        let inner = Rc::new(Inner { worker, heard, patience, waiting });
        spawn_local(begin(asked, Rc::downgrade(&inner), take));
        Ok(Self { inner, on_message, on_error })
    }
}

async fn begin(asked: Asked, inner: Weak<Inner>, take: impl Fn(ProgramMessage) + Clone + 'static) {
    let ready = asked.ready().await;
    // Without it, it was stopped before it began.
    let Some(inner) = inner.upgrade() else { return };
    let posted = ready.and_then(|ready| {
        let refused = |error: JsValue| say::page_fault::no_worker(&reason(&error));
        inner.worker.post_message(&ready.message).map_err(refused)
    });
    if let Err(sentence) = posted {
        return take(ProgramMessage::Failed(sentence));
    }
    inner.heard.answered.set(now());
    *inner.patience.borrow_mut() = Some(patience(Rc::clone(&inner.heard), take));
    for command in inner.waiting.take().into_iter().flatten() {
        inner.command(command);
    }
}

/// A worker that never says anything has failed.
fn patience(heard: Rc<Heard>, take: impl Fn(ProgramMessage) + 'static) -> Patience {
    Patience::new(LONGEST_START, move || {
        if !heard.anything.get() {
            take(ProgramMessage::Failed(say::page_fault::silent()));
        }
    })
}

impl Inner {
    fn command(&self, command: Command) {
        self.post("command", &command.name().into());
    }

    fn post(&self, key: &str, value: &JsValue) {
        let message = Object::new();
        set(&message, key, value);
        // Fails only for values that can't be copied.
        drop(self.worker.post_message(&message));
    }
}

impl Runner for Worker {
    fn command(&self, command: Command) {
        match &mut *self.inner.waiting.borrow_mut() {
            Some(waiting) => waiting.push(command),
            None => self.inner.command(command),
        }
    }

    fn elapsed(&self) -> Option<Micros> {
        let milliseconds = now_anywhere() - self.inner.heard.began.get()?;
        // Saturating, and never below zero.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let micros = (milliseconds.max(0.0) * 1000.0) as u64;
        Some(Micros(micros))
    }

    fn silence(&self) -> f64 {
        /// Twice a second; asking costs next to nothing.
        const BETWEEN_SIGNS: f64 = 500.0;
        let Inner { heard, waiting, .. } = &*self.inner;
        if waiting.borrow().is_some() {
            return 0.0;
        }
        let now = now();
        match heard.asked.get() {
            Some(asked) => now - asked,
            None if now - heard.answered.get() >= BETWEEN_SIGNS => {
                heard.asked.set(Some(now));
                self.inner.post("listening", &JsValue::TRUE);
                0.0
            }
            None => 0.0,
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        end(&self.worker);
    }
}

fn on_message(heard: Rc<Heard>, take: impl Fn(ProgramMessage) + 'static) -> Closure<dyn FnMut(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        heard.anything.set(true);
        let data = event.data();
        if let Some(words) = data.dyn_ref::<Uint32Array>() {
            take(ProgramMessage::Batch(words.to_vec()));
        } else if let Some(began) = field(&data, "began").as_f64() {
            heard.began.set(Some(began));
        } else if let Some(message) = field(&data, "crashed").as_string() {
            take(ProgramMessage::Crashed(Crash { message, memory: bytes(&field(&data, "memory")) }));
        } else if let Some(reason) = field(&data, "failed").as_string() {
            let is_unfit = field(&data, "isUnfit").is_truthy();
            take(ProgramMessage::Failed(start::fault(&reason, is_unfit, say::page_fault::worker)));
        } else {
            heard.asked.set(None);
            heard.answered.set(now());
        }
    })
}
