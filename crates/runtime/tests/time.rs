//! Sleeping, instants and intervals.
// As `expect!` writes them.
#![allow(clippy::needless_raw_string_hashes)]

#[path = "time/instants.rs"]
mod instants;
#[path = "time/intervals.rs"]
mod intervals;
#[path = "time/sleeps.rs"]
mod sleeps;
mod support;

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::RunEnd;
use taskscope_runtime::record::Recording;
use taskscope_runtime::simulate;

pub(crate) const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Runs a program and gives what it returns.
#[track_caller]
pub(crate) fn value_of<T: 'static>(program: impl Future<Output = T> + 'static) -> T {
    let value = Rc::new(Cell::new(None));
    let slot = Rc::clone(&value);
    simulate("main", async move { slot.set(Some(program.await)) });
    value.take().expect("the program has ended")
}

/// Runs a program that must not panic.
#[track_caller]
pub(crate) fn run(program: impl Future<Output = ()> + 'static) -> Recording {
    let run = simulate("main", program);
    assert_ne!(run.end(), Some(RunEnd::Panicked));
    run
}
