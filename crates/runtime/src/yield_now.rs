//! Letting the other ready tasks go first.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::context;
use crate::record::{Event, Wait};

/// Goes to the back of the queue once, so that every task that is ready now runs first.
#[track_caller]
pub fn yield_now() -> YieldNow {
    YieldNow { has_yielded: false, location: Location::caller() }
}

/// The future of [`yield_now`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct YieldNow {
    has_yielded: bool,
    location: &'static Location<'static>,
}

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.has_yielded, true) {
            return Poll::Ready(());
        }
        context::record(|core| Event::Waiting {
            node: core.node(),
            on: Wait::Yield,
            place: core.place(self.location),
        });
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
