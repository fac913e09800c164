//! Tasks as standard wakers: a waker is one count of its task.

use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::task::{RawWaker, RawWakerVTable};

use super::{Header, TaskRef};

pub(super) fn raw_waker(header: NonNull<Header>) -> RawWaker {
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
