//! The executor of smol.

use std::future::Future;
use std::rc::Rc;

use async_executor::LocalExecutor;

use super::super::subject::{Subject, Task};
use super::channels;

#[derive(Clone, Default)]
pub(super) struct Smol(Rc<LocalExecutor<'static>>);

impl Subject for Smol {
    type Pool<F: Task> = Self;
    type Channel = channels::Async;

    fn pool<F: Task>(&self, _: u32) -> Self {
        self.clone()
    }

    fn spawn(&self, future: impl Task) {
        self.0.spawn(future).detach();
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        self.0.spawn(future).detach();
    }

    fn drive(&self) {
        while self.0.try_tick() {}
    }
}
