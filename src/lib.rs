//! taskscope: watch async Rust being scheduled, live, in a web page.
//!
//! This crate is the page, on wasm32 only: `page` starts programs and paints, `element` is what the custom element is
//! asked and tells, `ui` has the components, `mount` puts an app into an element. What they show comes from the crates
//! below them. Begin with `ui/app.rs`.
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

#[cfg(target_arch = "wasm32")]
pub mod element;
#[cfg(target_arch = "wasm32")]
pub mod mount;
#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod ui;
