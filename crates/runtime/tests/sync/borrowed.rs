//! Values that are borrowed, changed or cloned while the same thread asks for them again: a sentence, not a hang.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use taskscope_runtime::sync::watch::{Receiver, Sender};
use taskscope_runtime::sync::{broadcast, watch};
use taskscope_runtime::{simulate, sleep, spawn, JoinError};

/// What panics while the value is locked on the same thread: its name, and how it asks.
type Attempt = (&'static str, fn(&Sender<u32>));

const CHANGES: [Attempt; 4] = [
    ("send", |sender| sender.send(1).expect("a receiver is there")),
    ("send_modify", |sender| sender.send_modify(|value| *value += 1)),
    ("send_if_modified", |sender| assert!(sender.send_if_modified(|_| true))),
    ("send_replace", |sender| assert_eq!(sender.send_replace(1), 0)),
];

/// The panic of `attempt` while the task "reader" holds what `borrow` gives.
fn refused<F: Future<Output = ()> + 'static>(
    attempt: fn(&Sender<u32>),
    reader: fn(Receiver<u32>, Sender<u32>) -> F,
) -> String {
    let said: Rc<RefCell<String>> = Rc::default();
    let says = Rc::clone(&said);
    let run = simulate("main", async move {
        let (sender, receiver) = watch::channel(0);
        let reader = spawn("reader", reader(receiver, sender.clone()));
        let writer = spawn("writer", async move {
            sleep(Duration::from_millis(1)).await;
            attempt(&sender);
        });
        let outcome = writer.await;
        reader.abort();
        if let Err(JoinError::Panicked(message)) = outcome {
            *says.borrow_mut() = message;
        }
    });
    assert!(run.end().is_some());
    said.take()
}

async fn hold(reference: watch::Ref<'_, u32>) {
    sleep(Duration::from_secs(1)).await;
    assert_eq!(*reference, 0);
}

#[test]
fn a_change_while_the_same_thread_borrows_the_value_says_who_and_where() {
    for (name, attempt) in CHANGES {
        let messages = [
            refused(attempt, |receiver, _| async move { hold(receiver.borrow()).await }),
            refused(attempt, |mut receiver, _| async move { hold(receiver.borrow_and_update()).await }),
            refused(attempt, |receiver, sender| async move {
                hold(sender.borrow()).await;
                drop(receiver);
            }),
            refused(attempt, |mut receiver, _| async move {
                hold(receiver.wait_for(|_| true).await.expect("the sender is there")).await;
            }),
        ];
        for message in messages {
            let file = file!();
            assert!(message.contains("borrowed by task `reader` at "), "{name}: {message}");
            assert!(message.contains(file) && message.contains("drop that `Ref` first"), "{name}: {message}");
        }
    }
}

#[test]
fn so_does_whatever_a_change_asks_of_its_own_channel() {
    let asks: [Attempt; 3] = [
        ("borrow", |sender| drop(sender.borrow())),
        ("subscriber", |sender| drop(sender.subscribe().borrow_and_update())),
        ("send", |sender| sender.send(2).expect("a receiver is there")),
    ];
    for (name, ask) in asks {
        let (sender, _receiver) = watch::channel(0);
        let outcome = thread::spawn(move || {
            sender.send_modify(|_| ask(&sender));
        })
        .join();
        let payload = outcome.expect_err("it panics");
        let message = payload.downcast_ref::<String>().expect("it is a text");
        assert!(message.contains("is being changed at "), "{name}: {message}");
    }
}

#[test]
fn and_so_does_a_send_of_the_condition_of_wait_for() {
    let run = simulate("main", async {
        let (sender, mut receiver) = watch::channel(0);
        let waits = spawn("waits", async move {
            let outcome = receiver.wait_for(|_| sender.send(1).is_ok()).await.map(|value| *value);
            assert_eq!(outcome, Ok(1));
        });
        let Err(JoinError::Panicked(message)) = waits.await else { panic!("it has to panic") };
        assert!(message.contains("borrowed by task `waits` at "), "{message}");
    });
    assert!(run.end().is_some());
}

#[test]
fn the_value_can_be_borrowed_twice_and_changed_when_both_are_gone() {
    let (sender, receiver) = watch::channel(0);
    let (first, second) = (sender.borrow(), receiver.borrow());
    assert_eq!((*first, *second), (0, 0));
    drop(first);
    drop(second);
    sender.send(1).expect("the receiver is there");
    assert_eq!(*receiver.borrow(), 1);
}

#[test]
fn another_thread_waits_until_the_value_is_no_longer_borrowed() {
    let (sender, receiver) = watch::channel(0);
    let (begins, has_begun) = mpsc::channel();
    thread::scope(|scope| {
        let borrowed = receiver.borrow();
        let sender = &sender;
        let sends = scope.spawn(move || {
            begins.send(()).expect("it is waited for");
            sender.send(1).expect("the receiver is there");
        });
        has_begun.recv().expect("the thread says so");
        assert_eq!(*borrowed, 0);
        drop(borrowed);
        sends.join().expect("it waits and does not panic");
    });
    assert_eq!(*receiver.borrow(), 1);
}

/// Receives from another receiver of its channel while it is cloned.
struct Greedy(Rc<RefCell<Option<broadcast::Receiver<Self>>>>);

impl Clone for Greedy {
    fn clone(&self) -> Self {
        let other = self.0.borrow_mut().take();
        if let Some(mut other) = other {
            drop(other.try_recv());
        }
        Self(Rc::clone(&self.0))
    }
}

#[test]
#[should_panic(expected = "the message of the broadcast channel is being cloned at ")]
fn a_message_that_receives_itself_while_it_is_cloned_says_so() {
    let (sender, mut first) = broadcast::channel(4);
    let other = Rc::new(RefCell::new(Some(sender.subscribe())));
    let _third = sender.subscribe();
    assert!(sender.send(Greedy(other)).is_ok());
    drop(first.try_recv());
}
