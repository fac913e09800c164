//! A thundering herd: everybody is woken for a job that only one can take.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use taskscope_runtime::sync::Notify;
use taskscope_runtime::{JoinHandle, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on waking more tasks than there is work for.
pub(crate) static DEMO: Demo = Demo {
    slug: "thundering-herd",
    title: "A thundering herd",
    section: Section::Wakes,
    watch: "Watch the workers each time a job comes: in the bad run all who wait are polled, and one of them gets it.",
    explanation: &[
        "Workers wait for jobs in a queue of their own making: whoever finds it empty waits to be notified.",
        "In the bad program each new job is announced with notify_waiters(). All waiting workers become ready, each is \
         polled, looks into the queue, and all but the first find it empty and wait again. With six workers that is five \
         polls for nothing; with ten thousand connections it is a machine that is busy waking.",
        "The fixed program calls notify_one(): one job, one wake. Waking all is right when all have something to do, as at \
         the end here, where everybody has to learn that no more jobs will come.",
        "A channel does this by itself: each message wakes one receiver.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.5: a closer look at the traits",
            url: "https://doc.rust-lang.org/book/ch17-05-traits-for-async.html",
        },
        Link {
            label: "tokio::sync::Notify",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.Notify.html",
        },
    ],
    knobs: &[
        Knob::count("workers", 1..=50, 6, "how many wait for jobs"),
        Knob::count("jobs", 1..=20, 3, "how many jobs come"),
        Knob::milliseconds("gap", 1..=1_000, 20, "how long it is between two jobs"),
    ],
    variants: &[
        Variant::new("bad", "Wakes everybody for each job.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::ThunderingHerd),
        Variant::new("fixed", "Wakes one for each job.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("main"),
    question: Question::new(
        "bad",
        "How often is the last worker polled, though it never gets a job?",
        Answer::Polls("worker 6"),
    ),
    tour: &[
        Stop::new(
            "bad",
            Spot::Ready("worker 6", 2),
            "One job has come, and even the last worker is woken for it.",
        ),
        Stop::new("bad", Spot::Poll("worker 6", 2), "It is polled, finds the queue empty, and waits again."),
        Stop::new(
            "fixed",
            Spot::Line("worker 1 takes job 1", 1),
            "Here only the first worker was woken, and has the job.",
        ),
        Stop::new(
            "fixed",
            Spot::End("worker 6"),
            "The last worker is woken once, to be told that it is over.",
        ),
    ],
    source: &sources::THUNDERING_HERD,
};

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
