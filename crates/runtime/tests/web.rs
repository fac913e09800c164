//! The browser host, against the real promises, messages and timers of a headless browser.
#![cfg(all(target_arch = "wasm32", feature = "web"))]

#[path = "web/drops.rs"]
mod drops;
#[path = "web/faults.rs"]
mod faults;
#[path = "web/moments.rs"]
mod moments;
#[path = "web/page.rs"]
mod page;
#[path = "web/pauses.rs"]
mod pauses;
#[path = "web/promises.rs"]
mod promises;
#[path = "web/times.rs"]
mod times;
#[path = "web/traces.rs"]
mod traces;
#[path = "web/truth.rs"]
mod truth;
#[path = "web/turns.rs"]
mod turns;
#[path = "web/ways.rs"]
mod ways;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
