//! Tokio's current-thread runtime, without its drivers.

use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::Poll;

use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;

use super::super::subject::{Subject, Task};
use super::super::tally;
use super::channels;

#[derive(Clone)]
pub(super) struct Tokio(Rc<(Runtime, LocalSet)>);

impl Tokio {
    /// `None` if the runtime can't be built.
    pub(super) fn new() -> Option<Self> {
        let runtime = Builder::new_current_thread().build().ok()?;
        Some(Self(Rc::new((runtime, LocalSet::new()))))
    }
}

impl Subject for Tokio {
    type Pool<F: Task> = Self;
    type Channel = channels::Tokio;

    fn pool<F: Task>(&self, _: u32) -> Self {
        self.clone()
    }

    fn spawn(&self, future: impl Task) {
        drop(self.0.0.spawn(future));
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        drop(self.0.1.spawn_local(future));
    }

    fn drive(&self) {
        let (runtime, local) = &*self.0;
        // It must never find that there is nothing to do: then it would park the thread, which a browser forbids.
        let is_done = poll_fn(|cx| {
            if tally::is_done() {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        });
        local.block_on(runtime, is_done);
    }
}
