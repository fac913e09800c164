//! What a program's file declares, for Tokio, and what runs it there.

use std::future::Future;
use std::pin::Pin;

use taskscope_programs::Knobs;
use tokio::task::{LocalSet, spawn_local};

use crate::names::take_printed;

type Program = Pin<Box<dyn Future<Output = ()>>>;

/// The programs' own, as far as these programs use it.
pub(crate) struct Main {
    pub(crate) name: &'static str,
    pub(crate) start: fn(Knobs) -> Program,
}

impl Main {
    pub(crate) const fn new(name: &'static str, start: fn(Knobs) -> Program) -> Self {
        Self { name, start }
    }
}

/// Runs a program to its end and returns what it printed.
///
/// The program is a spawned task, because Tokio polls the future of `block_on` out of turn; and one of a `LocalSet`, whose
/// tasks need not be `Send`.
pub(crate) fn run(program: Program) -> Vec<String> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).event_interval(1).build();
    let runtime = runtime.expect("a runtime without I/O needs nothing from the system");
    let tasks = LocalSet::new();
    let ended = tasks.block_on(&runtime, async { spawn_local(program).await });
    // Tasks that main did not wait for end here, as with ours.
    drop(tasks);
    ended.expect("a program ends without a panic");
    take_printed()
}
