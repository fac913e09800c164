//! The pool of the crate futures.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures::executor::{LocalPool, LocalSpawner};
use futures::task::LocalSpawnExt as _;

use super::super::subject::{Subject, Task};
use super::channels;

#[derive(Clone)]
pub(super) struct Local {
    pool: Rc<RefCell<LocalPool>>,
    spawner: LocalSpawner,
}

impl Default for Local {
    fn default() -> Self {
        let pool = LocalPool::new();
        Self { spawner: pool.spawner(), pool: Rc::new(RefCell::new(pool)) }
    }
}

impl Subject for Local {
    type Pool<F: Task> = Self;
    type Channel = channels::Futures;

    fn pool<F: Task>(&self, _: u32) -> Self {
        self.clone()
    }

    fn spawn(&self, future: impl Task) {
        Subject::spawn_local(self, future);
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        self.spawner.spawn_local(future).expect("the pool is there as long as its spawner");
    }

    fn drive(&self) {
        self.pool.borrow_mut().run_until_stalled();
    }
}
