//! The table of what tasks share: channels, locks, streams.
//!
//! They go where the value goes. A channel or a lock that gives its value to one at a time needs a value that is `Send`;
//! one that lets several look at it needs one that is `Sync`, too.

use std::cell::Cell;
use std::future::Ready;
use std::rc::Rc;
use std::sync::Arc;
use std::vec;

use taskscope_runtime::stream::{self, Iter};
use taskscope_runtime::sync::{self, broadcast, mpsc, oneshot, watch};

use crate::row::Is::{self, Both, Neither, SendOnly, SyncOnly};
use crate::row::{table, Otherwise as _, Probe, Row};

/// May go to another thread but not be shared.
type NotShared = Cell<u32>;

/// Some stream.
type Some = Iter<vec::IntoIter<u32>>;

/// Some function.
type Test = fn(u32) -> bool;

table! {
    channels_and_locks:
    "sync/barrier" {
        Barrier: sync::Barrier => Both;
        BarrierWait: sync::BarrierWait<'static> => Both;
        BarrierWaitResult: sync::BarrierWaitResult => Both;
    }
    "sync/broadcast/errors" {
        RecvError: broadcast::RecvError => Both;
        SendError: broadcast::SendError<u32> => Both;
        TryRecvError: broadcast::TryRecvError => Both;
    }
    "sync/broadcast/receiver" {
        Receiver: broadcast::Receiver<NotShared> => Both;
        Receiver: broadcast::Receiver<Rc<u32>> => Neither;
        Recv: broadcast::Recv<'static, NotShared> => Both;
    }
    "sync/broadcast/sender" {
        Closed: broadcast::Closed<'static, NotShared> => Both;
        Sender: broadcast::Sender<NotShared> => Both;
        Sender: broadcast::Sender<Rc<u32>> => Neither;
    }
    "sync/mpsc/errors" {
        SendError: mpsc::SendError<u32> => Both;
        TryRecvError: mpsc::TryRecvError => Both;
        TrySendError: mpsc::TrySendError<u32> => Both;
    }
    "sync/mpsc/receiver" {
        Receiver: mpsc::Receiver<NotShared> => Both;
        Receiver: mpsc::Receiver<Rc<u32>> => Neither;
        Recv: mpsc::Recv<'static, NotShared> => Both;
        RecvMany: mpsc::RecvMany<'static, u32> => Both;
        RecvMany: mpsc::RecvMany<'static, NotShared> => SendOnly;
    }
    "sync/mpsc/sender" {
        Closed: mpsc::Closed<'static, NotShared> => Both;
        Permit: mpsc::Permit<'static, NotShared> => Both;
        Permit: mpsc::Permit<'static, Rc<u32>> => Neither;
        Reserve: mpsc::Reserve<'static, NotShared> => Both;
        Send: mpsc::Send<'static, u32> => Both;
        Send: mpsc::Send<'static, NotShared> => SendOnly;
        Sender: mpsc::Sender<NotShared> => Both;
        Sender: mpsc::Sender<Rc<u32>> => Neither;
        UnboundedSender: mpsc::UnboundedSender<NotShared> => Both;
    }
    "sync/mutex" {
        Guard: sync::MutexGuard<'static, u32> => Both;
        Guard: sync::MutexGuard<'static, NotShared> => SendOnly;
        Guard: sync::OwnedMutexGuard<Rc<u32>> => Neither;
        Lock: sync::Lock<Arc<sync::Mutex<NotShared>>> => Both;
        Mutex: sync::Mutex<NotShared> => Both;
        Mutex: sync::Mutex<Rc<u32>> => Neither;
        TryLockError: sync::TryLockError => Both;
    }
    "sync/notify" {
        Notification: sync::Notified<'static> => Both;
        Notification: sync::OwnedNotified => Both;
        Notify: sync::Notify => Both;
    }
    "sync/oneshot" {
        Closed: oneshot::Closed<'static, NotShared> => Both;
        Receiver: oneshot::Receiver<NotShared> => Both;
        Receiver: oneshot::Receiver<Rc<u32>> => Neither;
        RecvError: oneshot::RecvError => Both;
        Sender: oneshot::Sender<NotShared> => Both;
        Sender: oneshot::Sender<Rc<u32>> => Neither;
        TryRecvError: oneshot::TryRecvError => Both;
    }
    "sync/rwlock" {
        Read: sync::Read<Arc<sync::RwLock<u32>>> => Both;
        ReadGuard: sync::RwLockReadGuard<'static, u32> => Both;
        ReadGuard: sync::OwnedRwLockReadGuard<NotShared> => Neither;
        RwLock: sync::RwLock<u32> => Both;
        RwLock: sync::RwLock<NotShared> => Neither;
        Write: sync::Write<Arc<sync::RwLock<u32>>> => Both;
        WriteGuard: sync::RwLockWriteGuard<'static, u32> => Both;
        WriteGuard: sync::OwnedRwLockWriteGuard<NotShared> => Neither;
    }
    "sync/semaphore" {
        Acquire: sync::Acquire<Arc<sync::Semaphore>> => Both;
        Permit: sync::SemaphorePermit<'static> => Both;
        Permit: sync::OwnedSemaphorePermit => Both;
        Semaphore: sync::Semaphore => Both;
    }
    "sync/waiting/permits" {
        AcquireError: sync::AcquireError => Both;
        TryAcquireError: sync::TryAcquireError => Both;
    }
    "sync/watch/mod" {
        RecvError: watch::RecvError => Both;
        Ref: watch::Ref<'static, u32> => SyncOnly;
        Ref: watch::Ref<'static, NotShared> => Neither;
        SendError: watch::SendError<u32> => Both;
    }
    "sync/watch/receiver" {
        Changed: watch::Changed<'static, u32> => Both;
        Receiver: watch::Receiver<u32> => Both;
        Receiver: watch::Receiver<NotShared> => Neither;
        WaitFor: watch::WaitFor<'static, u32, Test> => Both;
    }
    "sync/watch/sender" {
        Closed: watch::Closed<'static, u32> => Both;
        Sender: watch::Sender<u32> => Both;
        Sender: watch::Sender<NotShared> => Neither;
    }
}

