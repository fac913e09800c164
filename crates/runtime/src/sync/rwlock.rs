//! A lock with many readers or one writer, with the meaning of `tokio::sync::RwLock`.

use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::task::{Context, Poll};

use super::mutex::TryLockError;
use super::waiting::permits::{Claim, Claiming, HasPermits, Permits};
use super::waiting::{lock, Resource};
use crate::record::{Access, ResourceKind, Wait};
use crate::TaskId;

/// A value that many tasks may read at the same time, or one may change.
///
/// Those who wait get the lock in the order in which they came, readers and writers alike: a reader that comes after a
/// waiting writer waits too, so that writers are not kept out for ever. A reader that asks a second time while a writer
/// waits in between waits for itself.
/// Take one instead of a [`Mutex`](super::Mutex) where readers are many and hold the value across an `.await`.
///
/// ```
/// use taskscope_runtime::sync::RwLock;
/// use taskscope_runtime::simulate;
///
/// simulate("main", async {
///     let settings = RwLock::new(vec!["dark"]);
///     let (one, other) = (settings.read().await, settings.read().await);
///     assert_eq!(one.len(), other.len());
///     assert!(settings.try_write().is_err(), "readers hold it");
///     drop((one, other));
///     settings.write().await.push("large");
///     assert_eq!(*settings.read().await, ["dark", "large"]);
/// });
/// ```
pub struct RwLock<T> {
    permits: Permits,
    /// As many as there are permits: a reader takes one, a writer all.
    max_readers: u32,
    /// The value, unless a writer has it. Readers get a count of it and writers the only one, which needs no unsafe
    /// code and lets guards go to other threads: the guards of a lock of std could not.
    value: std::sync::Mutex<Option<Arc<T>>>,
}

impl<T> HasPermits for RwLock<T> {
    fn permits(&self) -> &Permits {
        &self.permits
    }
}

const READ: Claim = Claim { permits: 1, access: Access::Shared, on: Wait::Read };
const LEAKED: &str = "guards give the value back, unless one was leaked";
const HELD: &str = "a guard has the value until it is dropped";
const NEVER_CLOSED: &str = "the permits of a lock are never closed";

impl<T> RwLock<T> {
    /// The most readers a lock can have at a time.
    const MAX_READERS: u32 = u32::MAX >> 3;

