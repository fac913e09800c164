//! `taskscope`: the demos without a browser. Lists them, runs them on the virtual clock, and writes out what happened.

#[cfg(not(target_arch = "wasm32"))]
mod command;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

/// In a page the library is what runs.
#[cfg(target_arch = "wasm32")]
fn main() {}
