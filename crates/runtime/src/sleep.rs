//! Waiting for time to pass.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::record::{Event, Wait};
use crate::task::Door;
use crate::{context, Micros, TimerId};

/// Waits until `duration` has passed, counted from this call.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let core = context::expect_current("sleep");
    let deadline = core.fresh_now().after(duration);
    Sleep { deadline, timer: None, door: core.door(), location: Location::caller() }
}

/// The future of [`sleep`]. Dropping it cancels the timer.
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep {
    deadline: Micros,
    timer: Option<TimerId>,
    /// The executor whose timer it is, which need not be the one at work when this is dropped.
    door: Arc<Door>,
    location: &'static Location<'static>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let core = self.door.core().expect("a sleep is polled by the executor it was made in");
        let is_set = match self.timer {
            Some(timer) => core.timers().rewake(timer, self.deadline, cx.waker().clone()),
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

impl fmt::Debug for Sleep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sleep").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let (Some(timer), Some(core)) = (self.timer, self.door.core()) else { return };
        if core.timers().cancel(timer, self.deadline) {
            core.record(|_| Event::TimerCancelled { timer });
        }
    }
}
