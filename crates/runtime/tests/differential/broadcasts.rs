//! Channels whose values every receiver sees.

use taskscope_runtime::yield_now;

use super::sync::{broadcast, watch};
use crate::script::{all, may_give_up, say, start_task, Script};

/// The first script is the sender's.
pub(crate) async fn broadcast(mut scripts: Vec<Script>) {
    let sends = scripts.remove(0);
    let (sender, receiver) = broadcast::channel(2);
    let mut tasks = Vec::new();
    for (number, script) in (1..).zip(scripts) {
        tasks.push(start_task(number, receive(number, script, receiver.resubscribe())));
    }
    drop(receiver);
    tasks.push(start_task(0, async move {
        for (number, step) in sends.into_iter().enumerate() {
            match step % 6 {
                0..=2 => say(0, &format!("sent {:?}", sender.send(number).ok())),
                3 => say(0, &format!("closed {:?}", may_give_up(sender.closed()).await)),
                4 => yield_now().await,
                _ => say(0, &format!("{} unseen by {}", sender.len(), sender.receiver_count())),
            }
        }
    }));
    all(tasks).await;
}

async fn receive(task: usize, script: Script, mut receiver: broadcast::Receiver<usize>) {
    for step in script {
        match step % 6 {
            0..=2 => say(task, &format!("received {:?}", may_give_up(receiver.recv()).await)),
            3 => say(task, &format!("received at once {:?}", receiver.try_recv())),
            4 => yield_now().await,
            _ => receiver = receiver.resubscribe(),
        }
    }
}

/// The first script is the receiver's: there is one, as Tokio wakes several in random order.
pub(crate) async fn watch(mut scripts: Vec<Script>) {
    let sees = scripts.remove(0);
    let (sender, mut receiver) = watch::channel(0);
    let mut tasks = Vec::new();
    for (number, script) in (1..).zip(scripts) {
        tasks.push(start_task(number, change(number, script, sender.clone())));
    }
    drop(sender);
    tasks.push(start_task(0, async move {
        for step in sees {
            match step % 6 {
                0 | 1 => {
                    let changed = may_give_up(receiver.changed()).await;
                    say(0, &format!("changed {:?}", changed.map(|changed| changed.is_ok())));
                }
                2 => {
                    let wanted = may_give_up(receiver.wait_for(|value| value % 2 == 1)).await;
                    say(0, &format!("wanted {:?}", wanted.map(|wanted| wanted.map(|value| *value).ok())));
                }
                3 => say(0, &format!("saw {}", *receiver.borrow_and_update())),
                4 => yield_now().await,
                _ => say(0, &format!("changed {:?}", receiver.has_changed().ok())),
            }
        }
    }));
    all(tasks).await;
}

async fn change(task: usize, script: Script, sender: watch::Sender<usize>) {
    for (number, step) in script.into_iter().enumerate() {
        match step % 6 {
            0 | 1 => say(task, &format!("sent {}", sender.send(number).is_ok())),
            2 => {
                let is_odd = sender.send_if_modified(|value| {
                    *value += 1;
                    *value % 2 == 1
                });
                say(task, &format!("modified {is_odd}"));
            }
            3 => say(task, &format!("closed {:?}", may_give_up(sender.closed()).await)),
            4 => yield_now().await,
            _ => say(task, &format!("has {}", *sender.borrow())),
        }
    }
}
