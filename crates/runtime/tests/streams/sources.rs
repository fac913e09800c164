//! Where streams come from.

use std::future::ready;

use expect_test::expect;
use taskscope_runtime::mpsc::{channel, unbounded_channel};
use taskscope_runtime::stream::{IntervalStream, ReceiverStream, UnboundedReceiverStream};
use taskscope_runtime::{
    interval, println, sleep, spawn, stream, stream_from_iter, Instant, Stream, StreamExt,
};

use super::support::check;
use super::tools::{all, ms, timed, value_of};

#[test]
fn an_iterator_is_a_stream() {
    assert_eq!(all(|| stream_from_iter(vec!['a', 'b'])), ['a', 'b']);
}

#[test]
fn a_long_iterator_lets_other_tasks_run() {
    let seen = value_of(async {
        let other = spawn("other", async {});
        let mut numbers = stream_from_iter(0..);
        while !other.is_finished() {
            numbers.next().await;
        }
        numbers.next().await
    });
    assert!(seen.is_some_and(|seen| seen < 1000), "{seen:?}");
}

#[test]
fn unfold_asks_for_each_value() {
    let numbers = || stream::unfold(1, |n| ready((n < 20).then_some((n, n * 3))));
    assert_eq!(all(numbers), [1, 3, 9]);
    let ended = value_of(async move {
        let mut numbers = numbers().skip(3);
        (numbers.next().await, numbers.next().await)
    });
    assert_eq!(ended, (None, None));
}

#[test]
fn the_messages_of_a_channel_are_a_stream_that_ends_with_it() {
    let messages = value_of(async {
        let (tx, rx) = channel(1);
        let sender = spawn("sender", async move {
            for n in 1..=3 {
                tx.send(n).await.expect("the receiver is there");
            }
        });
        let messages: Vec<_> = ReceiverStream::new(rx).collect().await;
        drop(sender);
        messages
    });
    assert_eq!(messages, [1, 2, 3]);
}

#[test]
fn an_unbounded_channel_is_a_stream_too() {
    let outcome = value_of(async {
        let (tx, rx) = unbounded_channel();
        let mut messages = UnboundedReceiverStream::new(rx);
        tx.send('a').expect("the receiver is there");
        tx.send('b').expect("the receiver is there");
        let (before, first) = (messages.size_hint(), messages.next().await);
        messages.close();
        let refused = tx.send('c').is_err();
        let left = messages.as_ref().len();
        (before, first, refused, left, messages.into_inner().recv().await)
    });
    assert_eq!(outcome, ((2, None), Some('a'), true, 1, Some('b')));
}

#[test]
fn the_ticks_of_an_interval_are_a_stream() {
    let ticks = value_of(async {
        let start = Instant::now();
        let ticks =
            IntervalStream::new(interval(ms(10))).map(move |due| due.duration_since(start).as_millis());
        timed(ticks.take(3)).await
    });
    assert_eq!(ticks, [(0, 0), (10, 10), (20, 20)]);
}

#[test]
fn a_stream_of_messages_and_its_trace() {
    check(
        async {
            let (tx, rx) = channel(2);
            let sender = spawn("sender", async move {
                tx.send(1).await.expect("the receiver is there");
                sleep(ms(1)).await;
                tx.send(2).await.expect("the receiver is there");
            });
            let mut messages = ReceiverStream::new(rx).map(|n| n * 10);
            while let Some(n) = messages.next().await {
                println!("{n}");
            }
            drop(sender);
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       channel 1 created, room for 2
            0.000     sender spawned as task 2 by main
            0.000     sender ready, woken by its spawn
            0.000       waits for a message of channel 1
            0.000     main pending
            0.000     sender polled
            0.000       sent to channel 1, holds 1
            0.000     main ready, woken by sender
            0.000       timer 1 set for 1000 us
            0.000       waits for timer 1
            0.000     sender pending
            0.000     main polled
            0.000       received from channel 1, holds 0
            0.000       prints "10"
            0.000       waits for a message of channel 1
            0.000     main pending
            0.000     turn ended
            1.000     turn started: Alarm
            1.000       timer 1 fired
            1.000     sender ready, woken by timer 1
            1.000     sender polled
            1.000       sent to channel 1, holds 1
            1.000     main ready, woken by sender
            1.000       channel 1 has 0 senders
            1.000     sender done
            1.000     main polled
            1.000       received from channel 1, holds 0
            1.000       prints "20"
            1.000       sender detached
            1.000       channel 1 closed
            1.000       channel 1 dropped
            1.000     main done
            1.000     run ended: Finished
        "#]],
    );
}
