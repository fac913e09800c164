//! Limits the memory of the page's module where it is linked.

use std::env;

/// What one instance of the module may have, in bytes: a gibibyte, so that a program that allocates without end does not
/// take the machine along. `Crash` in `crates/session/src/halt.rs` knows of it.
const MOST_MEMORY: u32 = 1 << 30;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=--max-memory={MOST_MEMORY}");
    }
}
