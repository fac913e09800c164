//! Limits the memory of the module where it is linked, as that of the page's module is.

/// What one instance may have, in bytes: a gibibyte, so that a file without end does not take the machine along.
const MOST_MEMORY: u32 = 1 << 30;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=--max-memory={MOST_MEMORY}");
    }
}
