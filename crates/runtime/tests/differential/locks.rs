//! Locks and permits.

use std::any::Any;
use std::sync::Arc;

use taskscope_runtime::yield_now;

use super::sync::{Mutex, RwLock, Semaphore};
use crate::script::{each, may_give_up, say, Script};

/// What a task holds, the first to be given back first.
type Held = Vec<Box<dyn Any>>;

fn keep<T: 'static>(held: &mut Held, task: usize, what: &str, guard: Option<T>) {
    match guard {
        Some(guard) => {
            say(task, &format!("has {what}"));
            held.push(Box::new(guard));
        }
        None => say(task, &format!("has no {what}")),
    }
}

fn give_back(held: &mut Held, task: usize) {
    if !held.is_empty() {
        drop(held.remove(0));
        say(task, "gave back");
    }
}

pub(crate) async fn mutex_and_semaphore(scripts: Vec<Script>) {
    let mutex = Arc::new(Mutex::new(0_u32));
    let semaphore = Arc::new(Semaphore::new(2));
    let (shared_mutex, shared_semaphore) = (Arc::clone(&mutex), Arc::clone(&semaphore));
    each(scripts, move |task, script| {
        let (mutex, semaphore) = (Arc::clone(&shared_mutex), Arc::clone(&shared_semaphore));
        async move {
            let mut held = Held::new();
            for step in script {
                let (mutex, semaphore) = (Arc::clone(&mutex), Arc::clone(&semaphore));
                use_one_of_both(step, task, mutex, semaphore, &mut held).await;
            }
        }
    })
    .await;
    say(9, &format!("{} free, the lock {}", semaphore.available_permits(), mutex.try_lock().is_ok()));
}

async fn use_one_of_both(
    step: u32,
    task: usize,
    mutex: Arc<Mutex<u32>>,
    semaphore: Arc<Semaphore>,
    held: &mut Held,
) {
    if step % 12 >= 9 && semaphore.is_closed() {
        // How many permits a closed semaphore has free is one of the differences that `peer/differences.rs` has.
        return;
    }
    match step % 12 {
        0 | 1 => keep(held, task, "lock", may_give_up(mutex.lock_owned()).await),
        2 => keep(held, task, "permit", may_give_up(semaphore.acquire_owned()).await.and_then(Result::ok)),
        3 => {
            let two = may_give_up(semaphore.acquire_many_owned(2)).await;
            keep(held, task, "two permits", two.and_then(Result::ok));
        }
        4 | 5 => give_back(held, task),
        6 => yield_now().await,
        7 => keep(held, task, "lock at once", mutex.try_lock_owned().ok()),
        8 => keep(held, task, "permit at once", semaphore.try_acquire_owned().ok()),
        9 => semaphore.add_permits(1),
        10 => {
            semaphore.forget_permits(1);
        }
        _ if step > 900 => semaphore.close(),
        _ => say(task, &format!("{} free", semaphore.available_permits())),
    }
}

pub(crate) async fn rwlock(scripts: Vec<Script>) {
    let lock = Arc::new(RwLock::with_max_readers(0_u32, 2));
    let shared = Arc::clone(&lock);
    each(scripts, move |task, script| {
        let lock = Arc::clone(&shared);
        async move {
            let mut held = Held::new();
            for step in script {
                let lock = Arc::clone(&lock);
                match step % 8 {
                    0 | 1 => keep(&mut held, task, "read", may_give_up(lock.read_owned()).await),
                    2 => keep(&mut held, task, "write", may_give_up(lock.write_owned()).await),
                    3 | 4 => give_back(&mut held, task),
                    5 => yield_now().await,
                    6 => keep(&mut held, task, "read at once", lock.try_read_owned().ok()),
                    _ => keep(&mut held, task, "write at once", lock.try_write_owned().ok()),
                }
            }
        }
    })
    .await;
    say(9, &format!("writable: {}", lock.try_write().is_ok()));
}
