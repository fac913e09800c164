//! Promises of JavaScript, settled by a timeout, and the closures that it calls.

use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

use super::callback::Calling;
use super::Shared;
use crate::context;
use crate::core::Core;
use crate::host::When;
use crate::record::WakeSource;
use crate::web::{set_timeout, then};

/// What JavaScript calls, until it is dropped. A later call throws.
pub(super) type Closure = wasm_bindgen::closure::Closure<dyn FnMut(JsValue)>;

/// Makes the promise of JavaScript, which a timeout settles, and listens to it for the trace and for whoever awaits it.
pub(super) fn start<T, E>(promise: &Rc<Shared<T, E>>, core: &Rc<Core>, time: Duration)
where
    T: Clone + 'static,
    E: Clone + 'static,
{
    let is_rejected = promise.outcome.is_err();
    let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    let real = Promise::new(&mut |resolve: Function, reject: Function| {
        let settle = if is_rejected { reject } else { resolve };
        set_timeout(&settle, milliseconds);
    });
    let (core, own) = (core.weak(), Rc::clone(promise));
    // Called once, for one end or the other, and gone then.
    let heard = Closure::once_into_js(move |_: JsValue| {
        if let Some(core) = core.upgrade() {
            own.settle(&core);
        }
    });
    then(&real, [&heard, &heard]);
    drop(promise.real.set(real));
}

/// Gives JavaScript the callback. The closure belongs to the callback and goes with it.
pub(super) fn call_when_settled<T, E>(promise: &Rc<Shared<T, E>>, core: &Rc<Core>, calling: &Rc<Calling<T>>)
where
    T: Clone + 'static,
    E: Clone + 'static,
{
    let (core, own, callback) = (core.weak(), Rc::clone(promise), Rc::downgrade(calling));
    let closure = Closure::new(move |_: JsValue| {
        let (Some(core), Some(callback), Ok(value)) = (core.upgrade(), callback.upgrade(), &own.outcome)
        else {
            return;
        };
        let _entered = context::enter(&core);
        let source = WakeSource::Promise(own.resource.id_here());
        core.wake_from(source, || {
            callback.call(value.clone());
            // What it owns may go with it, if the program has dropped it meanwhile: the trace has that.
            drop(callback);
        });
        core.request_turn(When::Soon);
    });
    if let Some(real) = promise.real.get() {
        then(real, [closure.as_ref(), &JsValue::UNDEFINED]);
    }
    calling.closures.borrow_mut().push(closure);
}
