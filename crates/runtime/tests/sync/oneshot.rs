//! Channels for one message.

use expect_test::expect;
use taskscope_format::Event;
use taskscope_runtime::sync::oneshot::{channel, TryRecvError};
use taskscope_runtime::{join, named, println, simulate, spawn, yield_now};

use crate::hand::{now, Hand};
use crate::support::check;

#[test]
fn the_trace_of_an_answer() {
    check(
        async {
            let (answer, question) = channel();
            let asks = spawn("asks", async move { println!("{:?}", question.await) });
            yield_now().await;
            answer.send(42).expect("somebody waits");
            asks.await.expect("it does not panic");
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       oneshot 1 created, room for 1
            0.000     asks spawned as task 2 by main
            0.000     asks ready, woken by its spawn
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     asks polled
            0.000       waits for a message of oneshot 1
            0.000     asks pending
            0.000     main polled
            0.000       sent to oneshot 1, holds 1
            0.000     asks ready, woken by main
            0.000       waits for the end of asks
            0.000     main pending
            0.000     asks polled
            0.000       received from oneshot 1, holds 0
            0.000       oneshot 1 dropped
            0.000       prints "Ok(42)"
            0.000     asks done
            0.000     main ready, woken by asks
            0.000     main polled
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn a_wait_is_shown_at_the_line_of_its_await_or_where_the_channel_was_made() {
    #[derive(Clone, Copy)]
    enum Inside {
        Nothing,
        Macro,
        Function,
    }
    let waits = |inside: Inside| {
        let run = simulate("main", async move {
            let (_sender, receiver) = channel::<()>();
            let outcome = match inside {
                Inside::Nothing => receiver.await,
                Inside::Macro => join!(receiver).0,
                Inside::Function => named("receiver", receiver).await,
            };
            outcome.expect_err("nobody sends");
        });
        let place_of = |is_it: fn(&Event) -> bool| {
            let events = run.events();
            events.iter().find(|(_, event)| is_it(event)).and_then(|(_, event)| event.place())
        };
        let created = place_of(|event| matches!(event, Event::ResourceCreated { .. }));
        let waited = place_of(|event| matches!(event, Event::Waiting { .. }));
        let text = taskscope_format::transcript(run.words()).expect("it is a trace");
        let line = text.lines().find(|line| line.contains("waits for")).expect("it waits");
        assert!(line.contains("oneshot.rs:"), "{line}");
        waited == created
    };
    assert!(!waits(Inside::Nothing) && !waits(Inside::Macro) && waits(Inside::Function));
}

#[test]
fn a_message_comes_once() {
    let (sender, mut receiver) = channel();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    assert!(receiver.is_empty() && !sender.is_closed());
    assert_eq!(sender.send(1), Ok(()));
    assert!(!receiver.is_empty() && !receiver.is_terminated());
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
    assert!(receiver.is_terminated());
    assert!(now(&mut receiver).is_err());
}

#[test]
fn who_waits_is_woken_by_the_message_and_by_the_end() {
    let (sender, receiver) = channel();
    let mut waiting = Hand::waiting(receiver);
    assert_eq!(sender.send(7), Ok(()));
    assert!(waiting.is_woken());
    assert_eq!(waiting.result(), Ok(7));

    let (sender, receiver) = channel::<u32>();
    let mut waiting = Hand::waiting(receiver);
    drop(sender);
    assert!(waiting.is_woken());
    assert_eq!(waiting.result().map_err(|error| error.to_string()), Err("the channel is closed".to_owned()));
}

#[test]
fn a_sender_learns_that_nobody_wants_the_message() {
    let (mut sender, receiver) = channel::<u32>();
    let mut closed = Hand::waiting(sender.closed());
    drop(receiver);
    assert!(closed.is_woken());
    closed.result();
    drop(closed);
    assert!(sender.is_closed());
    assert_eq!(sender.send(1), Err(1));
}

#[test]
fn a_closed_receiver_still_gets_what_was_sent() {
    let (sender, mut receiver) = channel();
    sender.send(1).expect("it is open");
    receiver.close();
    assert_eq!(now(&mut receiver), Ok(1));

    let (sender, mut receiver) = channel();
    receiver.close();
    assert_eq!(sender.send(1), Err(1));
    assert!(now(&mut receiver).is_err());
}

#[test]
#[should_panic(expected = "polled after it gave its result")]
fn a_finished_receiver_must_not_be_polled() {
    let (sender, mut receiver) = channel();
    sender.send(1).expect("it is open");
    assert_eq!(now(&mut receiver), Ok(1));
    now(&mut receiver).expect("it panics before");
}

#[test]
fn a_message_that_nobody_takes_is_dropped_with_the_receiver() {
    let message = std::sync::Arc::new(());
    let (sender, receiver) = channel();
    sender.send(std::sync::Arc::clone(&message)).expect("it is open");
    drop(receiver);
    assert_eq!(std::sync::Arc::strong_count(&message), 1);
}