table! {
    streams:
    "stream/combinators/buffered" {
        BufferUnordered: stream::BufferUnordered<Iter<vec::IntoIter<Ready<u32>>>> => Both;
        Buffered: stream::Buffered<Iter<vec::IntoIter<Ready<u32>>>> => Both;
    }
    "stream/combinators/choose" {
        Filter: stream::Filter<Some, Test> => Both;
        FilterMap: stream::FilterMap<Some, Test> => Both;
        Skip: stream::Skip<Some> => Both;
        SkipWhile: stream::SkipWhile<Some, Test> => Both;
        Take: stream::Take<Some> => Both;
        TakeWhile: stream::TakeWhile<Some, Test> => Both;
    }
    "stream/combinators/pair" {
        Chain: stream::Chain<Some, Some> => Both;
        Merge: stream::Merge<Some, Some> => Both;
        Zip: stream::Zip<Some, Some> => Both;
    }
    "stream/combinators/timed" {
        ChunksTimeout: stream::ChunksTimeout<Some> => Both;
        Throttle: stream::Throttle<Some> => Both;
        Timeout: stream::Timeout<Some> => Both;
    }
    "stream/combinators/transform" {
        Enumerate: stream::Enumerate<Some> => Both;
        Map: stream::Map<Some, Test> => Both;
        Then: stream::Then<Some, Ready<u32>, Test> => Both;
    }
    "stream/consume" {
        All: stream::All<'static, Some, Test> => Both;
        Any: stream::Any<'static, Some, Test> => Both;
        Collect: stream::Collect<Some, Vec<u32>> => Both;
        Fold: stream::Fold<Some, u32, Test> => Both;
        ForEach: stream::ForEach<Some, Ready<()>, Test> => Both;
        Next: stream::Next<'static, Some> => Both;
    }
    "stream/fuse" {
        Fuse: stream::Fuse<Some> => Both;
    }
    "stream/source" {
        Iter: Iter<vec::IntoIter<u32>> => Both;
        Iter: Iter<vec::IntoIter<Rc<u32>>> => Neither;
        Unfold: stream::Unfold<u32, Test, Ready<u32>> => Both;
    }
    "stream/wrappers" {
        IntervalStream: stream::IntervalStream => Both;
        ReceiverStream: stream::ReceiverStream<u32> => Both;
        ReceiverStream: stream::ReceiverStream<NotShared> => Both;
    }
}

#[cfg(feature = "futures")]
table! {
    foreign_streams:
    "stream/futures" {
        FromFutures: stream::FromFutures<Ready<u32>> => Both;
        IntoFutures: stream::IntoFutures<Some> => Both;
    }
}
