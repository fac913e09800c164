//! What tasks share and wait for: channels, locks, permits, notifications. Each has the meaning of its namesake in
//! `tokio::sync`, works on any executor and across threads, and tells the trace what happens to it.
//!
//! Whoever waits is served in the order in which it came. A future that is dropped while it waits leaves the line, and
//! what had been granted to it goes to the next.

mod line;
pub mod mpsc;
mod mpsc_errors;
mod mutex;
pub mod oneshot;
mod permits;
mod queue;
mod report;
mod semaphore;
mod wakers;

pub use mutex::{Guard, Lock, Mutex, MutexGuard, OwnedMutexGuard, TryLockError};
pub use permits::{AcquireError, TryAcquireError};
pub use semaphore::{Acquire, OwnedSemaphorePermit, Permit, Semaphore, SemaphorePermit};
