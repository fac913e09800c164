//! Workers whose script is a blob that imports a file of the site, from whatever origin the page is.

use std::cell::RefCell;

use js_sys::{Array, Error, Function, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, Event, Url, WorkerOptions};

use super::js::field;
use taskscope_tell::say;

thread_local! {
    /// The workers of this instance that have not been ended.
    static WORKERS: RefCell<Vec<web_sys::Worker>> = const { RefCell::new(Vec::new()) };
    /// The script's policy of trusted types; `None` where there are none, or the page does not allow it.
    static POLICY: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// A worker with a script that uses what a glue exports.
pub(super) fn script_worker(glue: &str, script: &str) -> Result<web_sys::Worker, JsValue> {
    let url = script_url(glue, script)?;
    let worker = worker_at(&url, "taskscope");
    // The worker has begun to load it, so the address is not needed any more.
    Url::revoke_object_url(&url)?;
    worker
}

/// The script of a worker that runs a program or one of its threads. The first message says where the runner is; all that
/// come before it is there wait for it.
pub(super) const WORKER: &str = r"'use strict';
let runner;
onmessage = ({ data }) => {
  runner ??= import(data.runner);
  runner.then(({ hear }) => hear(data), (error) => postMessage({ failed: String(error?.message ?? error) }));
};
";

/// A worker with [that script](WORKER).
pub(super) fn program_worker() -> Result<web_sys::Worker, JsValue> {
    let url = blob_url(&Array::of1(&WORKER.into()))?;
    let worker = worker_at(&url, "taskscope");
    // The worker has begun to load it, so the address is not needed any more.
    Url::revoke_object_url(&url)?;
    worker
}

/// The address of such a script, until it is revoked. What the glue exports comes as the promise `exports`: a script that
/// is no module starts in a sandboxed frame too, where Chromium loads no module from a blob.
fn script_url(glue: &str, script: &str) -> Result<String, JsValue> {
    let glue = js_sys::JSON::stringify(&glue.into())?;
    let import = format!("'use strict';\nconst exports = import({glue});\nexports.catch(() => {{}});");
    blob_url(&Array::of2(&import.into(), &script.into()))
}

fn blob_url(parts: &Array) -> Result<String, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(parts, &kind)?;
    Url::create_object_url_with_blob(&blob)
}

/// A worker with a name, which browsers show to developers.
fn worker_at(url: &str, name: &str) -> Result<web_sys::Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_name(name);
    let class: Function = field(&js_sys::global(), "Worker").dyn_into()?;
    let made = Reflect::construct(&class, &Array::of2(&trusted(url), &options)).map_err(refusal)?;
    let worker: web_sys::Worker = made.unchecked_into();
    WORKERS.with_borrow_mut(|workers| workers.push(worker.clone()));
    Ok(worker)
}

/// Ends a worker.
pub(super) fn end(worker: &web_sys::Worker) {
    worker.terminate();
    WORKERS.with_borrow_mut(|workers| workers.retain(|other| other != worker));
}

/// Ends all workers of this instance.
pub(super) fn end_all() {
    // A panic may have come while they were counted.
    let workers = WORKERS.with(|workers| workers.try_borrow().map(|workers| workers.clone()));
    workers.iter().flatten().for_each(web_sys::Worker::terminate);
}

/// Has the addresses of workers pass the script's policy of trusted types, if there is one.
#[wasm_bindgen]
pub fn trust(policy: JsValue) {
    POLICY.set(Some(policy).filter(|policy| !policy.is_null()));
}

/// The script's policy; `null` where there is none.
pub(super) fn policy() -> JsValue {
    POLICY.with_borrow(|policy| policy.clone().unwrap_or(JsValue::NULL))
}

/// The address of a worker's script as a page takes it that asks for trusted types. Where the page refuses the policy,
/// this is the plain address, and the browser says why it takes none.
fn trusted(url: &str) -> JsValue {
    let trusted = POLICY.with_borrow(|policy| {
        let policy = policy.as_ref()?;
        let create = field(policy, "createScriptURL").dyn_into::<Function>().ok()?;
        create.call1(policy, &url.into()).ok()
    });
    trusted.unwrap_or_else(|| url.into())
}

/// Why there is no worker. A page that asks for trusted types and allows none of ours can say so in its policy only.
fn refusal(error: JsValue) -> JsValue {
    let is_untrusted = POLICY.with_borrow(Option::is_none);
    let has_types = !field(&js_sys::global(), "trustedTypes").is_undefined();
    if is_untrusted && has_types { Error::new(&say::page_fault::untrusted()).into() } else { error }
}

/// What an error event of the worker says. It comes for a script that could not be loaded, too, and then says nothing.
pub(super) fn fault(event: &Event) -> String {
    event.prevent_default();
    let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
    if message.is_empty() {
        return say::page_fault::forbidden();
    }
    say::page_fault::worker(&message)
}
