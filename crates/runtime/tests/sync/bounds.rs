//! What may go to other threads, and what may be shared with them: as with the namesakes.

use std::cell::Cell;
use std::sync::Arc;

use taskscope_runtime::sync::{
    broadcast, mpsc, oneshot, watch, Acquire, Barrier, BarrierWait, Lock, Mutex, MutexGuard, Notified,
    Notify, OwnedMutexGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard, OwnedSemaphorePermit, Read, RwLock,
    RwLockReadGuard, RwLockWriteGuard, Semaphore, SemaphorePermit, Write,
};

fn is_send<T: Send>() {}
fn is_sync<T: Sync>() {}
fn is_unpin<T: Unpin>() {}

#[test]
fn what_holds_one_value_goes_where_the_value_goes() {
    // A `Cell` may go to another thread but not be shared.
    type NotShared = Cell<u32>;
    is_send::<Mutex<NotShared>>();
    is_sync::<Mutex<NotShared>>();
    is_send::<MutexGuard<'static, NotShared>>();
    is_send::<OwnedMutexGuard<NotShared>>();
    is_sync::<MutexGuard<'static, u32>>();
    is_send::<Lock<&'static Mutex<NotShared>>>();
    is_send::<Lock<Arc<Mutex<NotShared>>>>();
    is_send::<mpsc::Sender<NotShared>>();
    is_sync::<mpsc::Sender<NotShared>>();
    is_send::<mpsc::UnboundedSender<NotShared>>();
    is_sync::<mpsc::UnboundedSender<NotShared>>();
    is_send::<mpsc::Receiver<NotShared>>();
    is_sync::<mpsc::Receiver<NotShared>>();
    is_send::<mpsc::Send<'static, NotShared>>();
    is_send::<mpsc::Recv<'static, NotShared>>();
    is_send::<mpsc::Permit<'static, NotShared>>();
    is_send::<oneshot::Sender<NotShared>>();
    is_sync::<oneshot::Sender<NotShared>>();
    is_send::<oneshot::Receiver<NotShared>>();
    is_sync::<oneshot::Receiver<NotShared>>();
    is_send::<broadcast::Sender<NotShared>>();
    is_sync::<broadcast::Sender<NotShared>>();
    is_send::<broadcast::Receiver<NotShared>>();
    is_sync::<broadcast::Receiver<NotShared>>();
    is_send::<broadcast::Recv<'static, NotShared>>();
}

#[test]
fn what_shares_a_value_needs_one_that_can_be_shared() {
    is_send::<RwLock<u32>>();
    is_sync::<RwLock<u32>>();
    is_send::<RwLockReadGuard<'static, u32>>();
    is_sync::<RwLockReadGuard<'static, u32>>();
    is_send::<RwLockWriteGuard<'static, u32>>();
    is_sync::<RwLockWriteGuard<'static, u32>>();
    is_send::<OwnedRwLockReadGuard<u32>>();
    is_send::<OwnedRwLockWriteGuard<u32>>();
    is_send::<Read<&'static RwLock<u32>>>();
    is_send::<Write<Arc<RwLock<u32>>>>();
    is_send::<watch::Sender<u32>>();
    is_sync::<watch::Sender<u32>>();
    is_send::<watch::Receiver<u32>>();
    is_sync::<watch::Receiver<u32>>();
    is_send::<watch::Changed<'static, u32>>();
}

#[test]
fn what_holds_nothing_goes_anywhere() {
    is_send::<Semaphore>();
    is_sync::<Semaphore>();
    is_send::<SemaphorePermit<'static>>();
    is_sync::<OwnedSemaphorePermit>();
    is_send::<Acquire<&'static Semaphore>>();
    is_send::<Notify>();
    is_sync::<Notify>();
    is_send::<Notified<'static>>();
    is_sync::<Notified<'static>>();
    is_send::<Barrier>();
    is_sync::<Barrier>();
    is_send::<BarrierWait<'static>>();
}

#[test]
fn futures_may_be_moved_between_polls() {
    use std::marker::PhantomPinned;
    is_unpin::<Lock<&'static Mutex<PhantomPinned>>>();
    is_unpin::<mpsc::Send<'static, PhantomPinned>>();
    is_unpin::<oneshot::Receiver<PhantomPinned>>();
    is_unpin::<broadcast::Recv<'static, PhantomPinned>>();
    is_unpin::<watch::Changed<'static, PhantomPinned>>();
    is_unpin::<Notified<'static>>();
}
