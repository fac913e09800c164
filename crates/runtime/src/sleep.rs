//! Waiting for time to pass.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::record::{Event, Wait};
use crate::{context, Micros, TimerId};

/// Waits until `duration` has passed, counted from the first poll of the returned future's task that calls this.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let deadline = context::expect_current("sleep").now().after(duration);
    Sleep { deadline, timer: None, location: Location::caller() }
}

/// The future of [`sleep`]. Dropping it cancels the timer.
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep {
    deadline: Micros,
    timer: Option<TimerId>,
    location: &'static Location<'static>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let core = context::expect_current("sleep");
        let is_set = match self.timer {
            Some(timer) => core.timers().rewake(timer, self.deadline, cx.waker()),
            None if core.now() >= self.deadline => false,
            None => {
                self.timer = Some(core.set_timer(self.deadline, cx.waker().clone()));
                true
            }
        };
        let Some(timer) = self.timer.filter(|_| is_set) else {
            self.timer = None;
            return Poll::Ready(());
        };
        core.record(|core| Event::Waiting {
            node: core.node(),
            on: Wait::Timer(timer),
            place: core.place(self.location),
        });
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let (Some(timer), Some(core)) = (self.timer, context::current()) else { return };
        if core.timers().cancel(timer, self.deadline) {
            core.record(|_| Event::TimerCancelled { timer });
        }
    }
}
