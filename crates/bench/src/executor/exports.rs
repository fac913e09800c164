//! What the page calls: a work is prepared, run and finished.

#![expect(unreachable_pub, reason = "wasm-bindgen exports what is public, wherever it is")]

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use super::subject::Trace;
use super::works::Prepared;
use super::{ours, tally};

thread_local! {
    static PREPARED: RefCell<Option<Prepared>> = const { RefCell::new(None) };
    static FINISH: RefCell<Option<Box<dyn FnOnce() -> Trace>>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
}

/// Makes panics readable.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| error(&info.to_string())));
}

/// Makes an executor and all that its work needs. `done` is called when the last task is finished.
#[wasm_bindgen]
pub fn prepare(executor: &str, work: &str, done: Function) -> Result<(), JsError> {
    tally::set_done(done);
    let prepared = find(executor, work)
        .ok_or_else(|| JsError::new(&format!("there is no work {work} for an executor {executor}")))?;
    PREPARED.replace(Some(prepared));
    Ok(())
}

/// The part that is timed, up to the call of `done`.
#[wasm_bindgen]
pub fn run() {
    if let Some(Prepared { start, finish }) = PREPARED.take() {
        FINISH.replace(Some(finish));
        start();
    }
}

/// Checks that everything was done, lets go of the executor, and returns how many records it wrote and how many events
/// are in them.
#[wasm_bindgen]
pub fn finish() -> Result<Vec<u32>, JsError> {
    let trace = FINISH.take().map(|finish| finish()).unwrap_or_default();
    tally::check()?;
    Ok(vec![trace.records, trace.events])
}

fn find(executor: &str, work: &str) -> Option<Prepared> {
    #[cfg(feature = "peers")]
    if let Some(prepared) = super::peers::prepare(executor, work) {
        return Some(prepared);
    }
    ours::prepare(executor, work)
}
