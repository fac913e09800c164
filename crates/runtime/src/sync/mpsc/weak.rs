//! Senders that do not keep an mpsc channel open.

use std::fmt;
use std::sync::Arc;

use super::queue::Queue;
use super::{Receiver, Sender, UnboundedSender};
use crate::record::Event;
use crate::sync::waiting::{count, lock};

impl<T> Queue<T> {
    /// Adds a sender, unless all are gone.
    fn try_add_sender(&self) -> bool {
        let senders = {
            let mut state = lock(&self.state);
            if state.senders == 0 {
                return false;
            }
            state.senders += 1;
            state.senders
        };
        self.resource.record(|resource| Event::SendersChanged { resource, senders: count(senders) });
        true
    }

    fn weak_senders(&self) -> usize {
        lock(&self.state).weak_senders
    }
}

impl<T> Receiver<T> {
    /// How many weak senders the channel has.
    #[must_use]
    pub fn sender_weak_count(&self) -> usize {
        self.0.weak_senders()
    }
}

macro_rules! weak {
    ($(#[$doc:meta])* $name:ident of $sender:ident) => {
        impl<T> $sender<T> {
            /// A sender that does not keep the channel open; it can't send, but it may become one that can.
            #[must_use = "a weak sender does nothing by itself"]
            pub fn downgrade(&self) -> $name<T> {
                $name::new(&self.0)
            }

            /// How many weak senders the channel has.
            #[must_use]
            pub fn weak_count(&self) -> usize {
                self.0.weak_senders()
            }
        }

        $(#[$doc])*
        pub struct $name<T>(Arc<Queue<T>>);

        impl<T> $name<T> {
            fn new(queue: &Arc<Queue<T>>) -> Self {
                lock(&queue.state).weak_senders += 1;
                Self(Arc::clone(queue))
            }

            /// A sender, as long as there is another one; `None` once the last was dropped.
            #[must_use]
            pub fn upgrade(&self) -> Option<$sender<T>> {
                self.0.try_add_sender().then(|| $sender(Arc::clone(&self.0)))
            }

            /// How many senders the channel has.
            #[must_use]
            pub fn strong_count(&self) -> usize {
                self.0.senders()
            }

            /// How many weak senders the channel has.
            #[must_use]
            pub fn weak_count(&self) -> usize {
                self.0.weak_senders()
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                Self::new(&self.0)
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                lock(&self.0.state).weak_senders -= 1;
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

weak! {
    /// A sender of a bounded channel that does not keep it open.
    ///
    /// The receiver sees the end of the channel when the last [`Sender`] is gone, however many of these there are: for a
    /// task that receives and hands out senders to itself.
    ///
    /// ```
    /// # use taskscope_runtime::{mpsc, simulate};
    /// simulate("main", async {
    ///     let (tx, mut rx) = mpsc::channel(1);
    ///     let weak = tx.downgrade();
    ///     weak.upgrade().expect("`tx` is there").send("hello").await.expect("`rx` is there");
    ///     drop(tx);
    ///     assert_eq!(rx.recv().await, Some("hello"));
    ///     assert_eq!(rx.recv().await, None);
    ///     assert!(weak.upgrade().is_none());
    /// });
    /// ```
    WeakSender of Sender
}
weak! {
    /// A sender of an unbounded channel that does not keep it open. Like [`WeakSender`].
    WeakUnboundedSender of UnboundedSender
}
