//! What the executor calls may call back, or panic: sinks, hosts, wakers, destructors, the values of panics. None of it
//! may break the executor, lose a task or free one too early.
#![cfg(not(target_arch = "wasm32"))]

// What is given up is leaked, which a memory checker would report.
#[path = "callbacks/choosers.rs"]
mod choosers;
#[cfg(not(taskscope_plain_cells))]
#[path = "callbacks/cut_off.rs"]
mod cut_off;
#[path = "callbacks/depth.rs"]
mod depth;
#[path = "callbacks/ends.rs"]
mod ends;
#[path = "callbacks/outside.rs"]
mod outside;
#[path = "callbacks/panics.rs"]
mod panics;
#[path = "callbacks/scene.rs"]
mod scene;
#[path = "callbacks/sinks.rs"]
mod sinks;
#[path = "callbacks/stale.rs"]
mod stale;
#[path = "callbacks/threads.rs"]
mod threads;
