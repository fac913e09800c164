//! What the tests of this folder share.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::RunEnd;
use taskscope_runtime::record::{Recorder, Recording};
use taskscope_runtime::{simulate_with, Rules};

pub(crate) const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Writes its name down when it is dropped.
pub(crate) struct DropFlag(pub(crate) &'static str, pub(crate) Log);

#[derive(Clone, Default)]
pub(crate) struct Log(Rc<RefCell<Vec<&'static str>>>);

impl Log {
    pub(crate) fn push(&self, name: &'static str) {
        self.0.borrow_mut().push(name);
    }

    pub(crate) fn take(&self) -> Vec<&'static str> {
        self.0.take()
    }
}

impl Drop for DropFlag {
    fn drop(&mut self) {
        self.1.push(self.0);
    }
}

/// Runs a program with a seed.
#[track_caller]
pub(crate) fn run_with(seed: u64, program: impl Future<Output = ()> + 'static) -> Recording {
    let rules = Rules::default().with_seed(seed);
    simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", program, Location::caller())
}

/// Runs a program with a seed and gives what it returns.
#[track_caller]
pub(crate) fn value_of<T: 'static>(seed: u64, program: impl Future<Output = T> + 'static) -> T {
    let value = Rc::new(Cell::new(None));
    let slot = Rc::clone(&value);
    run_with(seed, async move { slot.set(Some(program.await)) });
    value.take().expect("the program has ended")
}

/// Runs a program that must not panic.
#[track_caller]
pub(crate) fn run(program: impl Future<Output = ()> + 'static) -> Recording {
    let run = run_with(0, program);
    assert_ne!(run.end(), Some(RunEnd::Panicked));
    run
}

/// The message that a program panics with.
#[track_caller]
pub(crate) fn panic_of(program: impl Future<Output = ()> + 'static) -> String {
    let run = run_with(0, program);
    let text = taskscope_format::transcript(run.words()).expect("a recorder writes what its decoder reads");
    let line = text.lines().find_map(|line| line.split_once(" panicked: "));
    line.map_or_else(|| panic!("it did not panic:\n{text}"), |(_, message)| message.to_owned())
}
