//! Panics of programs where they could be survived: they end the run, as they do in a browser.
//!
//! In WebAssembly a panic aborts, and the panic hook of the page writes it into the trace as the last thing that happens.
//! Natively it would unwind, and the other tasks would go on: another trace than the one that visitors see.

use std::cell::Cell;
use std::panic;
use std::sync::Once;

use taskscope_runtime::host::report_panic;

thread_local! {
    /// How many runs of this thread are to be reported: runs can be inside runs.
    static RUNS: Cell<u32> = const { Cell::new(0) };
}

/// As long as it lives, a panic on this thread goes into the trace of the run that it happens in, and ends that run.
pub(crate) struct Reporting(());

/// Begins to report the panics of this thread.
pub(crate) fn report() -> Reporting {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if RUNS.get() > 0 {
                let payload = info.payload();
                let text = payload.downcast_ref::<&str>().copied();
                let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
                report_panic(text.unwrap_or("a value that is not text"), info.location());
            } else {
                before(info);
            }
        }));
    });
    RUNS.set(RUNS.get() + 1);
    Reporting(())
}

impl Drop for Reporting {
    fn drop(&mut self) {
        RUNS.set(RUNS.get() - 1);
    }
}
