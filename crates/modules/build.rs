//! Limits the memory of a program's module where it is linked.

/// What one instance may have, in bytes: a gibibyte, so that a program that allocates without end does not take the machine
/// along. `Crash` in `crates/session/src/halt.rs` knows of it.
const MOST_MEMORY: u32 = 1 << 30;

/// The stack that it begins with: memory that each instance has from its start. Code that is not optimised needs more.
const STACK: u32 = 256 << 10;
const STACK_OF_DEBUG: u32 = 1 << 20;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch != "wasm32") {
        return;
    }
    let is_optimised = std::env::var("OPT_LEVEL").is_ok_and(|level| level != "0");
    let stack = if is_optimised { STACK } else { STACK_OF_DEBUG };
    println!("cargo::rustc-link-arg=--max-memory={MOST_MEMORY}");
    println!("cargo::rustc-link-arg=-zstack-size={stack}");
}
