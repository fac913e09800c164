//! What programs say, with the virtual time at which they say it, and values that say when they are dropped.

use std::cell::{Cell, RefCell};

thread_local! {
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// Tells the milliseconds since the program started; `None` when its main task is over.
    static CLOCK: Cell<Option<fn() -> u128>> = const { Cell::new(None) };
}

/// Says a line: takes what `println!` takes.
macro_rules! say {
    ($($argument:tt)*) => { $crate::say::line(&format!($($argument)*)) };
}
pub(crate) use say;

/// A program starts, and `clock` tells its milliseconds.
pub(crate) fn start(clock: fn() -> u128) {
    CLOCK.set(Some(clock));
}

/// The main task is over: what is said from now on has no time.
pub(crate) fn end() {
    CLOCK.set(None);
}

pub(crate) fn line(text: &str) {
    let line = match CLOCK.get() {
        Some(clock) => format!("{:>3} {text}", clock()),
        None => format!("end {text}"),
    };
    LINES.with_borrow_mut(|lines| lines.push(line));
}

/// Everything said so far.
pub(crate) fn take() -> Vec<String> {
    LINES.take()
}

/// Says when it is dropped.
pub(crate) struct Loud(pub(crate) &'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        say!("{} dropped", self.0);
    }
}
