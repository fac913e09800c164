//! Listeners and observers that stop when they are dropped.

use super::panics::is_over;
use js_sys::Object;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AddEventListenerOptions, Element, Event, EventTarget, ResizeObserver};

/// Listens to one kind of event until it is dropped.
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    is_first: bool,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Starts listening. The listener may prevent the event's default.
    pub fn new(target: &EventTarget, kind: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        Self::with(target, kind, false, act)
    }

    /// The same, before anything inside the target hears of the event.
    pub fn first(target: &EventTarget, kind: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        Self::with(target, kind, true, act)
    }

    fn with(
        target: &EventTarget,
        kind: &'static str,
        is_first: bool,
        mut act: impl FnMut(Event) + 'static,
    ) -> Self {
        let callback: Closure<dyn FnMut(Event)> = Closure::new(move |event| {
            if !is_over() {
                act(event);
            }
        });
        let options = AddEventListenerOptions::new();
        options.set_passive(false);
        options.set_capture(is_first);
        // Fails only for arguments that are no listener.
        drop(target.add_event_listener_with_callback_and_add_event_listener_options(
            kind,
            callback.as_ref().unchecked_ref(),
            &options,
        ));
        Self { target: target.clone(), kind, is_first, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let removed =
            self.target.remove_event_listener_with_callback_and_bool(self.kind, callback, self.is_first);
        drop(removed);
    }
}

/// An event as what it is; `kind` is the name of that type. An event of another document of the page, such as a frame, is
/// of no class that this one has.
#[must_use]
pub fn as_kind<T: JsCast>(event: &Event, kind: &str) -> Option<T> {
    let is_kind = event.unchecked_ref::<Object>().to_string() == format!("[object {kind}]");
    is_kind.then(|| event.clone().unchecked_into())
}

/// Calls back whenever an element has another size, and once at first, until it is dropped.
pub struct Resized {
    observer: ResizeObserver,
    #[expect(dead_code, reason = "the observer calls it")]
    callback: Closure<dyn FnMut(JsValue)>,
}

impl Resized {
    /// Starts observing. `None` where the browser can't.
    pub fn new(element: &Element, mut act: impl FnMut() + 'static) -> Option<Self> {
        let callback: Closure<dyn FnMut(JsValue)> = Closure::new(move |_| {
            if !is_over() {
                act();
            }
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, callback })
    }
}

impl Drop for Resized {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
