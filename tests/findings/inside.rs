//! Futures inside tasks that are forgotten or dropped in the middle.

use std::pin::pin;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::{Unordered, mpsc, named, race, select, sleep, spawn, timeout};

use super::programs::traced;
use super::{check, told};

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn a_set_of_futures_stands_still_while_its_task_awaits_something_else() {
    let program = |handles_slowly: bool| async move {
        let mut set = Unordered::new();
        for wait in [10, 20, 30] {
            set.push(async move {
                sleep(millis(wait)).await;
                sleep(millis(wait)).await;
            });
        }
        while let Some(()) = set.next().await {
            if handles_slowly {
                for _ in 0..3 {
                    sleep(millis(100)).await;
                }
            }
        }
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
            WokenNotPolled x3: main was polled 3 times without polling its future 2, which was woken 90 ms ago.
        "]],
    );
}

#[test]
fn a_named_future_that_is_kept_but_not_polled_is_found() {
    let trace = traced(async {
        let mut kept = pin!(named("kept", sleep(millis(10))));
        select! {
            () = &mut kept => {},
            () = sleep(millis(5)) => {
                sleep(millis(50)).await;
                sleep(millis(50)).await;
            },
        }
        kept.await;
    });
    expect![[r"
        WokenNotPolled x1: main was polled 2 times without polling its future kept, which was woken 95 ms ago.
    "]]
    .assert_eq(&told(&trace));
}

async fn read_two(rx: &mut mpsc::Receiver<u32>) -> (Option<u32>, Option<u32>) {
    let first = rx.recv().await;
    sleep(millis(8)).await;
    (first, rx.recv().await)
}

#[test]
fn what_a_dropped_future_had_taken_is_gone() {
    let program = |keeps: bool| async move {
        let (tx, mut rx) = mpsc::unbounded_channel();
        let sender = spawn("sender", async move {
            for number in 0..8 {
                tx.send(number).expect("main listens");
                sleep(millis(10)).await;
            }
        });
        if keeps {
            let mut both = pin!(read_two(&mut rx));
            while timeout(millis(5), both.as_mut()).await.is_err() {}
        } else {
            assert!(timeout(millis(5), read_two(&mut rx)).await.is_err());
        }
        while rx.recv().await.is_some() {}
        sender.await.expect("it does not panic");
    };
    // In the twin the node goes with each timeout, and the future with what it took stays.
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
        DroppedHalfDone x1: main drops its future timeout, which had taken a message of channel 1 and was not done with it.
    "]],
    );
}

#[test]
fn an_abort_in_the_middle_of_a_message_is_found_and_one_between_messages_is_not() {
    let program = |in_the_middle: bool| async move {
        let (tx, mut rx) = mpsc::unbounded_channel();
        let worker = spawn("worker", async move {
            while rx.recv().await.is_some() {
                sleep(millis(10)).await;
            }
        });
        tx.send(1).expect("the worker listens");
        sleep(millis(if in_the_middle { 5 } else { 15 })).await;
        worker.abort();
        sleep(millis(1)).await;
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
        DroppedHalfDone x1: main aborts worker, which had taken a message of channel 1 and was not done with it.
    "]],
    );
}

#[test]
fn ordinary_races_and_timeouts_are_no_findings() {
    let trace = traced(async {
        let slow = async {
            taskscope_runtime::println!("slow started");
            sleep(millis(100)).await;
            taskscope_runtime::println!("slow is done");
        };
        let fast = async {
            taskscope_runtime::println!("fast started");
            sleep(millis(10)).await;
        };
        race(slow, fast).await;
        let (tx, mut rx) = mpsc::channel(4);
        let listening = async { while rx.recv().await.is_some() {} };
        let sending = async {
            for number in 0..100 {
                tx.send(number).await.expect("somebody listens");
                sleep(millis(7)).await;
            }
        };
        assert!(timeout(millis(150), race(listening, sending)).await.is_err());
        let mut ticks = 0;
        let mut late = sleep(millis(500));
        loop {
            select! {
                () = sleep(millis(20)) => ticks += 1,
                () = &mut late => break,
            }
        }
        assert!(ticks > 0);
    });
    assert_eq!(told(&trace), "");
}

#[test]
fn what_a_future_inside_has_taken_belongs_to_the_one_around_it() {
    let program = |is_slow: bool| async move {
        let (tx, mut rx) = mpsc::channel(1);
        tx.try_send("a job").expect("there is room");
        let work = named("outer", async move {
            named("inner", async { rx.recv().await }).await.expect("it was sent");
            if is_slow {
                sleep(millis(50)).await;
            }
        });
        assert_eq!(timeout(millis(5), work).await.is_err(), is_slow);
        drop(tx);
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
            DroppedHalfDone x1: main drops its future outer, which had taken a message of channel 1 and was not done with it.
        "]],
    );
}
