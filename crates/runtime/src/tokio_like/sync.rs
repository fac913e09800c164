//! The names of `tokio::sync`.

pub use crate::sync::{
    AcquireError, Barrier, BarrierWaitResult, Mutex, MutexGuard, Notify, OwnedMutexGuard,
    OwnedRwLockReadGuard, OwnedRwLockWriteGuard, OwnedSemaphorePermit, RwLock, RwLockReadGuard,
    RwLockWriteGuard, Semaphore, SemaphorePermit, TryAcquireError, TryLockError,
};

/// The names of `tokio::sync::oneshot`.
pub mod oneshot {
    pub use crate::sync::oneshot::*;

    /// The errors.
    pub mod error {
        pub use crate::sync::oneshot::{RecvError, TryRecvError};
    }
}

/// Futures that are named in types.
pub mod futures {
    pub use crate::sync::{Notified, OwnedNotified};
}

/// The names of `tokio::sync::mpsc`.
pub mod mpsc {
    pub use crate::sync::mpsc::*;

    /// The errors.
    pub mod error {
        pub use crate::sync::mpsc::{SendError, SendTimeoutError, TryRecvError, TrySendError};
    }
}

/// The names of `tokio::sync::broadcast`.
pub mod broadcast {
    pub use crate::sync::broadcast::*;

    /// The errors.
    pub mod error {
        pub use crate::sync::broadcast::{RecvError, SendError, TryRecvError};
    }
}

/// The names of `tokio::sync::watch`.
pub mod watch {
    pub use crate::sync::watch::*;

    /// The errors.
    pub mod error {
        pub use crate::sync::watch::{RecvError, SendError};
    }
}
