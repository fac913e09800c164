//! Something to do when the browser has nothing else to do.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls back once the browser is idle, unless it is dropped before.
pub struct Idle {
    request: Option<u32>,
    #[expect(dead_code, reason = "kept for its drop")]
    callback: Closure<dyn FnMut()>,
}

impl Idle {
    /// Asks to be called. A browser that can't say when it is idle calls at once.
    pub fn wait(act: impl FnMut() + 'static) -> Self {
        let callback = Closure::new(act);
        let function = callback.as_ref().unchecked_ref();
        let request = web_sys::window().and_then(|window| window.request_idle_callback(function).ok());
        if request.is_none() {
            // It is ours and throws nothing.
            drop(function.call0(&wasm_bindgen::JsValue::UNDEFINED));
        }
        Self { request, callback }
    }
}

impl Drop for Idle {
    fn drop(&mut self) {
        if let (Some(window), Some(request)) = (web_sys::window(), self.request) {
            window.cancel_idle_callback(request);
        }
    }
}
