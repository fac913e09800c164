//! A thundering herd: everybody is woken for a job that only one can take.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use taskscope_runtime::sync::Notify;
use taskscope_runtime::{JoinHandle, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

#[derive(Default)]
struct Queue {
    jobs: RefCell<VecDeque<u32>>,
    is_over: Cell<bool>,
    bell: Notify,
}

async fn bad(knobs: Knobs) {
    let (queue, workers) = hire(knobs);
    for job in 1..=knobs.count("jobs") {
        sleep(knobs.duration("gap")).await;
        queue.jobs.borrow_mut().push_back(job);
        queue.bell.notify_waiters();
    }
    close(&queue, workers, knobs).await;
}

async fn fixed(knobs: Knobs) {
    let (queue, workers) = hire(knobs);
    for job in 1..=knobs.count("jobs") {
        sleep(knobs.duration("gap")).await;
        queue.jobs.borrow_mut().push_back(job);
        queue.bell.notify_one();
    }
    close(&queue, workers, knobs).await;
}

fn hire(knobs: Knobs) -> (Rc<Queue>, Vec<JoinHandle<()>>) {
    let queue = Rc::new(Queue::default());
    let hire = |number| spawn(format!("worker {number}"), work_off(number, Rc::clone(&queue), knobs));
    let workers = (1..=knobs.count("workers")).map(hire).collect();
    (queue, workers)
}

async fn work_off(number: u32, queue: Rc<Queue>, knobs: Knobs) {
    loop {
        let job = queue.jobs.borrow_mut().pop_front();
        match job {
            Some(job) => {
                println!("worker {number} takes job {job}");
                sleep(knobs.duration("gap") * 2).await;
            }
            None if queue.is_over.get() => return,
            None => queue.bell.notified().await,
        }
    }
}

async fn close(queue: &Queue, workers: Vec<JoinHandle<()>>, knobs: Knobs) {
    sleep(knobs.duration("gap") * 3).await;
    queue.is_over.set(true);
    queue.bell.notify_waiters();
    for worker in workers {
        worker.await.expect("working does not panic");
    }
}
