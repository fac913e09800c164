//! What a panic of the page's own instance leaves: nothing of it can be used after that, and what it began has to end.

use std::cell::{Cell, RefCell};
use std::panic::PanicHookInfo;

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::script;

thread_local! {
    static IS_OVER: Cell<bool> = const { Cell::new(false) };
    /// For the panic hook, which can't own what belongs to one thread.
    static TELL: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Whether this instance has panicked: its frames, listeners and observers do nothing from then on.
pub(super) fn is_over() -> bool {
    IS_OVER.get()
}

/// What has `tell` called with the message of the first panic of this instance. Its workers have ended by then.
#[must_use]
pub fn panic_hook(tell: Function) -> Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync> {
    TELL.set(Some(tell));
    Box::new(|info| {
        if IS_OVER.replace(true) {
            return;
        }
        script::end_all();
        if let Some(tell) = TELL.take() {
            // There is nobody else to tell.
            drop(tell.call1(&JsValue::NULL, &info.to_string().into()));
        }
    })
}
