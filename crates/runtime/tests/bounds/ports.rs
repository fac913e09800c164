//! The table of what is there for code that was written for Tokio.

use std::cell::Cell;
use std::vec;

use taskscope_runtime::stream::{self, Iter};
use taskscope_runtime::sync::{broadcast, mpsc};
use taskscope_runtime::tokio_like;

use crate::row::Is::{self, Both, Neither, SendOnly};
use crate::row::{table, Otherwise as _, Probe, Row};

/// May go to another thread but not be shared.
type NotShared = Cell<u32>;

/// Some stream.
type Some = Iter<vec::IntoIter<u32>>;

/// Some function.
type Test = fn(u32) -> bool;

table! {
    rows:
    "stream/combinators/map_while" {
        MapWhile: stream::MapWhile<Some, Test> => Both;
    }
    "stream/combinators/peekable" {
        Peek: stream::Peek<'static, Some> => Both;
        Peekable: stream::Peekable<Some> => Both;
    }
    "stream/few" {
        Empty: stream::Empty<NotShared> => Both;
        Once: stream::Once<NotShared> => SendOnly;
        Pending: stream::Pending<NotShared> => Both;
    }
    "stream/notify_close" {
        StreamNotifyClose: stream::StreamNotifyClose<Some> => Both;
    }
    "stream/receivers" {
        BroadcastStream: stream::BroadcastStream<u32> => Both;
        BroadcastStreamRecvError: stream::BroadcastStreamRecvError => Both;
        WatchStream: stream::WatchStream<u32> => Both;
    }
    "stream/try_next" {
        TryNext: stream::TryNext<'static, Some> => Both;
    }
    "sync/broadcast/weak" {
        WeakSender: broadcast::WeakSender<NotShared> => Both;
    }
    "sync/mpsc/many" {
        PermitIterator: mpsc::PermitIterator<'static, NotShared> => Both;
        ReserveMany: mpsc::ReserveMany<'static, NotShared> => Both;
    }
    "sync/mpsc/owned" {
        OwnedPermit: mpsc::OwnedPermit<NotShared> => Both;
    }
    "sync/mpsc/timed" {
        SendTimeout: mpsc::SendTimeout<'static, u32> => Both;
        SendTimeoutError: mpsc::SendTimeoutError<u32> => Both;
    }
    "sync/mpsc/weak" {
        WeakSender: mpsc::WeakSender<NotShared> => Both;
        WeakUnboundedSender: mpsc::WeakUnboundedSender<NotShared> => Both;
    }
    "tokio_like/stream/wrappers" {
        JoinSetStream: tokio_like::stream::wrappers::JoinSetStream<u32> => Neither;
    }
    "tokio_like/task/handle" {
        JoinHandle: tokio_like::task::JoinHandle<u32> => Neither;
    }
    "tokio_like/task/join_set" {
        JoinSet: tokio_like::task::JoinSet<u32> => Neither;
    }
}
