//! What the tasks of both worlds do alike: say lines, follow scripts, and give waits up.

use std::cell::RefCell;
use std::future::{poll_fn, Future};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use taskscope_runtime::{println, spawn, JoinHandle};

use crate::random::Random;

/// What a task does: one number a step, of which each world makes one of its own.
pub(crate) type Script = Vec<u32>;

thread_local! {
    /// What decides over waits, beside the executor's own choices.
    static CHOICES: RefCell<Random> = RefCell::default();
}

/// A run begins.
pub(crate) fn start(seed: u64) {
    CHOICES.set(Random::new(!seed));
}

fn one_in(bound: u32) -> bool {
    CHOICES.with_borrow_mut(|choices| choices.below(bound) == 0)
}

/// Says a line.
pub(crate) fn say(task: usize, what: &str) {
    println!("{task} {what}");
}

/// Spawns a task for each script and waits for all of them.
pub(crate) async fn each<F: Future<Output = ()> + 'static>(
    scripts: Vec<Script>,
    mut task: impl FnMut(usize, Script) -> F,
) {
    let spawned = |(number, script)| start_task(number, task(number, script));
    let tasks: Vec<_> = scripts.into_iter().enumerate().map(spawned).collect();
    all(tasks).await;
}

/// Spawns a task that says when it has come to its end.
pub(crate) fn start_task(number: usize, steps: impl Future<Output = ()> + 'static) -> JoinHandle<()> {
    spawn(format!("task {number}"), async move {
        steps.await;
        say(number, "ends");
    })
}

/// Waits for tasks.
pub(crate) async fn all(tasks: Vec<JoinHandle<()>>) {
    for task in tasks {
        task.await.expect("it neither panics nor is aborted");
    }
}

/// Waits for a future, unless it is given up: after a poll, or when it was woken and before the next. Now and then it is
/// polled twice: first with a waker that wakes nothing, which must be forgotten.
pub(crate) async fn may_give_up<F: Future>(future: F) -> Option<F::Output> {
    let mut future = Some(Box::pin(future));
    let mut was_polled = false;
    poll_fn(move |cx| {
        if std::mem::replace(&mut was_polled, true) && one_in(4) {
            future = None;
        }
        let outcome =
            future.as_mut().map_or(Poll::Ready(None), |future| poll_once_or_twice(future.as_mut(), cx));
        if outcome.is_ready() || one_in(4) {
            future = None;
            return if outcome.is_ready() { outcome } else { Poll::Ready(None) };
        }
        outcome
    })
    .await
}

fn poll_once_or_twice<F: Future>(mut future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
    if one_in(3) {
        let deaf = Waker::from(Arc::new(Deaf));
        let outcome = future.as_mut().poll(&mut Context::from_waker(&deaf));
        if outcome.is_ready() {
            return outcome.map(Some);
        }
    }
    future.poll(cx).map(Some)
}

struct Deaf;

impl Wake for Deaf {
    fn wake(self: Arc<Self>) {}
}
