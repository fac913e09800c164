//! A program on the page's own thread, in its own instance of its module: the page really drops frames while it is
//! polled, and outlives it if it panics.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Function, Promise, Uint32Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, Window};

use super::events::Listener;
use super::js::{bytes, field, reason};
use super::messages::{Command, ProgramMessage};
use super::runner::Runner;
use super::start::{self, Asked, Ready};
use taskscope_format::Micros;
use taskscope_session::Crash;
use taskscope_tell::say;

/// A program on this thread; dropping it ends it, unless it is being polled just now, which it can't be for who drops it.
pub(super) struct PageProgram {
    inner: Rc<Inner>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_errors: Vec<Listener>,
}

struct Inner {
    post: Closure<dyn FnMut(Uint32Array)>,
    /// Whether the page was told of its crash, after which nothing more belongs to the run.
    has_crashed: Rc<Cell<bool>>,
    /// `None` while the instance is being made.
    running: RefCell<Option<Running>>,
    /// Commands that came before there was anybody to take them.
    waiting: RefCell<Vec<Command>>,
}

/// The runner's `Running`.
struct Running(JsValue);

impl PageProgram {
    /// Starts what is asked for.
    pub(super) fn start(
        asked: Asked,
        take: impl Fn(ProgramMessage) + Clone + 'static,
    ) -> Result<Self, String> {
        let window = web_sys::window().ok_or_else(say::page_fault::no_page)?;
        let inner = {
            let take = take.clone();
            let has_crashed = Rc::new(Cell::new(false));
            let is_over = Rc::clone(&has_crashed);
            Rc::new(Inner {
                post: Closure::new(move |words: Uint32Array| {
                    if !is_over.get() {
                        take(ProgramMessage::Batch(words.to_vec()));
                    }
                }),
                has_crashed,
                running: RefCell::default(),
                waiting: RefCell::default(),
            })
        };
        let on_errors = watch_errors(&window, &Rc::downgrade(&inner), &take);
        spawn_local(run(asked, Rc::downgrade(&inner), take));
        Ok(Self { inner, on_errors })
    }
}

impl Runner for PageProgram {
    fn command(&self, command: Command) {
        self.inner.command(command);
    }

    fn elapsed(&self) -> Option<Micros> {
        None
    }

    /// The thread is the page's, and listens just now.
    fn silence(&self) -> f64 {
        0.0
    }
}

impl Inner {
    fn command(&self, command: Command) {
        match self.running.borrow().as_ref() {
            // What goes wrong in it reaches the page as an error of the window, too.
            Some(running) => drop(running.call(command.name())),
            None => self.waiting.borrow_mut().push(command),
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // While it still can post: what it says at its end goes nowhere, but goes.
        drop(self.running.take());
    }
}

impl Running {
    fn call(&self, method: &str) -> Result<JsValue, JsValue> {
        field(&self.0, method).dyn_into::<Function>()?.call0(&self.0)
    }

    /// Whether a turn was cut off. Nobody on this thread could ask during a turn.
    fn is_broken(&self) -> bool {
        field(&self.0, "isBroken").is_truthy()
    }

    fn memory(&self) -> Option<u64> {
        bytes(&field(&field(&self.0, "instance"), "memory"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A destructor that traps has nobody left to tell.
        drop(self.call("free"));
    }
}

async fn run(asked: Asked, inner: Weak<Inner>, take: impl Fn(ProgramMessage) + 'static) {
    let ready = asked.ready().await;
    let outcome = match (ready, inner.upgrade()) {
        (Ok(ready), Some(held)) => {
            let outcome = start(&ready, held.post.as_ref()).await;
            if Rc::strong_count(&held) == 1 {
                // It was stopped meanwhile. What it says at its end still calls `post`, so it goes first.
                drop(outcome);
                return;
            }
            outcome
        }
        (Err(sentence), Some(_)) => Err(sentence),
        // It was stopped before it began.
        (_, None) => return,
    };
    match (outcome, inner.upgrade()) {
        (Err(sentence), Some(_)) => take(ProgramMessage::Failed(sentence)),
        (Ok(running), Some(inner)) => {
            *inner.running.borrow_mut() = Some(running);
            for command in inner.waiting.take() {
                inner.command(command);
            }
        }
        (_, None) => {}
    }
}

async fn start(ready: &Ready, post: &JsValue) -> Result<Running, String> {
    let start = async {
        let start: Function = field(&ready.runner, "start").dyn_into()?;
        let started = start.call2(&JsValue::UNDEFINED, ready.message_here(), post)?;
        JsFuture::from(Promise::resolve(&started)).await
    };
    let refused = |error: JsValue| {
        start::fault(&reason(&error), field(&error, "isUnfit").is_truthy(), say::page_fault::page_thread)
    };
    start.await.map(Running).map_err(refused)
}

/// A trap in a turn reaches the window as an error or as a rejection, depending on who called.
fn watch_errors(
    window: &Window,
    inner: &Weak<Inner>,
    take: &(impl Fn(ProgramMessage) + Clone + 'static),
) -> Vec<Listener> {
    let watch = |kind: &'static str| {
        let (inner, take) = (inner.clone(), take.clone());
        Listener::new(window, kind, move |event| {
            let Some(inner) = inner.upgrade() else { return };
            let running = inner.running.borrow();
            let Some(broken) = running.as_ref().filter(|running| running.is_broken()) else { return };
            event.prevent_default();
            if inner.has_crashed.replace(true) {
                return;
            }
            take(ProgramMessage::Crashed(Crash { message: message(&event), memory: broken.memory() }));
        })
    };
    ["error", "unhandledrejection"].map(watch).into()
}

fn message(event: &Event) -> String {
    let said = ["error", "reason"].map(|key| field(event, key));
    let error = said.iter().find(|value| !value.is_undefined()).cloned().unwrap_or_default();
    match field(&error, "message").as_string() {
        Some(message) => message,
        None => field(event, "message").as_string().unwrap_or_default(),
    }
}
