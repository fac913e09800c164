//! What `cargo xtask bench` measures, one module a bench. Without features there is nothing here.

#[cfg(all(target_arch = "wasm32", feature = "executor"))]
mod executor;
#[cfg(all(target_arch = "wasm32", feature = "trace"))]
pub mod page;
#[cfg(feature = "trace")]
pub mod trace;
