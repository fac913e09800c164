//! What a program says: lines of output and marks, tied to the moment they were made.

use std::fmt;
use std::panic::Location;

use crate::context;
use crate::record::Event;

/// Prints a line into the trace of the run; to standard output where nothing is recorded.
///
/// Takes what [`std::println!`] takes.
#[macro_export]
macro_rules! println {
    ($($argument:tt)*) => { $crate::print_line(::core::format_args!($($argument)*)) };
}

/// What [`println!`](crate::println!) calls.
#[track_caller]
pub fn print_line(line: fmt::Arguments<'_>) {
    let core = context::current().filter(|core| core.recorder().is_some());
    match core {
        Some(core) => {
            let (line, place) = (line.to_string(), Location::caller());
            core.record(|core| Event::Output { text: core.text(&line), place: Some(core.place(place)) });
        }
        // Standard output is what the program asked for.
        #[allow(clippy::print_stdout)]
        None => std::println!("{line}"),
    }
}

/// Marks this moment in the trace with a label.
#[track_caller]
pub fn mark(label: &str) {
    if let Some(core) = context::current() {
        let place = Location::caller();
        core.record(|core| Event::Mark { text: core.text(label), place: Some(core.place(place)) });
    }
}
