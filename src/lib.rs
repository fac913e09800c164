//! taskscope: watch async Rust being scheduled, live, in a web page.
//!
//! The layers, each using only those before it: the runtime (a crate of its own), [`demos`], [`trace`], [`scene`],
//! [`session`], and, on wasm32 only, `browser`, `ui` and `widget`. [`themes`] has the colours for pictures that leave the
//! page.
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

pub mod demos;
pub mod scene;
pub mod session;
pub mod themes;
pub mod trace;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod widget;
