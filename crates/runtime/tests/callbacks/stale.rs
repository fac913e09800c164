//! Wakers that a later poll has replaced: only the last one is called.

use std::future::{pending, poll_fn, Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use taskscope_format::RunEnd;
use taskscope_runtime::{
    join, join_all, named, select, simulate, spawn, yield_now, AbortHandle, JoinError, JoinSet, Unordered,
};

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

/// Polls a future once with a waker that wakes nobody; it must not be ready.
fn poll_in_vain<F: Future>(future: Pin<&mut F>) {
    let waker = Waker::from(Arc::new(Nobody));
    assert!(future.poll(&mut Context::from_waker(&waker)).is_pending());
}

async fn soon() -> u32 {
    yield_now().await;
    yield_now().await;
    7
}

/// The future that `wait` makes is polled in vain first, and awaited in its task after that: a run that is stuck has
/// kept the first waker.
fn check<F: Future + 'static>(what: &str, wait: impl FnOnce() -> F + 'static) {
    let run = simulate("main", async move {
        let mut future = Box::pin(wait());
        poll_in_vain(future.as_mut());
        drop(future.await);
    });
    assert_eq!(run.end(), Some(RunEnd::Finished), "{what}");
}

#[test]
fn a_future_that_was_polled_elsewhere_wakes_who_polled_it_last() {
    check("join handle", || {
        let mut handle = spawn("task", soon());
        poll_fn(move |cx| Pin::new(&mut &mut handle).poll(cx))
    });
    check("awaited handle", || IntoFuture::into_future(spawn("task", soon())));
    check("set of tasks", || {
        let mut set = JoinSet::new();
        set.spawn("task", soon());
        async move { set.join_next().await }
    });
    check("node", || named("node", waits()));
    check("join_all", || join_all([waits(), waits()]));
    check("unordered", || {
        let mut set = Unordered::new();
        set.push(waits());
        async move { set.next().await }
    });
    check("join!", || async { join!(waits(), waits()) });
    check("select!", || async {
        select! { seven = waits() => seven }
    });
}

/// Waits for a task of its own: woken by its waker, not by being polled again.
async fn waits() -> u32 {
    spawn("task", soon()).await.expect("it neither panics nor is aborted")
}

/// A waker that aborts a task when it goes.
struct AbortOnDrop(AbortHandle);

impl Wake for AbortOnDrop {
    fn wake(self: Arc<Self>) {}
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[test]
fn a_handle_notices_a_task_that_ends_while_it_leaves_its_waker() {
    let run = simulate("main", async {
        let mut handle = spawn("task", pending::<()>());
        let waker = Waker::from(Arc::new(AbortOnDrop(handle.abort_handle())));
        assert!(Pin::new(&mut &mut handle).poll(&mut Context::from_waker(&waker)).is_pending());
        drop(waker);
        // The waker that is replaced is the last of its kind.
        let outcome = poll_fn(|cx| Poll::Ready(Pin::new(&mut &mut handle).poll(cx))).await;
        assert_eq!(outcome, Poll::Ready(Err(JoinError::Cancelled)));
    });
    assert_eq!(run.end(), Some(RunEnd::Finished));
}
