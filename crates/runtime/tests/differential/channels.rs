//! Channels whose messages go to one receiver.

use taskscope_runtime::yield_now;

use super::sync::mpsc::{Receiver, Sender};
use super::sync::{mpsc, oneshot};
use crate::script::{all, each, may_give_up, say, start_task, Script};

/// The first script is the receiver's. It ends by dropping the channel, whatever is in it. Closing it while somebody
/// waits for room is left out: what comes of that is one of the differences that `peer/differences.rs` has.
pub(crate) async fn mpsc(mut scripts: Vec<Script>) {
    let own = scripts.remove(0);
    let (sender, receiver) = mpsc::channel(1 + own.len() % 2);
    let mut tasks = vec![start_task(0, receive(own, receiver))];
    for (number, script) in (1..).zip(scripts) {
        tasks.push(start_task(number, send(number, script, sender.clone())));
    }
    drop(sender);
    all(tasks).await;
}

async fn send(task: usize, script: Script, sender: Sender<usize>) {
    for (number, step) in script.into_iter().enumerate() {
        let message = task * 10 + number;
        match step % 10 {
            0..=2 => {
                let sent = may_give_up(sender.send(message)).await;
                say(task, &format!("sent {:?}", sent.map(|sent| sent.is_ok())));
            }
            3 => say(task, &format!("sent at once {}", sender.try_send(message).is_ok())),
            4 | 5 => match may_give_up(sender.reserve()).await {
                Some(Ok(permit)) if step % 10 == 4 => permit.send(message),
                Some(Ok(permit)) => {
                    yield_now().await;
                    say(task, "reserved for nothing");
                    drop(permit);
                }
                Some(Err(_)) => say(task, "closed"),
                None => say(task, "reserves nothing"),
            },
            6 => say(task, &format!("kept {}", sender.try_reserve().is_ok())),
            7 => say(task, &format!("closed {:?}", may_give_up(sender.closed()).await)),
            8 => yield_now().await,
            _ => say(task, &format!("room {}", sender.capacity())),
        }
    }
    say(task, &format!("room {}, closed {}", sender.capacity(), sender.is_closed()));
}

async fn receive(script: Script, mut receiver: Receiver<usize>) {
    for step in script {
        match step % 6 {
            0..=2 => say(0, &format!("received {:?}", may_give_up(receiver.recv()).await)),
            3 => say(0, &format!("received at once {:?}", receiver.try_recv().ok())),
            4 => {
                let mut messages = Vec::new();
                let many = may_give_up(receiver.recv_many(&mut messages, 2)).await;
                say(0, &format!("received {many:?}: {messages:?}"));
            }
            _ => yield_now().await,
        }
    }
    say(0, &format!("leaves {} messages", receiver.len()));
}

/// Each script is that of a sender and of its receiver. The receiver ends with its result: what comes after one that
/// was tried for is one of the differences that `peer/differences.rs` has.
pub(crate) async fn oneshot(scripts: Vec<Script>) {
    let pairs = scripts.into_iter().flat_map(|mut script| {
        let sends = script.split_off(script.len() / 2);
        [script, sends]
    });
    let mut sender = None;
    let mut receiver = None;
    each(pairs.collect(), move |task, script| {
        if task % 2 == 0 {
            let channel = oneshot::channel();
            (sender, receiver) = (Some(channel.0), Some(channel.1));
        }
        let (sender, receiver) = if task % 2 == 0 { (None, receiver.take()) } else { (sender.take(), None) };
        async move {
            match (sender, receiver) {
                (Some(sender), _) => send_one(task, script, sender).await,
                (None, Some(receiver)) => receive_one(task, script, receiver).await,
                (None, None) => {}
            }
        }
    })
    .await;
}

async fn send_one(task: usize, script: Script, mut sender: oneshot::Sender<usize>) {
    for step in script {
        match step % 4 {
            0 => say(task, &format!("closed {:?}", may_give_up(sender.closed()).await)),
            1 => yield_now().await,
            2 => return say(task, &format!("sent {}", sender.send(task).is_ok())),
            _ => say(task, &format!("closed {}", sender.is_closed())),
        }
    }
}

async fn receive_one(task: usize, script: Script, mut receiver: oneshot::Receiver<usize>) {
    for step in script {
        match step % 5 {
            0 | 1 => match may_give_up(&mut receiver).await {
                Some(outcome) => return say(task, &format!("received {:?}", outcome.ok())),
                None => say(task, "gave up"),
            },
            2 => yield_now().await,
            3 => {
                let outcome = receiver.try_recv();
                say(task, &format!("received at once {outcome:?}, over {}", receiver.is_terminated()));
                if receiver.is_terminated() {
                    return;
                }
            }
            _ => receiver.close(),
        }
    }
}
