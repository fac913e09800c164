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
    /// The ways that need more than a promise or a message; `None` if the host was made without.
    others: Option<Box<dyn Others>>,
}

/// The ways to ask that are neither a promise nor a message. A host that has only these two is not linked with the rest.
pub(super) trait Others {
    /// Asks for a visit, which is a call of `callback`. False for what is none of these ways.
    fn ask(&self, way: Way, callback: &Closure<dyn FnMut(JsValue)>) -> bool;

    /// A visit has come that was no message.
    fn visited(&self);
}

impl Asking {
    /// Calls `message` for each message, and `visit` for everything else that was asked.
    pub(super) fn new(
        others: Option<Box<dyn Others>>,
        mut visit: impl FnMut() + 'static,
        mut message: impl FnMut() + 'static,
    ) -> Self {
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
            others,
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

    fn ask_otherwise(&self, way: Way) {
        let is_asked = self.others.as_ref().is_some_and(|others| others.ask(way, &self.on_visit));
        if !is_asked {
            self.send_message();
        }
    }

    /// Asks for a visit by a message, unless one is under way.
    pub(super) fn send_message(&self) {
        if !self.is_message_sent.replace(true) {
            self.sending.post(true);
        }
    }

    /// To be called at every visit that is no message.
    pub(super) fn visited(&self) {
        if let Some(others) = &self.others {
            others.visited();
        }
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
        self.receiving.set_on_message(None);
        self.receiving.close();
    }
}

/// All the others that browsers have. What can be taken back is taken back on drop.
#[derive(Default)]
pub(super) struct AllOthers {
    timeout: Cell<Option<i32>>,
    frame: Cell<Option<i32>>,
}

impl Others for AllOthers {
    #[allow(clippy::wildcard_enum_match_arm)] // A message comes in every browser.
    fn ask(&self, way: Way, on_visit: &Closure<dyn FnMut(JsValue)>) -> bool {
        let callback: &Function = on_visit.as_ref().unchecked_ref();
        match way {
            Way::QueueMicrotask => js::queue_microtask(callback),
            Way::Timeout => self.timeout.set(Some(js::set_timeout(callback, 0))),
            Way::Frame => self.frame.set(Some(js::request_frame(callback))),
            Way::UserBlocking => post_task(callback, "user-blocking"),
            Way::UserVisible => post_task(callback, "user-visible"),
            Way::Background => post_task(callback, "background"),
            Way::SchedulerYield => drop(js::scheduler_yield().then(on_visit)),
            _ => return false,
        }
        true
    }

    fn visited(&self) {
        self.timeout.set(None);
        self.frame.set(None);
    }
}

impl Drop for AllOthers {
    fn drop(&mut self) {
        self.timeout.take().into_iter().for_each(js::clear_timeout);
        self.frame.take().into_iter().for_each(js::cancel_frame);
    }
}

fn post_task(callback: &Function, priority: &str) {
    drop(js::post_task(callback, &js::object("priority", &priority.into())));
}
