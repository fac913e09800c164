//! Ticking at regular distances, with the meaning of its namesake in `tokio::time`.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll};
use std::time::Duration;

use super::{later, micros_of, Instant, Sleep};
use crate::context;
use crate::polled::place_of_poll;

/// Ticks every `period`, the first time at once.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::{interval, simulate};
/// let run = simulate("main", async {
///     let mut interval = interval(Duration::from_millis(10));
///     for _ in 0..3 {
///         interval.tick().await;
///     }
/// });
/// assert_eq!(run.elapsed(), Duration::from_millis(20));
/// ```
///
/// # Panics
/// If `period` is zero, or when called outside a task.
#[must_use]
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    let start = Instant::at(context::expect_current("interval").fresh_now());
    interval_at(start, period)
}

/// Ticks every `period`, the first time at `start`.
///
/// # Panics
/// If `period` is zero, or when called outside a task.
#[must_use]
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    assert!(!period.is_zero(), "an interval needs a period longer than zero");
    let delay = Sleep::until("interval_at", start, Location::caller());
    let period = Duration::from_micros(micros_of(period).unwrap_or(i64::MAX).unsigned_abs());
    Interval { delay, period, behavior: MissedTickBehavior::default() }
}

/// What an [`Interval`] does when it is asked for a tick more than 5 ms after that tick was due. The 5 ms are Tokio's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissedTickBehavior {
    /// Ticks at once for every tick that was missed, until it has caught up.
    ///
    /// ```text
    /// expected: |     1     |     2     |     3     |     4     |     5     |     6     |
    /// actual:   | work -----|          delay          | work | work | work -| work -----|
    /// ```
    #[default]
    Burst,
    /// The next tick comes a whole period after the late one: all later ticks are moved.
    ///
    /// ```text
    /// expected: |     1     |     2     |     3     |     4     |     5     |     6     |
    /// actual:   | work -----|          delay          | work -----| work -----| work -----|
    /// ```
    Delay,
    /// Leaves out what was missed; the next tick comes when one would have come anyway.
    ///
    /// ```text
    /// expected: |     1     |     2     |     3     |     4     |     5     |     6     |
    /// actual:   | work -----|          delay          | work ---| work -----| work -----|
    /// ```
    Skip,
}

impl MissedTickBehavior {
    /// When the tick after the one due at `due` comes, if that one is taken only `now`.
    fn next(self, due: Instant, now: Instant, period: Duration) -> Instant {
        match self {
            Self::Burst => later(due, period),
            Self::Delay => later(now, period),
            Self::Skip => {
                let (late, period) = (now.duration_since(due).as_nanos(), period.as_nanos());
                // What is left of the period that runs: no longer than the period, so it fits.
                let left = u64::try_from(period - late % period).unwrap_or(u64::MAX);
                later(now, Duration::from_nanos(left))
            }
        }
    }
}

/// Ticks at regular distances: see [`interval`].
#[derive(Debug)]
pub struct Interval {
    delay: Sleep,
    period: Duration,
    behavior: MissedTickBehavior,
}

impl Interval {
    /// How late a tick may be taken without counting as missed.
    const TOLERANCE: Duration = Duration::from_millis(5);

    /// Waits for the next tick and gives the moment at which it was due.
    ///
    /// The returned future can be dropped at any time; then no tick was taken.
    #[track_caller]
    pub fn tick(&mut self) -> Tick<'_> {
        Tick { interval: self, location: Location::caller() }
    }

    /// Like [`tick`](Self::tick), as one poll.
    #[track_caller]
    pub fn poll_tick(&mut self, cx: &mut Context<'_>) -> Poll<Instant> {
        let place = place_of_poll(Location::caller(), self.delay.location());
        self.poll_tick_at(cx, place)
    }

    pub(crate) fn poll_tick_at(
        &mut self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Instant> {
        let operation = ready!(context::poll_operation(cx, location));
        ready!(self.delay.poll_at(cx, location));
        operation.made_progress();
        let due = self.delay.deadline();
        let now = Instant::at(context::expect_current("Interval::tick").fresh_now());
        let is_missed = now > later(due, Self::TOLERANCE);
        let next =
            if is_missed { self.behavior.next(due, now, self.period) } else { later(due, self.period) };
        self.delay.rewind(next);
        Poll::Ready(due)
    }

    /// The next tick comes a period from now.
    ///
    /// # Panics
    /// When called outside a task. The other resets alike.
    #[track_caller]
    pub fn reset(&mut self) {
        self.reset_after(self.period);
    }

    /// The next tick comes at once.
    #[track_caller]
    pub fn reset_immediately(&mut self) {
        self.reset_at(Instant::now());
    }

    /// The next tick comes `duration` from now.
    #[track_caller]
    pub fn reset_after(&mut self, duration: Duration) {
        self.reset_at(later(Instant::now(), duration));
    }

    /// The next tick comes at `deadline`. If that is in the past, ticks count as missed from there on.
    pub fn reset_at(&mut self, deadline: Instant) {
        self.delay.reset(deadline);
    }

    /// What it does when ticks are missed.
    #[must_use]
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.behavior
    }

    /// Says what to do when ticks are missed.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.behavior = behavior;
    }

    /// The distance between two ticks, rounded up to whole microseconds.
    #[must_use]
    pub fn period(&self) -> Duration {
        self.period
    }
}

/// The future of [`Interval::tick`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Tick<'a> {
    interval: &'a mut Interval,
    location: &'static Location<'static>,
}

impl Future for Tick<'_> {
    type Output = Instant;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Instant> {
        let location = self.location;
        self.interval.poll_tick_at(cx, location)
    }
}
