//! The executors we are compared with, each in a file of its own.

mod async_executor;
mod async_task;
mod channels;
mod embassy;
mod local_pool;
mod tokio;
mod unordered;
mod wasm_bindgen;

use super::timers;
use super::works::{self, Prepared};

/// Prepares a work for the peer of that name.
pub(super) fn prepare(executor: &str, work: &str) -> Option<Prepared> {
    match executor {
        "wasm-bindgen-futures" => works::prepare(work, &wasm_bindgen::WasmBindgen),
        "gloo-timers" => timers::prepare(work, &wasm_bindgen::WasmBindgen),
        "async-executor" => works::prepare(work, &async_executor::Smol::default()),
        "async-task" => works::prepare(work, &async_task::Queue),
        "embassy-executor" => works::prepare(work, &embassy::Embassy::default()),
        "FuturesUnordered" => works::prepare(work, &unordered::Unordered::default()),
        "LocalPool" => works::prepare(work, &local_pool::Local::default()),
        "tokio" => works::prepare(work, &tokio::Tokio::new()?),
        _ => None,
    }
}
