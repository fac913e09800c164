//! What `cargo xtask bench` measures in a browser, one module a bench. Natively there is nothing here.

#[cfg(all(target_arch = "wasm32", feature = "executor"))]
mod executor;
