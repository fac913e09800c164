//! The bench of traces, as a page calls it.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::trace::{Instruments, measure};

/// Rows of work, name and value, with tabs between.
///
/// # Panics
/// Where there is no `performance.now`.
#[wasm_bindgen]
#[must_use]
pub fn measure_traces(rounds: usize) -> String {
    let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into());
    let performance = performance.expect("every page has a clock");
    let now = js_sys::Reflect::get(&performance, &"now".into()).expect("it can be read");
    let now: js_sys::Function = now.unchecked_into();
    let now = || now.call0(&performance).ok().and_then(|now| now.as_f64()).expect("it gives a number");
    let instruments = Instruments { now: &now, allocated: &|| None };
    let rows = measure(&instruments, rounds).into_iter();
    let lines: Vec<String> = rows.map(|(work, name, value)| format!("{work}\t{name}\t{value}")).collect();
    lines.join("\n")
}
