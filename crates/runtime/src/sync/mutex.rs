//! A lock with one holder, with the meaning of `tokio::sync::Mutex`.

use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::task::{Context, Poll};

use super::waiting::permits::{Claim, Claiming, HasPermits, Permits};
use super::waiting::{lock, Resource};
use crate::record::{Access, ResourceKind, Wait};
use crate::TaskId;

/// A value that one task at a time may use, across awaits too.
///
/// Those who wait get the lock in the order in which they came. A panic of the holder gives the lock back; there is no
/// poison.
/// Take one where a value has to stay yours across an `.await`; for a change without one, a `Cell` or `RefCell` in an `Rc` is
/// enough, as tasks share a thread.
///
/// ```
/// use std::sync::Arc;
/// use taskscope_runtime::sync::Mutex;
/// use taskscope_runtime::{simulate, spawn, yield_now};
///
/// simulate("main", async {
///     let balance = Arc::new(Mutex::new(0));
///     let deposits = [1, 2].map(|amount| {
///         let balance = Arc::clone(&balance);
///         spawn("deposit", async move {
///             let mut balance = balance.lock().await;
///             let before = *balance;
///             yield_now().await;
///             *balance = before + amount; // Nobody else came in between.
///         })
///     });
///     for deposit in deposits {
///         deposit.await.expect("it neither panics nor is aborted");
///     }
///     assert_eq!(*balance.lock().await, 3);
/// });
/// ```
pub struct Mutex<T> {
    permits: Permits,
    /// The value while nobody holds the lock. Moved into the guard and back, which needs no unsafe code and lets the
    /// guard go to another thread: the guard of a lock of std could not. Boxed, so that a large value costs no more
    /// than a small one.
    value: std::sync::Mutex<Option<Box<T>>>,
}

impl<T> HasPermits for Mutex<T> {
    fn permits(&self) -> &Permits {
        &self.permits
    }
}

const CLAIM: Claim = Claim { permits: 1, access: Access::Exclusive, on: Wait::Acquire };

/// A lock could not be had at once: it is held, or others wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TryLockError(pub(super) ());

impl fmt::Display for TryLockError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the lock is held")
    }
}

impl std::error::Error for TryLockError {}

impl<T> Mutex<T> {
    /// A lock that nobody holds.
    #[must_use]
    #[track_caller]
    pub fn new(value: T) -> Self {
        let resource = Resource::new(ResourceKind::Mutex, None, Location::caller());
        let value = std::sync::Mutex::new(Some(Box::new(value)));
        Self { permits: Permits::new(resource, 1), value }
    }

    /// Waits for the lock.
    ///
    /// The returned future can be dropped at any time; it loses its place in the line then.
    #[track_caller]
    pub fn lock(&self) -> Lock<&Self> {
        Lock(Claiming::new(self, CLAIM, Location::caller()))
    }

    /// Like [`lock`](Self::lock), with a guard that may outlive every borrow.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> Lock<Arc<Self>> {
        Lock(Claiming::new(self, CLAIM, Location::caller()))
    }

    /// Takes the lock if nobody holds it.
    ///
    /// # Errors
    /// If somebody does.
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        let holder = self.permits.try_acquire(CLAIM).map_err(|_| TryLockError(()))?;
        Ok(Guard::new(self, holder))
    }

    /// Like [`try_lock`](Self::try_lock), with a guard that may outlive every borrow.
    ///
    /// # Errors
    /// If somebody holds the lock.
    pub fn try_lock_owned(self: Arc<Self>) -> Result<OwnedMutexGuard<T>, TryLockError> {
        let holder = self.permits.try_acquire(CLAIM).map_err(|_| TryLockError(()))?;
        Ok(Guard::new(self, holder))
    }

    /// The value: nobody can hold the lock while it is borrowed alone.
    ///
    /// # Panics
    /// If a guard was leaked: the value is lost with it.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().expect(LEAKED)
    }

    /// The value, without the lock.
    ///
    /// # Panics
    /// If a guard was leaked: the value is lost with it.
    #[track_caller]
    pub fn into_inner(self) -> T {
        *self.value.into_inner().unwrap_or_else(PoisonError::into_inner).expect(LEAKED)
    }
}

const LEAKED: &str = "a guard gives its value back, unless it was leaked";

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut mutex = formatter.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => mutex.field("data", &*guard),
            Err(_) => mutex.field("data", &format_args!("<locked>")),
        };
        mutex.finish()
    }
}

/// The future of [`Mutex::lock`] and [`Mutex::lock_owned`]: `H` is how it reaches the mutex.
#[must_use = "futures do nothing unless awaited"]
pub struct Lock<H>(Claiming<H>)
where
    H: Deref,
    H::Target: HasPermits;

impl<T, H: Deref<Target = Mutex<T>> + Clone> Future for Lock<H> {
    type Output = Guard<T, H>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut self.get_mut().0;
        this.poll(cx).map(|outcome| {
            let holder = outcome.expect("the permits of a mutex are never closed");
            Guard::new(this.handle.clone(), holder)
        })
    }
}

impl<H> fmt::Debug for Lock<H>
where
    H: Deref,
    H::Target: HasPermits,
{
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Lock").finish_non_exhaustive()
    }
}

/// The hold on a mutex that is borrowed. Dropping it gives the lock back.
pub type MutexGuard<'a, T> = Guard<T, &'a Mutex<T>>;

/// The hold on a mutex in an `Arc`. Dropping it gives the lock back.
pub type OwnedMutexGuard<T> = Guard<T, Arc<Mutex<T>>>;

/// The hold on a mutex, reached through `H`. Dropping it gives the lock back.
#[must_use = "the lock is given back when this is dropped"]
pub struct Guard<T, H: Deref<Target = Mutex<T>>> {
    value: Option<Box<T>>,
    mutex: H,
    holder: Option<TaskId>,
}

impl<T, H: Deref<Target = Mutex<T>>> Guard<T, H> {
    fn new(mutex: H, holder: Option<TaskId>) -> Self {
        let value = lock(&mutex.value).take();
        Self { value, mutex, holder }
    }
}

impl<'a, T> MutexGuard<'a, T> {
    /// The mutex.
    #[must_use]
    pub fn mutex(this: &Self) -> &'a Mutex<T> {
        this.mutex
    }
}

impl<T> OwnedMutexGuard<T> {
    /// The mutex.
    #[must_use]
    pub fn mutex(this: &Self) -> &Arc<Mutex<T>> {
        &this.mutex
    }
}

const HELD: &str = "a guard has the value until it is dropped";

impl<T, H: Deref<Target = Mutex<T>>> Deref for Guard<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect(HELD)
    }
}

impl<T, H: Deref<Target = Mutex<T>>> DerefMut for Guard<T, H> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().expect(HELD)
    }
}

impl<T, H: Deref<Target = Mutex<T>>> Drop for Guard<T, H> {
    fn drop(&mut self) {
        *lock(&self.mutex.value) = self.value.take();
        self.mutex.permits.release(CLAIM, self.holder);
    }
}

impl<T: fmt::Debug, H: Deref<Target = Mutex<T>>> fmt::Debug for Guard<T, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<T: fmt::Display, H: Deref<Target = Mutex<T>>> fmt::Display for Guard<T, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}
