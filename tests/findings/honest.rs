//! What looks like a mistake at first sight and is none.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::sync::{Mutex, Notify, Semaphore, SemaphorePermit, oneshot};
use taskscope_runtime::{JoinSet, mpsc, println, select, sleep, spawn, timeout};

use super::programs::traced;
use super::{check, told};

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn the_losers_of_a_hedged_request_were_not_given_up() {
    let trace = traced(async {
        let mut replicas = Vec::new();
        for id in 0..3 {
            let (tx, mut rx) = mpsc::unbounded_channel::<oneshot::Sender<u64>>();
            drop(spawn(format!("replica {id}"), async move {
                while let Some(reply) = rx.recv().await {
                    sleep(millis(5 + id)).await;
                    reply.send(id).ok();
                }
            }));
            replicas.push(tx);
        }
        for _ in 0..6 {
            let ask = |replica: &mpsc::UnboundedSender<oneshot::Sender<u64>>| {
                let (tx, rx) = oneshot::channel();
                replica.send(tx).expect("replicas listen");
                rx
            };
            let (one, two, three) = (ask(&replicas[0]), ask(&replicas[1]), ask(&replicas[2]));
            let first = select! { id = one => id, id = two => id, id = three => id };
            println!("the first answer is {first:?}");
            sleep(millis(20)).await;
        }
    });
    assert_eq!(told(&trace), "");
}

#[test]
fn signals_that_never_come_are_no_questions() {
    let trace = traced(async {
        let mut workers = JoinSet::new();
        let mut stops = Vec::new();
        for number in 0..10 {
            let (stop, stopped) = oneshot::channel::<()>();
            stops.push(stop);
            let work = async {
                sleep(millis(10)).await;
                sleep(millis(10)).await;
            };
            workers.spawn(format!("worker {number}"), async move {
                select! { _ = stopped => println!("stopped"), () = work => println!("done") }
            });
        }
        sleep(millis(5)).await;
        for stop in stops.drain(..2) {
            stop.send(()).expect("the worker listens");
        }
        while workers.join_next().await.is_some() {}
    });
    assert_eq!(told(&trace), "");
}

/// A server in a `select!` with its end, which comes while it rests after an answer, or waits for one of its own.
async fn stopped_server(asks_another: bool) {
    let (tx, mut rx) = mpsc::channel::<(u32, oneshot::Sender<u32>)>(4);
    let (backend, mut asked) = mpsc::channel::<oneshot::Sender<u32>>(4);
    let behind = spawn("behind", async move {
        let mut kept = Vec::new();
        while let Some(reply) = asked.recv().await {
            kept.push(reply);
        }
    });
    let stop = Rc::new(Notify::new());
    let own = Rc::clone(&stop);
    let server = spawn("server", async move {
        let work = async {
            while let Some((number, reply)) = rx.recv().await {
                if asks_another {
                    let (tx, rx) = oneshot::channel();
                    backend.send(tx).await.expect("it listens");
                    rx.await.ok();
                }
                reply.send(number * 2).ok();
                sleep(millis(50)).await;
            }
        };
        select! { () = work => {}, () = own.notified() => println!("the server stops") }
    });
    let (reply, answer) = oneshot::channel();
    tx.send((21, reply)).await.expect("the server listens");
    timeout(millis(5), answer).await.ok();
    stop.notify_one();
    server.await.and(behind.await).expect("no task panics");
}

#[test]
fn whoever_has_answered_and_rests_is_not_half_done_and_whoever_has_asked_another_is() {
    assert_eq!(told(&traced(stopped_server(false))), "");
    expect![[r"
        DroppedHalfDone x1: server drops its future work, which had taken a message of channel 1 and was not done with it.
    "]]
    .assert_eq(&told(&traced(stopped_server(true))));
}

#[test]
fn news_for_everybody_are_no_herd() {
    let trace = traced(async {
        let (version, news) = (Rc::new(Cell::new(0)), Rc::new(Notify::new()));
        for reader in 0..6 {
            let (version, news) = (Rc::clone(&version), Rc::clone(&news));
            drop(spawn(format!("reader {reader}"), async move {
                let mut seen = 0;
                loop {
                    news.notified().await;
                    seen += version.get();
                    if reader == 0 {
                        println!("{seen}");
                    }
                }
            }));
        }
        for number in 1..5 {
            sleep(millis(10)).await;
            version.set(number);
            news.notify_waiters();
        }
        sleep(millis(10)).await;
    });
    assert_eq!(told(&trace), "");
}

#[test]
fn a_lock_that_is_held_long_once_may_make_what_it_guards() {
    let program = |expires: bool| async move {
        let cache = Rc::new(Mutex::new(None));
        for _ in 0..3 {
            let mut readers = JoinSet::new();
            for number in 0..3 {
                let cache = Rc::clone(&cache);
                readers.spawn(format!("reader {number}"), async move {
                    let mut slot = cache.lock().await;
                    if expires || slot.is_none() {
                        sleep(millis(80)).await;
                        *slot = Some(42);
                    }
                });
            }
            while readers.join_next().await.is_some() {}
        }
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
            LockAcrossAwait x6: reader 0 waits, here, while it holds mutex 1, so reader 1 has to wait 80 ms for the lock.
        "]],
    );
}

#[test]
fn permits_that_come_back_by_a_timer_are_no_finding() {
    let trace = traced(async {
        let bucket = Rc::new(Semaphore::new(2));
        let own = Rc::clone(&bucket);
        let filler = spawn("filler", async move {
            loop {
                sleep(millis(10)).await;
                if own.available_permits() < 2 {
                    own.add_permits(1);
                }
            }
        });
        for number in 0..6 {
            SemaphorePermit::forget(bucket.acquire().await.expect("nobody closes it"));
            println!("request {number}");
        }
        filler.abort();
    });
    assert_eq!(told(&trace), "");
}
