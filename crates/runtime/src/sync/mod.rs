//! What tasks share and wait for: channels, locks, permits, notifications. Each has the meaning of its namesake in
//! `tokio::sync`, works on any executor and across threads, and tells the trace what happens to it.
//!
//! Whoever waits is served in the order in which it came. A future that is dropped while it waits leaves the line, and
//! what had been granted to it goes to the next.

mod barrier;
#[cfg(feature = "tokio-like")]
mod blocking;
pub mod broadcast;
pub mod mpsc;
mod mutex;
mod notify;
pub mod oneshot;
mod rwlock;
mod semaphore;
mod waiting;
pub mod watch;

pub use barrier::{Barrier, BarrierWait, BarrierWaitResult};
pub use mutex::{Guard, Lock, Mutex, MutexGuard, OwnedMutexGuard, TryLockError};
pub use notify::{Notification, Notified, Notify, OwnedNotified};
pub use rwlock::{
    OwnedRwLockReadGuard, OwnedRwLockWriteGuard, Read, ReadGuard, RwLock, RwLockReadGuard, RwLockWriteGuard,
    Write, WriteGuard,
};
pub use semaphore::{Acquire, OwnedSemaphorePermit, Permit, Semaphore, SemaphorePermit};
pub use waiting::permits::{AcquireError, TryAcquireError};
