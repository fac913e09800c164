//! Embassy's executor on its own browser platform, with tasks that are allocated before the clock runs.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use embassy_executor::raw::TaskStorage;
use embassy_executor::{Executor, Spawner};

use super::super::subject::{Pool, Subject, Task};
use super::channels;

#[derive(Clone)]
pub(super) struct Embassy(Spawner);

impl Default for Embassy {
    fn default() -> Self {
        let spawner = Rc::new(Cell::new(None));
        let started = Rc::clone(&spawner);
        // Embassy's executors and tasks live for ever.
        Box::leak(Box::new(Executor::new())).start(|spawner| started.set(Some(spawner)));
        Self(spawner.get().expect("start calls its argument before it returns"))
    }
}

impl Subject for Embassy {
    type Pool<F: Task> = Storages<F>;
    type Channel = channels::Futures;

    fn pool<F: Task>(&self, capacity: u32) -> Storages<F> {
        let storages: Vec<_> = (0..capacity).map(|_| TaskStorage::new()).collect();
        Storages { spawner: self.0, free: Cell::new(storages.leak()) }
    }

    fn spawn(&self, future: impl Task) {
        Subject::spawn_local(self, future);
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        spawn(self.0, Box::leak(Box::new(TaskStorage::new())), future);
    }
}

pub(super) struct Storages<F: 'static + Future> {
    spawner: Spawner,
    free: Cell<&'static [TaskStorage<F>]>,
}

impl<F: Task> Pool<F> for Storages<F> {
    fn spawn(&self, future: F) {
        let (storage, free) = self.free.get().split_first().expect("a work keeps to its capacity");
        self.free.set(free);
        spawn(self.spawner, storage, future);
    }
}

fn spawn<F: Future<Output = ()> + 'static>(spawner: Spawner, storage: &'static TaskStorage<F>, future: F) {
    spawner.spawn(storage.spawn(|| future).expect("every storage is used once"));
}
