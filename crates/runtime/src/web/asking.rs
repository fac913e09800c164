//! How a browser is asked for a turn: by microtasks, macrotasks or frames, as [`Way`] names them.

use std::cell::Cell;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::js;
use crate::host::Way;

/// Whether this browser, in this page or worker, can be asked for turns in a way.
#[must_use]
#[allow(clippy::wildcard_enum_match_arm)] // Every browser has the others.
pub fn is_available(way: Way) -> bool {
    match way {
        Way::Frame => js::has(&["requestAnimationFrame"]),
        Way::UserBlocking | Way::UserVisible | Way::Background => js::has(&["scheduler", "postTask"]),
        Way::SchedulerYield => js::has(&["scheduler", "yield"]),
        _ => true,
    }
}

/// Asks for one visit at a time. What can be taken back is taken back on drop.
pub(super) struct Asking {
    on_visit: Closure<dyn FnMut(JsValue)>,
    #[allow(dead_code)] // Kept for its drop.
    on_message: Closure<dyn FnMut(JsValue)>,
    resolved: Promise,
    sending: js::MessagePort,
    receiving: js::MessagePort,
    is_message_sent: Cell<bool>,
    timeout: Cell<Option<i32>>,
    frame: Cell<Option<i32>>,
}

impl Asking {
    /// Calls `message` for each message, and `visit` for everything else that was asked.
    pub(super) fn new(mut visit: impl FnMut() + 'static, mut message: impl FnMut() + 'static) -> Self {
        let on_visit: Closure<dyn FnMut(JsValue)> = Closure::new(move |_| visit());
        let on_message: Closure<dyn FnMut(JsValue)> = Closure::new(move |_| message());
        let channel = js::MessageChannel::new();
        let (receiving, sending) = (channel.port1(), channel.port2());
        receiving.set_on_message(Some(on_message.as_ref().unchecked_ref()));
        Self {
            on_visit,
            on_message,
            resolved: Promise::resolve(&JsValue::NULL).unchecked_into(),
            sending,
            receiving,
            is_message_sent: Cell::default(),
            timeout: Cell::default(),
            frame: Cell::default(),
        }
    }

    /// Asks for a visit. By a promise, which is kept: in Chromium that costs a sixteenth of `queueMicrotask`, and both
    /// run from the same queue.
    #[inline]
    pub(super) fn ask(&self, way: Way) {
        if way == Way::Promise {
            drop(self.resolved.then(&self.on_visit));
        } else {
            self.ask_otherwise(way);
        }
    }

    #[allow(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)] // A message comes in every browser.
    fn ask_otherwise(&self, way: Way) {
        let callback = self.callback();
        match way {
            Way::Promise => drop(self.resolved.then(&self.on_visit)),
            Way::QueueMicrotask => js::queue_microtask(callback),
            Way::Timeout => self.timeout.set(Some(js::set_timeout(callback, 0))),
            Way::Frame => self.frame.set(Some(js::request_frame(callback))),
            Way::UserBlocking => self.post_task("user-blocking"),
            Way::UserVisible => self.post_task("user-visible"),
            Way::Background => self.post_task("background"),
            Way::SchedulerYield => drop(js::scheduler_yield().then(&self.on_visit)),
            _ => self.send_message(),
        }
    }

    fn callback(&self) -> &Function {
        self.on_visit.as_ref().unchecked_ref()
    }

    fn post_task(&self, priority: &str) {
        drop(js::post_task(self.callback(), &js::object("priority", &priority.into())));
    }

    /// Asks for a visit by a message, unless one is under way.
    pub(super) fn send_message(&self) {
        if !self.is_message_sent.replace(true) {
            self.sending.post(true);
        }
    }

    /// To be called at every visit that is no message.
    pub(super) fn visited(&self) {
        self.timeout.set(None);
        self.frame.set(None);
    }

    /// To be called at every message.
    pub(super) fn received(&self) {
        self.is_message_sent.set(false);
    }

    /// Whether a visit that was asked for this way comes whatever happens: then what it calls has to stay.
    pub(super) fn is_for_good(way: Way) -> bool {
        way.is_microtask()
            || matches!(way, Way::UserBlocking | Way::UserVisible | Way::Background | Way::SchedulerYield)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.timeout.take().into_iter().for_each(js::clear_timeout);
        self.frame.take().into_iter().for_each(js::cancel_frame);
        self.receiving.set_on_message(None);
        self.receiving.close();
    }
}
