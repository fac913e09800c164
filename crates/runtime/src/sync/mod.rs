//! What tasks share and wait for: channels, locks, permits, notifications. Each has the meaning of its namesake in
//! `tokio::sync`, works on any executor and across threads, and tells the trace what happens to it.
//!
//! Whoever waits is served in the order in which it came. A future that is dropped while it waits leaves the line, and
//! what had been granted to it goes to the next.
//!
//! # Differences from Tokio
//!
//! - [`Notify`], [`Barrier`] and `closed()` of every channel count as operations
//!   ([`Rules::operations`](crate::Rules::operations)), so a loop of them lets other tasks run.
//! - A [`oneshot::Receiver`] that was tried to its end fails when it is awaited, and does not panic.
//! - [`mpsc::Receiver::close`] ends a `recv` although room was granted to a sender that has not been polled since; Tokio's
//!   waits for that poll, which can only fail.
//! - A [`Semaphore`] that is closed counts its free permits as free; Tokio leaves them with the first in line until that
//!   is polled or dropped.
//! - A [`watch`] channel wakes its receivers in the order in which they came; Tokio's in any.

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
