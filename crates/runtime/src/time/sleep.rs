//! Waiting for time to pass.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{ready, Context, Poll};
use std::time::Duration;

use super::{after, Instant};
use crate::core::Core;
use crate::record::{Event, Wait};
use crate::task::Door;
use crate::{context, Micros, TimerId};

/// Waits until `duration` has passed, counted from this call and rounded up to whole microseconds.
///
/// Cancel safe: another `sleep` for the time that is left goes on where this one stood.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let core = context::expect_current("sleep");
    let deadline = after(core.fresh_now(), duration);
    Sleep::new(&core, deadline, Location::caller())
}

/// Waits until `deadline`; not at all if it has passed.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    let core = context::expect_current("sleep_until");
    Sleep::new(&core, deadline.micros(), Location::caller())
}

/// The future of [`sleep`] and [`sleep_until`]. Dropping it cancels the timer.
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep {
    deadline: Micros,
    timer: Option<TimerId>,
    /// The executor whose timer it is, which need not be the one at work when this is dropped.
    door: Arc<Door>,
    location: &'static Location<'static>,
}

impl Sleep {
    fn new(core: &Core, deadline: Micros, location: &'static Location<'static>) -> Self {
        Self { deadline, timer: None, door: core.door(), location }
    }

    /// A sleep that another wait of this crate consists of: `what` names it.
    pub(crate) fn for_duration(what: &str, duration: Duration, location: &'static Location<'static>) -> Self {
        let core = context::expect_current(what);
        let deadline = after(core.fresh_now(), duration);
        Self::new(&core, deadline, location)
    }

    /// Like [`for_duration`](Self::for_duration), until a moment.
    pub(crate) fn until(what: &str, deadline: Instant, location: &'static Location<'static>) -> Self {
        Self::new(&context::expect_current(what), deadline.micros(), location)
    }

    /// When it is over.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        Instant::at(self.deadline)
    }

    /// Whether its deadline has passed.
    #[must_use]
    pub fn is_elapsed(&self) -> bool {
        self.door.core().is_some_and(|core| core.fresh_now() >= self.deadline)
    }

    /// Moves the deadline, whether it has passed or not. Whoever waits is woken at the new one.
    pub fn reset(&mut self, deadline: Instant) {
        let before = std::mem::replace(&mut self.deadline, deadline.micros());
        let (Some(timer), Some(core)) = (self.timer.take(), self.door.core()) else { return };
        let Some(waker) = core.timers().take(timer, before) else { return };
        core.record(|_| Event::TimerCancelled { timer });
        self.timer = Some(core.set_timer(self.deadline, waker));
    }

    /// Moves the deadline of a sleep that is over and that nobody waits for yet.
    pub(super) fn rewind(&mut self, deadline: Instant) {
        self.cancel();
        self.deadline = deadline.micros();
    }

    /// Where it was made.
    pub(crate) fn location(&self) -> &'static Location<'static> {
        self.location
    }

    /// One poll, which costs no [operation](context::Operation) and says that it waits at `location`.
    pub(crate) fn poll_at(&mut self, cx: &mut Context<'_>, location: &'static Location<'static>) -> Poll<()> {
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
            place: core.place(location),
        });
        Poll::Pending
    }

    /// One poll at the place where it was made: see [`poll_at`](Self::poll_at).
    pub(crate) fn poll_freely(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.poll_at(cx, self.location)
    }

    fn cancel(&mut self) {
        let (Some(timer), Some(core)) = (self.timer.take(), self.door.core()) else { return };
        if core.timers().cancel(timer, self.deadline) {
            core.record(|_| Event::TimerCancelled { timer });
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let operation = ready!(context::poll_operation(cx, self.location));
        ready!(self.poll_freely(cx));
        operation.made_progress();
        Poll::Ready(())
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sleep").field("deadline", &self.deadline()).finish_non_exhaustive()
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.cancel();
    }
}
