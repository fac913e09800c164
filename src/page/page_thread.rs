//! A program on the page's own thread, in its own instance of the same compiled module: the page really drops
//! frames while it is polled, and outlives it if it panics.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Array, Function, Promise, Reflect, Uint32Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, Window};

use super::events::Listener;
use super::js::{bytes, field, reason};
use super::messages::{Command, ProgramMessage};
use super::module::Loaded;
use super::runner::Runner;
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
    running: RefCell<Option<Instance>>,
    /// Commands that came before there was anybody to take them.
    waiting: RefCell<Vec<Command>>,
}

/// An instance of the module, and the program that it runs.
struct Instance {
    exports: JsValue,
    program: JsValue,
}

thread_local! {
    /// Instances whose programs came to a good end: they take the next ones. A trap leaves an instance that nobody can
    /// use, and which no browser lets go of before the page is left.
    static IDLE: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
    /// Counts instances: each has an address of its own, or the browser would give the same one again.
    static MADE: Cell<u32> = const { Cell::new(0) };
}

impl PageProgram {
    /// Starts what a link's query asks for.
    pub(super) fn start(
        loaded: &Loaded,
        query: &str,
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
        let exports = exports(&loaded.another)?;
        spawn_local(run(exports, (query.to_owned(), loaded.glue.clone()), Rc::downgrade(&inner), take));
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
            Some(instance) => drop(instance.call(command.name())),
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

impl Instance {
    fn new(exports: JsValue, (query, glue): (&str, &str), post: &JsValue) -> Result<Self, JsValue> {
        let class: Function = field(&exports, "RunningProgram").dyn_into()?;
        let program = Reflect::construct(&class, &Array::of3(&query.into(), &glue.into(), post))?;
        Ok(Self { exports, program })
    }

    fn call(&self, method: &str) -> Result<JsValue, JsValue> {
        field(&self.program, method).dyn_into::<Function>()?.call0(&self.program)
    }

    /// Whether a turn was cut off. Nobody on this thread could ask during a turn.
    fn is_broken(&self) -> bool {
        field(&self.program, "isBroken").is_truthy()
    }

    fn memory(&self) -> Option<u64> {
        bytes(&field(&field(&field(&self.exports, "memory"), "buffer"), "byteLength"))
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        if !self.is_broken() && self.call("free").is_ok() {
            IDLE.with_borrow_mut(|idle| idle.push(self.exports.clone()));
        }
    }
}

/// What an instance exports, or a promise of it.
fn exports(another: &Function) -> Result<JsValue, String> {
    if let Some(exports) = IDLE.with_borrow_mut(Vec::pop) {
        return Ok(exports);
    }
    let number = MADE.get() + 1;
    MADE.set(number);
    another.call1(&JsValue::NULL, &number.into()).map_err(|error| refused(&error))
}

async fn run(
    exports: JsValue,
    (query, glue): (String, String),
    inner: Weak<Inner>,
    take: impl Fn(ProgramMessage) + 'static,
) {
    let exports = match JsFuture::from(Promise::resolve(&exports)).await {
        Ok(exports) => exports,
        Err(error) => return take(ProgramMessage::Failed(refused(&error))),
    };
    let Some(inner) = inner.upgrade() else {
        // It was stopped before it began.
        return IDLE.with_borrow_mut(|idle| idle.push(exports));
    };
    match Instance::new(exports, (&query, &glue), inner.post.as_ref()) {
        Ok(instance) => *inner.running.borrow_mut() = Some(instance),
        Err(error) => return take(ProgramMessage::Failed(refused(&error))),
    }
    for command in inner.waiting.take() {
        inner.command(command);
    }
}

fn refused(error: &JsValue) -> String {
    say::page_fault::page_thread(&reason(error))
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
            let Some(instance) = running.as_ref().filter(|instance| instance.is_broken()) else { return };
            event.prevent_default();
            if inner.has_crashed.replace(true) {
                return;
            }
            take(ProgramMessage::Crashed(Crash { message: message(&event), memory: instance.memory() }));
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
