//! wasm-bindgen-futures, with the timers of gloo.

use std::future::Future;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::super::subject::{Subject, Task};
use super::super::timers::Timed;
use super::channels;

#[derive(Clone)]
pub(super) struct WasmBindgen;

impl Subject for WasmBindgen {
    type Pool<F: Task> = Self;
    type Channel = channels::Futures;

    fn pool<F: Task>(&self, _: u32) -> Self {
        Self
    }

    fn spawn(&self, future: impl Task) {
        spawn_local(future);
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        spawn_local(future);
    }
}

impl Timed for WasmBindgen {
    type Timer = TimeoutFuture;

    fn timer(milliseconds: u32) -> TimeoutFuture {
        TimeoutFuture::new(milliseconds)
    }
}
