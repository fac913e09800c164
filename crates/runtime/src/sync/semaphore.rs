//! A number of permits, with the meaning of `tokio::sync::Semaphore`.

use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::panic::Location;
use std::pin::Pin;
use std::ptr;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::waiting::permits::{AcquireError, Claim, Claiming, HasPermits, Permits, TryAcquireError};
use super::waiting::Resource;
use crate::record::{Access, ResourceKind, Wait};
use crate::TaskId;

/// A number of permits that tasks take and give back.
///
/// Those who wait are served in the order in which they came: one who waits for many permits is not passed by those
/// behind it that need fewer.
/// Take one to bound how many do a thing at once, such as requests to a server.
///
/// ```
/// use std::{sync::Arc, time::Duration};
/// use taskscope_runtime::sync::Semaphore;
/// use taskscope_runtime::{simulate, sleep, spawn};
///
/// let run = simulate("main", async {
///     let seats = Arc::new(Semaphore::new(2));
///     let guests = [1, 2, 3].map(|_| {
///         let seats = Arc::clone(&seats);
///         spawn("guest", async move {
///             let _seat = seats.acquire().await.expect("the semaphore is not closed");
///             sleep(Duration::from_secs(10)).await;
///         })
///     });
///     for guest in guests {
///         guest.await.expect("it neither panics nor is aborted");
///     }
/// });
/// // Two sat at a time, so the third waited.
/// assert_eq!(run.elapsed().as_secs(), 20);
/// ```
#[derive(Debug)]
pub struct Semaphore {
    permits: Permits,
}

impl HasPermits for Semaphore {
    fn permits(&self) -> &Permits {
        &self.permits
    }
}

fn many(permits: usize) -> Claim {
    Claim { permits, access: Access::Shared, on: Wait::Acquire }
}

impl Semaphore {
    /// The most permits a semaphore can have.
    pub const MAX_PERMITS: usize = Permits::MAX;

    /// A semaphore with `permits` free permits.
    ///
    /// # Panics
    /// If that is more than [`MAX_PERMITS`](Self::MAX_PERMITS).
    #[must_use]
    #[track_caller]
    pub fn new(permits: usize) -> Self {
        assert!(permits <= Self::MAX_PERMITS, "a semaphore has {} permits at most", Self::MAX_PERMITS);
        let resource = Resource::new(ResourceKind::Semaphore, Some(permits), Location::caller());
        Self { permits: Permits::new(resource, permits) }
    }

    /// How many permits are free for whoever comes: none while others wait.
    #[must_use]
    pub fn available_permits(&self) -> usize {
        self.permits.available()
    }

    /// Adds new permits.
    ///
    /// # Panics
    /// If there are more than [`MAX_PERMITS`](Self::MAX_PERMITS) then.
    #[track_caller]
    pub fn add_permits(&self, n: usize) {
        self.permits.create(n);
    }

    /// Takes free permits away for ever, `n` at most, and tells how many.
    pub fn forget_permits(&self, n: usize) -> usize {
        self.permits.destroy(n)
    }

    /// Waits for a permit.
    ///
    /// The returned future can be dropped at any time; it loses its place in the line then.
    ///
    /// # Errors
    /// If the semaphore is or gets closed.
    #[track_caller]
    pub fn acquire(&self) -> Acquire<&Self> {
        self.acquire_many(1)
    }

    /// Waits for `n` permits, which are given all at once.
    ///
    /// The returned future can be dropped at any time; it loses its place in the line then.
    ///
    /// # Errors
    /// If the semaphore is or gets closed.
    #[track_caller]
    pub fn acquire_many(&self, n: u32) -> Acquire<&Self> {
        Acquire { inner: Claiming::new(self, many(n as usize), Location::caller()), permits: n as usize }
    }

    /// Like [`acquire`](Self::acquire), with a permit that may outlive every borrow.
    ///
    /// # Errors
    /// If the semaphore is or gets closed.
    #[track_caller]
    pub fn acquire_owned(self: Arc<Self>) -> Acquire<Arc<Self>> {
        self.acquire_many_owned(1)
    }

    /// Like [`acquire_many`](Self::acquire_many), with permits that may outlive every borrow.
    ///
    /// # Errors
    /// If the semaphore is or gets closed.
    #[track_caller]
    pub fn acquire_many_owned(self: Arc<Self>, n: u32) -> Acquire<Arc<Self>> {
        Acquire { inner: Claiming::new(self, many(n as usize), Location::caller()), permits: n as usize }
    }

