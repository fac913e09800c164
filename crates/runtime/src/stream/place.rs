//! The line of the `.await` that a stream is polled from.
//!
//! A stream is made in one place and awaited in another; the trace should name the second. The future that awaits
//! it leaves its place here while it polls, and the streams that wait for something themselves take it from here.

use std::cell::Cell;
use std::panic::Location;

thread_local! {
    static PLACE: Cell<Option<&'static Location<'static>>> = const { Cell::new(None) };
}

/// Puts back the place that was there before.
pub(super) struct Entered(Option<&'static Location<'static>>);

/// Makes `location` the place until the returned value is dropped.
pub(super) fn enter(location: &'static Location<'static>) -> Entered {
    Entered(PLACE.try_with(|place| place.replace(Some(location))).ok().flatten())
}

impl Drop for Entered {
    fn drop(&mut self) {
        // While the thread is torn down there is nothing to put back.
        PLACE.try_with(|place| place.set(self.0)).unwrap_or_default();
    }
}

/// The place of the await; `otherwise` where a stream is polled by hand.
pub(crate) fn of_await(otherwise: &'static Location<'static>) -> &'static Location<'static> {
    PLACE.try_with(Cell::get).ok().flatten().unwrap_or(otherwise)
}
