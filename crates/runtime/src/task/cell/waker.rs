//! Wakers of tasks: a pointer to the header and a table of four functions.

use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::task::{RawWaker, RawWakerVTable, Waker};

use super::{Anywhere, Header, TaskRef};
use crate::task::door::Left;
use crate::task::phase::Phase;

impl TaskRef {
    /// A waker that borrows this count.
    #[inline(always)]
    pub(super) fn borrowed_waker(&self) -> ManuallyDrop<Waker> {
        // SAFETY: the data pointer is a header in use and the table is made for it; the waker borrows this count and is
        // never dropped, so it must not own one.
        ManuallyDrop::new(unsafe { Waker::from_raw(raw_waker(self.0)) })
    }

    #[inline(always)]
    fn wake(&self) {
        if !self.door.is_here() {
            return self.door.leave(Left::Woken(Anywhere::new(self.clone())));
        }
        if Phase::wake_silently(&self.phase) {
            return;
        }
        // SAFETY: we are at home, as was found above.
        if let Some(scheduler) = unsafe { self.door.reach() } {
            scheduler.wake(self);
        }
    }
}

fn raw_waker(header: NonNull<Header>) -> RawWaker {
    RawWaker::new(header.as_ptr().cast_const().cast(), &WAKER)
}

static WAKER: RawWakerVTable = RawWakerVTable::new(
    // SAFETY: here and below, the pointer comes from `raw_waker`, and the count that the waker stands for is alive;
    // `wake` and `drop` take it over, the other two only borrow it.
    |data| raw_waker(ManuallyDrop::new((*ManuallyDrop::new(unsafe { count(data) })).clone()).0),
    // SAFETY: as above.
    |data| unsafe { count(data) }.wake(),
    // SAFETY: as above.
    |data| ManuallyDrop::new(unsafe { count(data) }).wake(),
    // SAFETY: as above.
    |data| drop(unsafe { count(data) }),
);

// Safety: `data` comes from `raw_waker`; the caller decides whether the result owns the count.
unsafe fn count(data: *const ()) -> TaskRef {
    // SAFETY: `raw_waker` made the pointer from a non-null header.
    TaskRef(unsafe { NonNull::new_unchecked(data.cast_mut().cast()) })
}
