//! Workers whose script uses what the page's own glue exports, from whatever origin the page is.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, Event, Url, WorkerOptions};

use taskscope_tell::say;

/// A worker with a script that uses what the page's own glue exports.
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
    web_sys::Worker::new_with_options(url, &options)
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
