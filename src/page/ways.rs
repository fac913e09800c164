//! Which ways to ask for a turn this browser has.

use taskscope_format::Way;
use wasm_bindgen::JsValue;

use super::js::field;

/// Whether this browser, in this page or worker, can be asked for turns in a way.
#[must_use]
pub fn is_available(way: Way) -> bool {
    let has = |path: &[&str]| {
        let global = JsValue::from(js_sys::global());
        !path.iter().fold(global, |value, name| field(&value, name)).is_undefined()
    };
    match way {
        Way::Frame => has(&["requestAnimationFrame"]),
        Way::UserBlocking | Way::UserVisible | Way::Background => has(&["scheduler", "postTask"]),
        Way::SchedulerYield => has(&["scheduler", "yield"]),
        // Every browser has the others.
        Way::Promise | Way::QueueMicrotask | Way::Message | Way::Timeout => true,
    }
}
