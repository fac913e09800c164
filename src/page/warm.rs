//! A worker that is there before the first program: started while nobody asks for one, so that the first Run waits for nothing
//! from the network.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::MessageEvent;

use super::js::field;
use super::script::{end, program_worker};

/// The worker of an app's first program, as far as it is there. Dropping this ends it.
#[derive(Default)]
pub(super) enum Warm {
    /// None yet.
    #[default]
    Not,
    /// One without a program.
    Waiting(WarmWorker),
    /// The first program has started, and the runner is there for those that follow.
    Over,
}

impl Warm {
    /// Starts the worker, unless it is too late for that. `message` says where the runner is. Where a page forbids workers,
    /// whoever presses Run hears of it.
    pub(super) fn start(&mut self, message: &Object) {
        if let Self::Not = self {
            *self = WarmWorker::start(message).map_or(Self::Not, Self::Waiting);
        }
    }

    /// The worker for the first program, if one is ready for it.
    pub(super) fn take(&mut self) -> Option<web_sys::Worker> {
        match std::mem::replace(self, Self::Over) {
            Self::Waiting(worker) => worker.take(),
            Self::Not | Self::Over => None,
        }
    }
}

pub(super) struct WarmWorker {
    worker: Option<web_sys::Worker>,
    /// Whether it has its runner.
    has_answered: Rc<Cell<bool>>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl WarmWorker {
    fn start(message: &Object) -> Option<Self> {
        let worker = program_worker().ok()?;
        let has_answered = Rc::<Cell<bool>>::default();
        let on_message = {
            let has_answered = Rc::clone(&has_answered);
            Closure::new(move |event: MessageEvent| {
                has_answered.set(field(&event.data(), "listening").is_truthy());
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        drop(worker.post_message(message));
        Some(Self { worker: Some(worker), has_answered, on_message })
    }

    /// Hands it over. One that has no runner yet may never have one, and another is started as soon.
    fn take(mut self) -> Option<web_sys::Worker> {
        if self.has_answered.get() { self.worker.take() } else { None }
    }
}

impl Drop for WarmWorker {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.set_onmessage(None);
            end(&worker);
        }
    }
}