    /// A lock that nobody holds.
    #[must_use]
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self::with(value, Self::MAX_READERS, None, Location::caller())
    }

    /// A lock that nobody holds, with at most `max_reads` readers at a time.
    ///
    /// # Panics
    /// If `max_reads` is 0, or more than `u32::MAX >> 3`.
    #[must_use]
    #[track_caller]
    pub fn with_max_readers(value: T, max_reads: u32) -> Self {
        assert!(max_reads > 0, "a lock has room for one reader at least");
        assert!(max_reads <= Self::MAX_READERS, "a lock has {} readers at most", Self::MAX_READERS);
        Self::with(value, max_reads, Some(max_reads as usize), Location::caller())
    }

    fn with(
        value: T,
        max_readers: u32,
        capacity: Option<usize>,
        location: &'static Location<'static>,
    ) -> Self {
        let resource = Resource::new(ResourceKind::RwLock, capacity, location);
        let value = std::sync::Mutex::new(Some(Arc::new(value)));
        Self { permits: Permits::new(resource, max_readers as usize), max_readers, value }
    }

    /// Everything there is.
    fn all(&self) -> Claim {
        Claim { permits: self.max_readers as usize, access: Access::Exclusive, on: Wait::Acquire }
    }

    /// Waits until the value may be read.
    ///
    /// The returned future can be dropped at any time; it loses its place in the line then.
    #[track_caller]
    pub fn read(&self) -> Read<&Self> {
        Read(Claiming::new(self, READ, Location::caller()))
    }

    /// Like [`read`](Self::read), with a guard that may outlive every borrow.
    #[track_caller]
    pub fn read_owned(self: Arc<Self>) -> Read<Arc<Self>> {
        Read(Claiming::new(self, READ, Location::caller()))
    }

    /// Reads the value if that is possible now.
    ///
    /// # Errors
    /// If a writer has the lock, or waits for it.
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        let holder = self.permits.try_acquire(READ).map_err(|_| TryLockError(()))?;
        Ok(ReadGuard::new(self, holder))
    }

    /// Like [`try_read`](Self::try_read), with a guard that may outlive every borrow.
    ///
    /// # Errors
    /// If a writer has the lock, or waits for it.
    pub fn try_read_owned(self: Arc<Self>) -> Result<OwnedRwLockReadGuard<T>, TryLockError> {
        let holder = self.permits.try_acquire(READ).map_err(|_| TryLockError(()))?;
        Ok(ReadGuard::new(self, holder))
    }

    /// Waits until the value may be changed.
    ///
    /// The returned future can be dropped at any time; it loses its place in the line then.
    #[track_caller]
    pub fn write(&self) -> Write<&Self> {
        Write(Claiming::new(self, self.all(), Location::caller()))
    }

    /// Like [`write`](Self::write), with a guard that may outlive every borrow.
    #[track_caller]
    pub fn write_owned(self: Arc<Self>) -> Write<Arc<Self>> {
        let all = self.all();
        Write(Claiming::new(self, all, Location::caller()))
    }

    /// Takes the lock for changing the value if nobody has it.
    ///
    /// # Errors
    /// If somebody has.
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        let holder = self.permits.try_acquire(self.all()).map_err(|_| TryLockError(()))?;
        Ok(WriteGuard::new(self, holder))
    }

    /// Like [`try_write`](Self::try_write), with a guard that may outlive every borrow.
    ///
    /// # Errors
    /// If somebody has the lock.
    pub fn try_write_owned(self: Arc<Self>) -> Result<OwnedRwLockWriteGuard<T>, TryLockError> {
        let holder = self.permits.try_acquire(self.all()).map_err(|_| TryLockError(()))?;
        Ok(WriteGuard::new(self, holder))
    }

    /// The value: nobody can hold the lock while it is borrowed alone.
    ///
    /// # Panics
    /// If a guard was leaked.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut T {
        let value = self.value.get_mut().unwrap_or_else(PoisonError::into_inner);
        value.as_mut().and_then(Arc::get_mut).expect(LEAKED)
    }

    /// The value, without the lock.
    ///
    /// # Panics
    /// If a guard was leaked.
    #[track_caller]
    pub fn into_inner(self) -> T {
        let value = self.value.into_inner().unwrap_or_else(PoisonError::into_inner);
        value.and_then(Arc::into_inner).expect(LEAKED)
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rwlock = formatter.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => rwlock.field("data", &*guard),
            Err(_) => rwlock.field("data", &format_args!("<locked>")),
        };
        rwlock.finish()
    }
}

