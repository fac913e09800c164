//! The works with timers, for executors that have some.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use super::subject::Subject;
use super::tally;
use super::works::Prepared;

const TIMERS: u32 = 100_000;

/// An executor with timers.
pub(super) trait Timed: Subject {
    type Timer: Future<Output = ()> + Unpin + 'static;

    /// A timer; called in a task.
    fn timer(milliseconds: u32) -> Self::Timer;
}

/// Prepares a work with timers for an executor; `None` if there is no such work.
pub(super) fn prepare<S: Timed + Clone>(work: &str, subject: &S) -> Option<Prepared> {
    let start: Box<dyn FnOnce()> = match work {
        "timers" => fire(subject),
        "cancel timers" => cancel(subject),
        _ => return None,
    };
    let subject = subject.clone();
    Some(Prepared { start, finish: Box::new(move || subject.trace()) })
}

/// Many tasks that wait from one to five milliseconds.
fn fire<S: Timed + Clone>(subject: &S) -> Box<dyn FnOnce()> {
    tally::expect(TIMERS, TIMERS);
    let subject = subject.clone();
    Box::new(move || {
        for task in 0..TIMERS {
            subject.spawn_local(async move {
                S::timer(1 + task % 5).await;
                tally::finish(1);
            });
        }
        subject.drive();
    })
}

/// One task sets many timers, before the clock runs; what is timed is only that they are dropped.
fn cancel<S: Timed + Clone>(subject: &S) -> Box<dyn FnOnce()> {
    tally::expect(1, TIMERS);
    let set = Rc::new(RefCell::new(Vec::new()));
    let timers = Rc::clone(&set);
    subject.spawn_local(poll_fn(move |cx| {
        // Far away, and scattered.
        let mut new: Vec<_> =
            (0..TIMERS).map(|timer| S::timer(60_000 + (timer.wrapping_mul(0x9E37_79B1) >> 20))).collect();
        new.retain_mut(|timer| Pin::new(timer).poll(cx).is_pending());
        timers.replace(new);
        Poll::Ready(())
    }));
    Box::new(move || {
        let timers = set.take();
        let count = timers.len();
        drop(timers);
        tally::finish(u32::try_from(count).unwrap_or_default());
    })
}
