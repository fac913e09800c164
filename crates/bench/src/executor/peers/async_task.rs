//! async-task with the plainest queue there is.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;

use async_task::Runnable;

use super::super::subject::{Subject, Task};
use super::channels;

thread_local! {
    static QUEUE: RefCell<VecDeque<Runnable>> = const { RefCell::new(VecDeque::new()) };
}

fn push(task: Runnable) {
    QUEUE.with_borrow_mut(|queue| queue.push_back(task));
}

#[derive(Clone)]
pub(super) struct Queue;

impl Subject for Queue {
    type Pool<F: Task> = Self;
    type Channel = channels::Async;

    fn pool<F: Task>(&self, _: u32) -> Self {
        Self
    }

    fn spawn(&self, future: impl Task) {
        let (runnable, task) = async_task::spawn(future, push);
        task.detach();
        runnable.schedule();
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        let (runnable, task) = async_task::spawn_local(future, push);
        task.detach();
        runnable.schedule();
    }

    fn drive(&self) {
        while let Some(task) = QUEUE.with_borrow_mut(VecDeque::pop_front) {
            task.run();
        }
    }
}