macro_rules! future {
    ($(#[$doc:meta])* $name:ident gives $guard:ident) => {
        $(#[$doc])*
        #[must_use = "futures do nothing unless awaited"]
        pub struct $name<H>(Claiming<H>)
        where
            H: Deref,
            H::Target: HasPermits;

        impl<T, H: Deref<Target = RwLock<T>> + Clone> Future for $name<H> {
            type Output = $guard<T, H>;

            fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
                let this = &mut self.get_mut().0;
                this.poll(cx).map(|outcome| $guard::new(this.handle.clone(), outcome.expect(NEVER_CLOSED)))
            }
        }

        impl<H> fmt::Debug for $name<H>
        where
            H: Deref,
            H::Target: HasPermits,
        {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

future! {
    /// The future of [`RwLock::read`] and [`RwLock::read_owned`]: `H` is how it reaches the lock.
    Read gives ReadGuard
}
future! {
    /// The future of [`RwLock::write`] and [`RwLock::write_owned`]: `H` is how it reaches the lock.
    Write gives WriteGuard
}

/// The right to read the value of a lock that is borrowed. Dropping it gives the right back.
pub type RwLockReadGuard<'a, T> = ReadGuard<T, &'a RwLock<T>>;

/// The right to read the value of a lock in an `Arc`. Dropping it gives the right back.
pub type OwnedRwLockReadGuard<T> = ReadGuard<T, Arc<RwLock<T>>>;

/// The right to change the value of a lock that is borrowed. Dropping it gives the right back.
pub type RwLockWriteGuard<'a, T> = WriteGuard<T, &'a RwLock<T>>;

/// The right to change the value of a lock in an `Arc`. Dropping it gives the right back.
pub type OwnedRwLockWriteGuard<T> = WriteGuard<T, Arc<RwLock<T>>>;

/// The right to read the value of a lock, reached through `H`. Dropping it gives the right back.
#[must_use = "the lock is given back when this is dropped"]
pub struct ReadGuard<T, H: Deref<Target = RwLock<T>>> {
    value: Option<Arc<T>>,
    rwlock: H,
    holder: Option<TaskId>,
}

impl<T, H: Deref<Target = RwLock<T>>> ReadGuard<T, H> {
    fn new(rwlock: H, holder: Option<TaskId>) -> Self {
        let value = lock(&rwlock.value).clone();
        Self { value, rwlock, holder }
    }
}

impl<T, H: Deref<Target = RwLock<T>>> Deref for ReadGuard<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect(HELD)
    }
}

impl<T, H: Deref<Target = RwLock<T>>> Drop for ReadGuard<T, H> {
    fn drop(&mut self) {
        // In this order: the next writer expects to be alone with the value.
        drop(self.value.take());
        self.rwlock.permits.release(READ, self.holder);
    }
}

/// The right to change the value of a lock, reached through `H`. Dropping it gives the right back.
#[must_use = "the lock is given back when this is dropped"]
pub struct WriteGuard<T, H: Deref<Target = RwLock<T>>> {
    /// `None` once it was given back by [`downgrade`](Self::downgrade).
    value: Option<Arc<T>>,
    rwlock: H,
    holder: Option<TaskId>,
}

impl<T, H: Deref<Target = RwLock<T>>> WriteGuard<T, H> {
    fn new(rwlock: H, holder: Option<TaskId>) -> Self {
        let value = lock(&rwlock.value).take();
        Self { value, rwlock, holder }
    }

    /// Goes on as a reader, with no other writer in between. Other readers may come in at once.
    pub fn downgrade(mut self) -> ReadGuard<T, H>
    where
        H: Clone,
    {
        let value = self.value.take();
        lock(&self.rwlock.value).clone_from(&value);
        let rwlock = self.rwlock.clone();
        let holder = rwlock.permits.downgrade(rwlock.all(), READ, self.holder);
        ReadGuard { value, rwlock, holder }
    }
}

impl<T, H: Deref<Target = RwLock<T>>> Deref for WriteGuard<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect(HELD)
    }
}

impl<T, H: Deref<Target = RwLock<T>>> DerefMut for WriteGuard<T, H> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().and_then(Arc::get_mut).expect("every reader gave the value back before")
    }
}

impl<T, H: Deref<Target = RwLock<T>>> Drop for WriteGuard<T, H> {
    fn drop(&mut self) {
        let Some(value) = self.value.take() else { return };
        *lock(&self.rwlock.value) = Some(value);
        self.rwlock.permits.release(self.rwlock.all(), self.holder);
    }
}

macro_rules! show_value {
    ($guard:ident) => {
        impl<T: fmt::Debug, H: Deref<Target = RwLock<T>>> fmt::Debug for $guard<T, H> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(formatter)
            }
        }

        impl<T: fmt::Display, H: Deref<Target = RwLock<T>>> fmt::Display for $guard<T, H> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(formatter)
            }
        }
    };
}

show_value!(ReadGuard);
show_value!(WriteGuard);
