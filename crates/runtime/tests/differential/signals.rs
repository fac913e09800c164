//! Bells and barriers.

use std::sync::Arc;

use taskscope_runtime::yield_now;

use super::sync::{Barrier, Notify};
use crate::script::{each, may_give_up, say, Script};

pub(crate) async fn notify(scripts: Vec<Script>) {
    let notify = Arc::new(Notify::new());
    each(scripts, move |task, script| {
        let notify = Arc::clone(&notify);
        async move {
            for step in script {
                match step % 8 {
                    0 | 1 => {
                        let came = may_give_up(Arc::clone(&notify).notified_owned()).await;
                        say(task, &format!("notified {came:?}"));
                    }
                    2 | 3 => {
                        say(task, "notifies one");
                        notify.notify_one();
                    }
                    4 => {
                        say(task, "notifies all");
                        notify.notify_waiters();
                    }
                    5 => yield_now().await,
                    6 => enable(task, &notify, true).await,
                    _ => enable(task, &notify, false).await,
                }
            }
        }
    })
    .await;
}

/// Waits in two steps, or leaves after the first.
async fn enable(task: usize, notify: &Notify, is_awaited: bool) {
    let mut notified = Box::pin(notify.notified());
    say(task, &format!("enabled {}", notified.as_mut().enable()));
    yield_now().await;
    if is_awaited {
        say(task, &format!("notified {:?}", may_give_up(notified).await));
    }
}

pub(crate) async fn barrier(scripts: Vec<Script>) {
    let barrier = Arc::new(Barrier::new(2));
    each(scripts, move |task, script| {
        let barrier = Arc::clone(&barrier);
        async move {
            for step in script {
                match step % 3 {
                    0 | 1 => {
                        let passed = may_give_up(barrier.wait()).await;
                        say(task, &format!("passed {:?}", passed.map(|passed| passed.is_leader())));
                    }
                    _ => yield_now().await,
                }
            }
        }
    })
    .await;
}
