//! A moment on the executor's clock, with the meaning of its namesake in `std::time`.

use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::time::Duration;

use super::micros_of;
use crate::{context, Micros};

/// A moment on the clock of the executor at work: microseconds since its run started, or before that.
///
/// There are moments 292,000 years before the start of the run, and as long after it: a program may go back from now as
/// far as it likes. Nothing has happened there, so what waits for such a moment is ready.
///
/// Instants of two executors can't be told apart; comparing them says nothing.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::{simulate, sleep, Instant};
/// simulate("main", async {
///     let start = Instant::now();
///     sleep(Duration::from_secs(60)).await;
///     assert_eq!(start.elapsed(), Duration::from_secs(60));
/// });
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(
    /// Since the start of the run.
    i64,
);

impl Instant {
    /// This moment, read from the clock of the executor at work.
    ///
    /// # Panics
    /// When called outside a task.
    #[must_use]
    #[track_caller]
    pub fn now() -> Self {
        Self::at(context::expect_current("Instant::now").fresh_now())
    }

    pub(crate) fn at(moment: Micros) -> Self {
        Self(i64::try_from(moment.0).unwrap_or(i64::MAX))
    }

    /// The moment on the clock of the run, which begins at 0: what was before that is over then.
    pub(crate) fn micros(self) -> Micros {
        Micros(u64::try_from(self.0).unwrap_or(0))
    }

    /// Thirty years later, or the end of time.
    pub(super) fn far_future(self) -> Self {
        const THIRTY_YEARS: i64 = 30 * 365 * 86_400 * 1_000_000;
        Self(self.0.saturating_add(THIRTY_YEARS))
    }

    /// How long it is from `earlier` to this moment; zero if `earlier` is later.
    #[must_use]
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// How long it is from `earlier` to this moment; `None` if `earlier` is later.
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        (earlier <= *self).then(|| Duration::from_micros(self.0.abs_diff(earlier.0)))
    }

    /// The same as [`duration_since`](Self::duration_since).
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }

    /// How long ago this moment was; zero if it is still to come.
    ///
    /// # Panics
    /// When called outside a task.
    #[must_use]
    #[track_caller]
    pub fn elapsed(&self) -> Duration {
        Self::now().duration_since(*self)
    }

    /// The moment `duration` later, rounded up to whole microseconds; `None` if there is no such moment.
    #[must_use]
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(micros_of(duration)?).map(Self)
    }

    /// The moment `duration`, rounded up to whole microseconds, before this one; `None` if there is no such moment.
    #[must_use]
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(micros_of(duration)?).map(Self)
    }
}

impl fmt::Debug for Instant {
    /// The time since the run started, with a minus where it had not.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let distance = Duration::from_micros(self.0.unsigned_abs());
        formatter.debug_tuple("Instant").field(&format_args!("{sign}{distance:?}")).finish()
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    /// # Panics
    /// If there is no such moment: see [`checked_add`](Instant::checked_add).
    #[track_caller]
    fn add(self, duration: Duration) -> Self {
        self.checked_add(duration).expect("an instant may not be later than the end of time")
    }
}

impl AddAssign<Duration> for Instant {
    #[track_caller]
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    /// # Panics
    /// If there is no such moment: see [`checked_sub`](Instant::checked_sub).
    #[track_caller]
    fn sub(self, duration: Duration) -> Self {
        self.checked_sub(duration).expect("an instant may not be earlier than the start of time")
    }
}

impl SubAssign<Duration> for Instant {
    #[track_caller]
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

impl Sub for Instant {
    type Output = Duration;

    /// The same as [`duration_since`](Instant::duration_since): never less than zero.
    fn sub(self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }
}
