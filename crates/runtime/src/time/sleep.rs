//! Waiting for time to pass.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{ready, Context, Poll};
use std::time::Duration;

use super::{later, Instant};
use crate::core::Core;
use crate::record::{Event, Wait};
use crate::task::Door;
use crate::{context, TimerId};

/// Waits until `duration` has passed, counted from this call and rounded up to whole microseconds. A duration beyond
/// the end of time (292,000 years), such as `Duration::MAX`, counts as thirty years, as it does in Tokio.
///
/// Cancel safe: another `sleep` for the time that is left goes on where this one stood.
///
/// # Panics
/// When called outside a task.
/// ```
/// use std::time::Duration;
/// use taskscope_runtime::{simulate, sleep};
///
/// let run = simulate("main", async { sleep(Duration::from_secs(3600)).await });
/// assert_eq!(run.elapsed(), Duration::from_secs(3600), "an hour of virtual time costs nothing");
/// ```
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let core = context::expect_current("sleep");
    let deadline = later(Instant::at(core.fresh_now()), duration);
    Sleep::new(&core, deadline, Location::caller())
}

/// Waits until `deadline`; not at all if it has passed.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    let core = context::expect_current("sleep_until");
    Sleep::new(&core, deadline, Location::caller())
}

/// The future of [`sleep`] and [`sleep_until`]. Dropping it cancels the timer.
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep {
    deadline: Instant,
    timer: Option<TimerId>,
    /// The executor whose timer it is, which need not be the one at work when this is dropped.
    door: Arc<Door>,
    location: &'static Location<'static>,
}

impl Sleep {
    fn new(core: &Core, deadline: Instant, location: &'static Location<'static>) -> Self {
        Self { deadline, timer: None, door: core.door(), location }
    }

    /// A sleep that another wait of this crate consists of: `what` names it.
    #[track_caller]
    pub(crate) fn for_duration(what: &str, duration: Duration, location: &'static Location<'static>) -> Self {
        let core = context::expect_current(what);
        let deadline = later(Instant::at(core.fresh_now()), duration);
        Self::new(&core, deadline, location)
    }

    /// Like [`for_duration`](Self::for_duration), until a moment.
    #[track_caller]
    pub(crate) fn until(what: &str, deadline: Instant, location: &'static Location<'static>) -> Self {
        Self::new(&context::expect_current(what), deadline, location)
    }

    /// When it is over.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether its deadline has passed, polled or not.
    #[must_use]
    pub fn is_elapsed(&self) -> bool {
        Core::behind(&self.door).is_some_and(|core| core.fresh_now() >= self.deadline.micros())
    }

    /// Moves the deadline, whether it has passed or not. What waits is woken at the new one; at once, if that has passed.
    pub fn reset(&mut self, deadline: Instant) {
        let before = std::mem::replace(&mut self.deadline, deadline);
        let (Some(timer), Some(core)) = (self.timer.take(), Core::behind(&self.door)) else { return };
        let Some(waker) = core.timers().take(timer, before.micros()) else { return };
        core.record(|_| Event::TimerCancelled { timer });
        if core.fresh_now() >= deadline.micros() {
            return waker.wake();
        }
        self.timer = Some(core.set_timer(deadline.micros(), waker));
    }

    /// Moves the deadline of a sleep that is over and that nobody waits for yet.
    pub(super) fn rewind(&mut self, deadline: Instant) {
        self.cancel();
        self.deadline = deadline;
    }

    /// Where it was made.
    pub(crate) fn location(&self) -> &'static Location<'static> {
        self.location
    }

    /// One poll, which costs no [operation](context::Operation) and says that it waits at `location`.
    pub(crate) fn poll_at(&mut self, cx: &mut Context<'_>, location: &'static Location<'static>) -> Poll<()> {
        let core = Core::behind(&self.door).expect("a sleep is polled by the executor it was made in");
        let is_set = match self.timer {
            Some(timer) => core.timers().rewake(timer, self.deadline.micros(), cx.waker().clone()),
            None if core.now() >= self.deadline.micros() => false,
            None => {
                self.timer = Some(core.set_timer(self.deadline.micros(), cx.waker().clone()));
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
        let (Some(timer), Some(core)) = (self.timer.take(), Core::behind(&self.door)) else { return };
        if core.timers().cancel(timer, self.deadline.micros()) {
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
