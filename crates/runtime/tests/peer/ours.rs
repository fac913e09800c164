//! This crate, under the names that the programs use.

use std::cell::Cell;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

pub(crate) use taskscope_runtime::mpsc::TrySendError;
pub(crate) use taskscope_runtime::stream::{iter, IntervalStream, ReceiverStream};
pub(crate) use taskscope_runtime::sync;
pub(crate) use taskscope_runtime::time::interval_at;
pub(crate) use taskscope_runtime::StreamExt;
pub(crate) use taskscope_runtime::{
    interval, join, select, sleep, sleep_until, timeout, timeout_at, yield_now, AbortHandle, Instant,
    JoinError, JoinHandle, MissedTickBehavior,
};

#[cfg(feature = "tokio-like")]
pub(crate) use taskscope_runtime::tokio_like::{self as tokio, stream as tokio_stream};

use crate::say;

thread_local! {
    static START: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Runs a program to its end and returns what it said.
pub(crate) fn run(program: impl Future<Output = ()> + 'static) -> Vec<String> {
    taskscope_runtime::simulate("main", async {
        START.set(Some(Instant::now()));
        say::start(|| START.get().expect("the clock starts with the program").elapsed().as_millis());
        program.await;
        say::end();
    });
    say::take()
}

pub(crate) fn spawn<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    taskscope_runtime::spawn("task", future)
}

/// Keeps the processor busy, and lets the others run.
pub(crate) async fn busy(duration: Duration) {
    taskscope_runtime::work(duration);
    yield_now().await;
}

/// The kind of error, and the message of a panic.
pub(crate) fn why(error: JoinError) -> String {
    match error {
        JoinError::Cancelled => "cancelled".to_owned(),
        JoinError::Panicked(message) => format!("panicked: {message}"),
    }
}

/// A set whose tasks have no names.
pub(crate) struct JoinSet<T>(taskscope_runtime::JoinSet<T>);

impl<T: 'static> JoinSet<T> {
    pub(crate) fn new() -> Self {
        Self(taskscope_runtime::JoinSet::new())
    }

    pub(crate) fn spawn<F: Future<Output = T> + 'static>(&mut self, future: F) -> AbortHandle {
        self.0.spawn("member", future)
    }

    pub(crate) async fn join_all(self) -> Vec<T> {
        self.0.join_all().await
    }
}

impl<T> Deref for JoinSet<T> {
    type Target = taskscope_runtime::JoinSet<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> DerefMut for JoinSet<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}
