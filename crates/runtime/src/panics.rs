//! Panics of the program's code where the executor has something left to do: they are caught or waited for, and what
//! they carry is let go of with care.

use std::any::Any;
use std::mem::ManuallyDrop;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::thread;

/// What a panic carries.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Calls what may panic. Where panics abort, nothing has to be caught.
#[inline(always)]
pub(crate) fn caught<T>(call: impl FnOnce() -> T) -> Result<T, Payload> {
    if cfg!(panic = "abort") {
        return Ok(call());
    }
    catch_unwind(AssertUnwindSafe(call))
}

/// The message of a panic.
pub(crate) fn message_of(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a value that is not text")
}

/// Drops what a panic carried. The value is the program's, so its drop may panic in turn, with another such value;
/// one that never comes to an end is leaked.
pub(crate) fn let_go(payload: Payload) {
    const PATIENCE: u32 = 8;
    let mut payload = ManuallyDrop::new(payload);
    for _ in 0..PATIENCE {
        match caught(|| drop(ManuallyDrop::into_inner(payload))) {
            Ok(()) => return,
            Err(next) => payload = ManuallyDrop::new(next),
        }
    }
}

/// Calls `first` and then `last`, also if `first` panics: the panic goes on afterwards, and one of `last` is lost in it.
#[inline(always)]
pub(crate) fn finally<T>(first: impl FnOnce() -> T, last: impl FnOnce()) -> T {
    let mut last = OnUnwind(Some(last));
    let value = first();
    if let Some(last) = last.0.take() {
        last();
    }
    value
}

/// Calls `attempt`, and `undo` if that panics.
#[inline(always)]
pub(crate) fn or_undo<T>(attempt: impl FnOnce() -> T, undo: impl FnOnce()) -> T {
    let mut undo = OnUnwind(Some(undo));
    let value = attempt();
    undo.0 = None;
    value
}

struct OnUnwind<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> Drop for OnUnwind<F> {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(last) = self.0.take() {
            call_while_unwinding(last);
        }
    }
}

/// A second panic would end the process if it got out.
#[cold]
fn call_while_unwinding(call: impl FnOnce()) {
    if let Err(payload) = caught(call) {
        let_go(payload);
    }
}

/// Calls that all have to be made, whichever of them panics. The first panic goes on when they are through.
#[derive(Default)]
pub(crate) struct All {
    first: Option<Payload>,
}

impl All {
    pub(crate) fn call(&mut self, call: impl FnOnce()) {
        if let Err(payload) = caught(call) {
            match self.first {
                None => self.first = Some(payload),
                Some(_) => let_go(payload),
            }
        }
    }

    /// Lets the first panic go on, unless another one is already on its way.
    pub(crate) fn resume(self) {
        match self.first {
            Some(payload) if thread::panicking() => let_go(payload),
            Some(payload) => resume_unwind(payload),
            None => {}
        }
    }

    /// Lets go of the first panic: there is another one that goes on.
    pub(crate) fn let_go(self) {
        if let Some(payload) = self.first {
            let_go(payload);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::panic::panic_any;

    use super::*;

    /// Panics when it is dropped, with one more of its kind as long as there are some left.
    struct Bomb(u32);

    impl Drop for Bomb {
        fn drop(&mut self) {
            match self.0.checked_sub(1) {
                Some(left) => panic_any(Self(left)),
                None => panic!("the last one"),
            }
        }
    }

    #[test]
    fn a_payload_may_panic_when_it_is_dropped_and_so_may_the_next() {
        // A chain without end is leaked, which a memory checker would tell.
        for left in [0, 1, 5, if cfg!(taskscope_plain_cells) { 6 } else { 1000 }] {
            let payload = caught(|| panic_any(Bomb(left))).expect_err("it panics");
            let_go(payload);
        }
    }

    #[test]
    fn what_comes_last_comes_also_after_a_panic_and_may_panic_itself() {
        let calls = Cell::new(0);
        let count = || calls.set(calls.get() + 1);
        finally(count, count);
        assert_eq!(calls.get(), 2);
        let outcome = caught(|| {
            finally(
                || panic!("first"),
                || {
                    count();
                    panic_any(Bomb(2));
                },
            );
        });
        assert_eq!(message_of(&*outcome.expect_err("it panics")), "first");
        assert_eq!(calls.get(), 3);
        or_undo(count, count);
        assert_eq!(calls.get(), 4, "nothing had to be undone");
        assert!(caught(|| or_undo(|| panic!("attempt"), count)).is_err());
        assert_eq!(calls.get(), 5);
    }

    #[test]
    fn all_calls_are_made_and_the_first_panic_goes_on() {
        let calls = Cell::new(0);
        let outcome = caught(|| {
            let mut all = All::default();
            for number in 0..5 {
                all.call(|| {
                    calls.set(calls.get() + 1);
                    assert!(number % 2 == 0, "call {number}");
                });
            }
            all.resume();
        });
        assert_eq!(message_of(&*outcome.expect_err("two of them panic")), "call 1");
        assert_eq!(calls.get(), 5);
    }
}