    /// Takes a permit if one is free now and nobody waits.
    ///
    /// # Errors
    /// If none is, or the semaphore is closed.
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_acquire_many(1)
    }

    /// Takes `n` permits if they are free now and nobody waits.
    ///
    /// # Errors
    /// If they are not, or the semaphore is closed.
    pub fn try_acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        let holder = self.permits.try_acquire(many(n as usize))?;
        Ok(Permit { semaphore: self, permits: n as usize, holder })
    }

    /// Like [`try_acquire`](Self::try_acquire), with a permit that may outlive every borrow.
    ///
    /// # Errors
    /// If none is free, or the semaphore is closed.
    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        self.try_acquire_many_owned(1)
    }

    /// Like [`try_acquire_many`](Self::try_acquire_many), with permits that may outlive every borrow.
    ///
    /// # Errors
    /// If they are not free, or the semaphore is closed.
    pub fn try_acquire_many_owned(self: Arc<Self>, n: u32) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        let holder = self.permits.try_acquire(many(n as usize))?;
        Ok(Permit { semaphore: self, permits: n as usize, holder })
    }

    /// Gives no more permits: every wait ends with an error, present or future. From now on all free permits count as
    /// [available](Self::available_permits).
    pub fn close(&self) {
        self.permits.close();
    }

    /// Whether [`close`](Self::close) was called.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.permits.is_closed()
    }
}

/// The future of [`Semaphore::acquire`] and its kin: `H` is how it reaches the semaphore.
#[must_use = "futures do nothing unless awaited"]
pub struct Acquire<H: Deref<Target = Semaphore>> {
    inner: Claiming<H>,
    permits: usize,
}

impl<H: Deref<Target = Semaphore> + Clone> Future for Acquire<H> {
    type Output = Result<Permit<H>, AcquireError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        this.inner.poll(cx).map_ok(|holder| Permit {
            semaphore: this.inner.handle.clone(),
            permits: this.permits,
            holder,
        })
    }
}

impl<H: Deref<Target = Semaphore>> fmt::Debug for Acquire<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Acquire").field("permits", &self.permits).finish_non_exhaustive()
    }
}

/// Permits of a semaphore that is borrowed. Dropping it gives them back.
pub type SemaphorePermit<'a> = Permit<&'a Semaphore>;

/// Permits of a semaphore in an `Arc`. Dropping it gives them back.
pub type OwnedSemaphorePermit = Permit<Arc<Semaphore>>;

/// Permits of a semaphore, reached through `H`. Dropping it gives them back.
#[must_use = "permits are given back when this is dropped"]
pub struct Permit<H: Deref<Target = Semaphore>> {
    semaphore: H,
    permits: usize,
    holder: Option<TaskId>,
}

impl<H: Deref<Target = Semaphore>> Permit<H> {
    /// Never gives the permits back: the semaphore has fewer from now on.
    pub fn forget(mut self) {
        self.permits = 0;
    }

    /// Takes over the permits of another one.
    ///
    /// # Panics
    /// If they are of another semaphore.
    #[track_caller]
    pub fn merge(&mut self, mut other: Self) {
        assert!(ptr::eq(&*self.semaphore, &*other.semaphore), "merging permits of different semaphores");
        self.permits += std::mem::take(&mut other.permits);
    }

    /// Splits `n` permits off; `None` if there are fewer.
    pub fn split(&mut self, n: usize) -> Option<Self>
    where
        H: Clone,
    {
        self.permits = self.permits.checked_sub(n)?;
        Some(Self { semaphore: self.semaphore.clone(), permits: n, holder: self.holder })
    }

    /// How many permits these are.
    #[must_use]
    pub fn num_permits(&self) -> usize {
        self.permits
    }
}

impl<'a> SemaphorePermit<'a> {
    /// The semaphore.
    #[must_use]
    pub fn semaphore(&self) -> &'a Semaphore {
        self.semaphore
    }
}

impl OwnedSemaphorePermit {
    /// The semaphore.
    #[must_use]
    pub fn semaphore(&self) -> &Arc<Semaphore> {
        &self.semaphore
    }
}

impl<H: Deref<Target = Semaphore>> Drop for Permit<H> {
    fn drop(&mut self) {
        if self.permits > 0 {
            self.semaphore.permits.release(many(self.permits), self.holder);
        }
    }
}

impl<H: Deref<Target = Semaphore>> fmt::Debug for Permit<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Permit").field("permits", &self.permits).finish_non_exhaustive()
    }
}
