//! The works: what is prepared before the clock runs, and what is timed.

use super::subject::{Channel, Pool, Receiver, Sender, Subject, Trace};
use super::tally;
use super::tasks::{Countdown, Idle, Ready};

const MANY_TASKS: u32 = 100_000;
const SOME_TASKS: u32 = 1_000;
const ROUND_TRIPS: u32 = 50_000;

/// A work that is ready to be timed.
pub(super) struct Prepared {
    /// What is timed; where the browser runs the tasks, it is over only when the tally is.
    pub(super) start: Box<dyn FnOnce()>,
    /// Lets the executor go, and returns what it recorded.
    pub(super) finish: Box<dyn FnOnce() -> Trace>,
}

/// Prepares a work for an executor; `None` if there is no such work.
pub(super) fn prepare<S: Subject + Clone>(work: &str, subject: &S) -> Option<Prepared> {
    let start: Box<dyn FnOnce()> = match work {
        "spawn" => spawn(subject),
        "poll, one type" => poll(subject),
        "poll" => poll_mixed(subject),
        "ping-pong" => ping_pong(subject),
        "idle task" => idle(subject),
        _ => return None,
    };
    let subject = subject.clone();
    Some(Prepared { start, finish: Box::new(move || subject.trace()) })
}

fn spawn<S: Subject + Clone>(subject: &S) -> Box<dyn FnOnce()> {
    tally::expect(MANY_TASKS, MANY_TASKS);
    let subject = subject.clone();
    let pool = subject.pool::<Ready>(MANY_TASKS);
    Box::new(move || {
        for task in 0..MANY_TASKS {
            pool.spawn(Ready::new(task));
        }
        subject.drive();
    })
}

fn poll<S: Subject + Clone>(subject: &S) -> Box<dyn FnOnce()> {
    tally::expect(SOME_TASKS, SOME_TASKS * Countdown::<4>::POLLS);
    let pool = subject.pool::<Countdown<4>>(SOME_TASKS);
    for _ in 0..SOME_TASKS {
        pool.spawn(Countdown::new());
    }
    driven(subject)
}

fn poll_mixed<S: Subject + Clone>(subject: &S) -> Box<dyn FnOnce()> {
    tally::expect(SOME_TASKS, SOME_TASKS * Countdown::<1>::POLLS);
    for task in 0..SOME_TASKS {
        // Scattered, so that the processor can't learn that one type follows the other.
        spawn_countdown(subject, task.wrapping_mul(0x9E37_79B1) >> 28);
    }
    driven(subject)
}

fn spawn_countdown<S: Subject>(subject: &S, kind: u32) {
    macro_rules! spawn {
        ($($kind:literal)*) => {
            match kind {
                $($kind => subject.spawn(Countdown::<{ $kind + 1 }>::new()),)*
                _ => unreachable!("four bits tell 16 kinds apart"),
            }
        };
    }
    spawn!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
}

/// Messages go to and fro between two tasks, one at a time.
fn ping_pong<S: Subject + Clone>(subject: &S) -> Box<dyn FnOnce()> {
    tally::expect(2, 2 * ROUND_TRIPS);
    let (outward, mut arriving) = S::Channel::open();
    let (homeward, mut returning) = S::Channel::open();
    subject.spawn_local(async move {
        let mut received = 0;
        while received < ROUND_TRIPS {
            outward.send(received);
            received += u32::from(returning.receive().await == Some(received));
        }
        tally::finish(received);
    });
    subject.spawn_local(async move {
        let mut received = 0;
        while received < ROUND_TRIPS {
            let Some(message) = arriving.receive().await else { return };
            received += 1;
            homeward.send(message);
        }
        tally::finish(received);
    });
    driven(subject)
}

fn idle<S: Subject + Clone>(subject: &S) -> Box<dyn FnOnce()> {
    tally::expect(MANY_TASKS, MANY_TASKS);
    let subject = subject.clone();
    let pool = subject.pool::<Idle>(MANY_TASKS);
    Box::new(move || {
        for task in 0..MANY_TASKS {
            pool.spawn(Idle::new(task));
        }
        subject.drive();
    })
}

fn driven<S: Subject + Clone>(subject: &S) -> Box<dyn FnOnce()> {
    let subject = subject.clone();
    Box::new(move || subject.drive())
}
