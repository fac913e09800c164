//! Messages that are lost, and messages that a task sends to itself.

use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::sync::{Notify, broadcast, oneshot};
use taskscope_runtime::{join, mpsc, sleep, spawn};

use super::check;
use super::programs::traced;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn messages_in_a_channel_whose_receiver_goes_are_lost() {
    let program = |reads_all: bool| async move {
        let (tx, mut rx) = mpsc::unbounded_channel();
        let reader = spawn("reader", async move {
            sleep(millis(10)).await;
            while rx.recv().await.is_some() && reads_all {}
        });
        for number in 0..3 {
            tx.send(number).expect("the reader is there");
        }
        drop(tx);
        reader.await.expect("it does not panic");
        sleep(millis(1)).await;
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
        LostMessage x1: 2 messages of channel 1 were never received.
    "]],
    );
}

#[test]
fn a_slow_receiver_of_a_broadcast_misses_messages() {
    let program = |capacity: usize| async move {
        let (tx, mut rx) = broadcast::channel(capacity);
        let reader = spawn("reader", async move {
            sleep(millis(10)).await;
            while !matches!(rx.recv().await, Err(broadcast::RecvError::Closed)) {}
        });
        for number in 0..8 {
            sleep(millis(1)).await;
            tx.send(number).expect("the reader is there");
        }
        drop(tx);
        reader.await.expect("it does not panic");
    };
    check(
        &traced(program(2)),
        &traced(program(8)),
        &expect![[r"
        LostMessage x1: reader was too slow and missed 6 messages of broadcast 1.
    "]],
    );
}

#[test]
fn an_answer_that_nobody_takes_is_lost() {
    let program = |takes: bool| async move {
        let (tx, rx) = oneshot::channel();
        let asker = spawn("asker", async move {
            if takes {
                rx.await.expect("an answer comes");
            } else {
                sleep(millis(20)).await;
                drop(rx);
            }
        });
        tx.send(1).expect("the asker is there");
        asker.await.expect("it does not panic");
        sleep(millis(100)).await;
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
        LostMessage x1: 1 message of oneshot 1 was never received.
    "]],
    );
}

#[test]
fn a_notification_that_comes_too_early_is_lost() {
    let program = |is_kept: bool| async move {
        let bell = Notify::new();
        if is_kept {
            bell.notify_one();
        } else {
            bell.notify_waiters();
        }
        bell.notified().await;
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            LostMessage x1: Notify 1 was notified before any task waited for it.
        "]],
    );
}

#[test]
fn who_sends_everything_and_then_receives_is_told_so() {
    let program = |side_by_side: bool| async move {
        let (tx, mut rx) = mpsc::unbounded_channel();
        let sending = async move {
            for number in 0..4 {
                tx.send(number).expect("the receiver is there");
                sleep(millis(20)).await;
            }
        };
        // Handling a message takes longer than sending one, and that is no mistake.
        let receiving = async {
            while rx.recv().await.is_some() {
                sleep(millis(60)).await;
            }
        };
        if side_by_side {
            join!(sending, receiving);
        } else {
            sending.await;
            receiving.await;
        }
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            SentBeforeAsked x1: main sends messages to itself through channel 1 and receives the first one 80 ms later.
        "]],
    );
}

#[test]
fn a_herd_that_is_woken_for_one_job_is_found() {
    use std::cell::Cell;
    let program = |wakes_all: bool| async move {
        let (jobs, bell) = (Rc::new(Cell::new(0_u32)), Rc::new(Notify::new()));
        for _ in 0..5 {
            let (jobs, bell) = (Rc::clone(&jobs), Rc::clone(&bell));
            drop(spawn("worker", async move {
                loop {
                    while jobs.get() == 0 {
                        bell.notified().await;
                    }
                    jobs.set(jobs.get() - 1);
                    sleep(Duration::from_millis(5)).await;
                }
            }));
        }
        for _ in 0..3 {
            sleep(Duration::from_millis(10)).await;
            jobs.set(1);
            if wakes_all { bell.notify_waiters() } else { bell.notify_one() }
        }
        sleep(Duration::from_millis(10)).await;
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
            ThunderingHerd x3: A notification of notify 1 woke 5 tasks, but 4 of them found nothing to do.
        "]],
    );
}
