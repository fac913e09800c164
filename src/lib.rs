//! taskscope: watch async Rust being scheduled, live, in a web page.
//!
//! This crate is the page, on wasm32 only: `page` starts programs and paints, `ui` has the components, `widget` is what
//! the custom element calls. What they show comes from the crates below them. Begin with `ui/app.rs`.
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod widget;
