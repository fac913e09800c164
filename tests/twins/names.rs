//! Tokio under the names that the demos use.

use std::cell::RefCell;
use std::fmt;
use std::future::Future;

pub(crate) use tokio::select;
pub(crate) use tokio::task::JoinHandle;
pub(crate) use tokio::time::{interval, sleep, timeout};

pub(crate) use crate::{join_in_order as join, println_line as println};

thread_local! {
    static PRINTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Ours and that of the Book poll in the order written; Tokio's begins with another future each time, if not told so.
#[macro_export]
macro_rules! join_in_order {
    ($($future:tt)*) => { tokio::join!(biased; $($future)*) };
}

/// Keeps a line instead of printing it.
#[macro_export]
macro_rules! println_line {
    ($($argument:tt)*) => { $crate::names::print_line(format_args!($($argument)*)) };
}

pub(crate) fn print_line(line: fmt::Arguments<'_>) {
    PRINTED.with_borrow_mut(|lines| lines.push(line.to_string()));
}

/// What was printed since the last call.
pub(crate) fn take_printed() -> Vec<String> {
    PRINTED.take()
}

/// A task; Tokio has no names without its unstable features.
pub(crate) fn spawn<F>(_: impl Into<String>, future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: 'static> + 'static,
{
    tokio::task::spawn_local(future)
}

pub(crate) mod sync {
    pub(crate) use tokio::sync::{Mutex, Notify, RwLock};

    /// Ours names the error where the channel is.
    pub(crate) mod broadcast {
        pub(crate) use tokio::sync::broadcast::error::RecvError;
        pub(crate) use tokio::sync::broadcast::{Receiver, Sender, channel};
    }
}

/// Ours has one kind of receiver, Tokio two.
pub(crate) mod mpsc {
    use tokio::sync::mpsc;
    pub(crate) use tokio::sync::mpsc::{Sender, UnboundedSender};

    pub(crate) enum Receiver<T> {
        Bounded(mpsc::Receiver<T>),
        Unbounded(mpsc::UnboundedReceiver<T>),
    }

    impl<T> Receiver<T> {
        pub(crate) async fn recv(&mut self) -> Option<T> {
            match self {
                Self::Bounded(receiver) => receiver.recv().await,
                Self::Unbounded(receiver) => receiver.recv().await,
            }
        }

        pub(crate) fn len(&self) -> usize {
            match self {
                Self::Bounded(receiver) => receiver.len(),
                Self::Unbounded(receiver) => receiver.len(),
            }
        }
    }

    pub(crate) fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
        let (sender, receiver) = mpsc::channel(capacity);
        (sender, Receiver::Bounded(receiver))
    }

    pub(crate) fn unbounded_channel<T>() -> (UnboundedSender<T>, Receiver<T>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (sender, Receiver::Unbounded(receiver))
    }
}
