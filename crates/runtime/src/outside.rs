//! What stands outside the executor and wakes tasks by itself: threads, transfers, promises, and what is simulated of them.
//!
//! The executor knows no more of it than this trait. Whatever a program uses is attached with its first use, so what it
//! does not use is not even linked.

use std::any::Any;
use std::rc::Rc;

use crate::Micros;

/// Something outside an executor, which is an `E`.
pub(crate) trait Outside<E>: Any {
    /// Whether something will come from it by itself. A run in which nothing is ready is not stuck then.
    fn is_busy(&self) -> bool {
        false
    }

    /// Takes in what is due by `now`, as a timer that fires.
    fn take_due(&self, executor: &E, now: Micros) {
        let _ = (executor, now);
    }

    /// The run is over: nothing more may come. The trace has how it ends only if the run is told to its end.
    fn end(&self, executor: &E, is_told: bool) {
        let _ = (executor, is_told);
    }

    /// A turn was cut off without a drop: what is set for the length of a call has to be reset.
    fn recover(&self) {}

    /// The same as a value of any type, for code that knows which one it is.
    fn into_any(self: Rc<Self>) -> Rc<dyn Any>;
}
