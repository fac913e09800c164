//! What a script asks of the element, and how it gets an answer.

use js_sys::{ArrayBuffer, Function};
use taskscope_session::{Parts, Speed, Theme};
use taskscope_trace::Step;
use wasm_bindgen::JsValue;

/// What a script asks.
pub enum Request {
    /// Another program, axis or step, as the element's attributes have them: in the form of a link's query.
    Show(String),
    /// Another view, theme or speed. The run goes on.
    Look(Parts, Theme, Option<Speed>),
    /// To run, or to play on.
    Run,
    /// To hold still.
    Pause,
    /// Some steps on, or back.
    Step(isize),
    /// To a step.
    Seek(Step),
    /// Everything from the start.
    Reset,
    /// A saved run, by its name and bytes.
    Open(String, ArrayBuffer),
    /// The run in a form, with where to send it.
    Export(u32, Reply),
}

/// The two ends of a promise.
pub struct Reply {
    /// Keeps it.
    pub resolve: Function,
    /// Breaks it.
    pub reject: Function,
}

impl Reply {
    /// Keeps the promise with two values. What the script does with them is its own affair.
    pub(super) fn keep(&self, value: &JsValue, other: &JsValue) {
        drop(self.resolve.call2(&JsValue::UNDEFINED, value, other));
    }

    /// Breaks the promise, for a reason.
    pub fn fail(&self, message: &str) {
        drop(self.reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new(message)));
    }
}
