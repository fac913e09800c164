//! The synchronisation primitives: what they do, in which order, and what they tell the trace.
// As `expect!` writes them.
#![allow(clippy::needless_raw_string_hashes)]

#[path = "sync/barrier.rs"]
mod barrier;
#[path = "sync/borrowed.rs"]
mod borrowed;
#[path = "sync/bounds.rs"]
mod bounds;
#[path = "sync/broadcast.rs"]
mod broadcast;
#[path = "sync/hand.rs"]
mod hand;
#[path = "sync/mutex.rs"]
mod mutex;
#[path = "sync/notify.rs"]
mod notify;
#[path = "sync/oneshot.rs"]
mod oneshot;
#[path = "sync/rwlock.rs"]
mod rwlock;
#[path = "sync/semaphore.rs"]
mod semaphore;
mod support;
#[path = "sync/threads.rs"]
mod threads;
#[path = "sync/traces.rs"]
mod traces;
#[path = "sync/waits.rs"]
mod waits;
#[path = "sync/wakers.rs"]
mod wakers;
#[path = "sync/watch.rs"]
mod watch;
