//! Runs that are cut off: while a task had something to do, or because they would not end.

use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use taskscope_format::RunEnd;
use taskscope_runtime::choose::Policy;
use taskscope_runtime::sync::{Notify, watch};
use taskscope_runtime::{
    JoinSet, Rules, interval, mpsc, select, simulate_with, sleep, spawn, work, yield_now,
};
use taskscope_trace::{Run, Trace};

use super::programs::traced;
use super::{check, told};

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Events that a trace holds here: a fifth of the usual, and twice the longest burst.
const CAPACITY: usize = 200_000;

/// What is found in a program that fills its trace.
fn found_at_the_limit(capacity: usize, main: impl Future<Output = ()> + 'static) -> String {
    let run = simulate_with(capacity, Rules::default(), "main", main, Location::caller());
    assert_eq!(run.end(), Some(RunEnd::LimitReached));
    let mut trace = Trace::default();
    trace.append(run.words()).expect("a recorder writes a trace");
    told(&trace)
}

/// Counts payments, and keeps track of each in a set of tasks.
async fn count_payments(waits_for_some: bool) {
    let (tx, mut payments) = mpsc::channel(4);
    let payer = spawn("payer", async move {
        for number in 0..3 {
            sleep(millis(100)).await;
            tx.send(number).await.expect("main listens");
        }
    });
    let mut set = JoinSet::new();
    loop {
        select! {
            next = payments.recv() => match next {
                Some(_) => drop(set.spawn("track", sleep(millis(10)))),
                None => break,
            },
            done = set.join_next(), if !waits_for_some || !set.is_empty() => drop(done),
        }
    }
    payer.await.expect("it does not panic");
}

#[test]
fn the_next_task_of_an_empty_set_is_ready_each_time() {
    expect![[r"
        NeverWaits x1: main goes round and round without waiting: set.join_next(), here, returns Ready each time. No time has passed for 200001 events, and timer 1 of payer, due at 100 ms, never fires.
    "]]
    .assert_eq(&found_at_the_limit(CAPACITY, count_payments(false)));
    assert_eq!(told(&traced(count_payments(true))), "");
}

#[test]
fn a_channel_that_is_closed_is_ready_each_time() {
    let told = found_at_the_limit(CAPACITY, async {
        let (tx, mut rx) = mpsc::channel(4);
        let feeder = spawn("feeder", async move { tx.send(1).await });
        let mut ticker = interval(millis(10));
        for _ in 0..4 {
            loop {
                select! {
                    _ = rx.recv() => {}
                    _ = ticker.tick() => break,
                }
            }
        }
        drop(feeder);
    });
    expect![[r"
        NeverWaits x1: main goes round and round without waiting: rx.recv(), here, returns Ready each time. No time has passed for 200001 events, and timer 1 of main, due at 10 ms, never fires.
    "]]
    .assert_eq(&told);
}

#[test]
fn a_fresh_receiver_of_a_watch_has_a_change_each_time() {
    let told = found_at_the_limit(CAPACITY, async {
        let (tx, rx) = watch::channel(0);
        tx.send(0).expect("main listens");
        let setter = spawn("setter", async move {
            sleep(millis(20)).await;
            tx.send(5)
        });
        loop {
            let mut mine = rx.clone();
            if *mine.borrow() > 0 {
                break;
            }
            mine.changed().await.expect("the sender is there");
        }
        drop(setter);
    });
    expect![[r"
        NeverWaits x1: main goes round and round without waiting: the awaited future, here, returns Ready each time. No time has passed for 200001 events, and timer 1 of setter, due at 20 ms, never fires.
    "]]
    .assert_eq(&told);
}

#[test]
fn tasks_that_hand_a_token_around_for_ever_never_let_time_pass() {
    let told = found_at_the_limit(CAPACITY, async {
        let (left_tx, mut left_rx) = mpsc::channel(1);
        let (right_tx, mut right_rx) = mpsc::channel(1);
        let first = left_tx.clone();
        let left = spawn("left", async move {
            while let Some(token) = left_rx.recv().await {
                right_tx.send(token).await.expect("right listens");
            }
        });
        let right = spawn("right", async move {
            while let Some(token) = right_rx.recv().await {
                left_tx.send(token).await.expect("left listens");
            }
        });
        first.send(1).await.expect("left listens");
        left.await.and(right.await).expect("no task panics");
    });
    expect![[r"
        NeverWaits x1: left and right go round and round without waiting: the awaited future, here, returns Ready at once each time. No time has passed for 200001 events.
    "]]
    .assert_eq(&told);
}

/// Ten thousand messages at one instant.
async fn burst(messages: u32) {
    let (tx, mut rx) = mpsc::channel(64);
    let sender = spawn("sender", async move {
        for number in 0..messages {
            tx.send(number).await.expect("main listens");
        }
    });
    while rx.recv().await.is_some() {}
    sender.await.expect("it does not panic");
}

#[test]
fn a_burst_is_no_standstill_however_it_ends() {
    assert_eq!(told(&traced(burst(10_000))), "");
    // Cut off in the middle of the burst, which has filled the trace after a quiet hour.
    let main = async {
        sleep(Duration::from_secs(3600)).await;
        burst(10_000).await;
    };
    assert_eq!(found_at_the_limit(20_000, main), "");
}

#[test]
fn many_tasks_that_run_once_each_are_a_crowd_and_no_circle() {
    let told = found_at_the_limit(CAPACITY, async {
        let mut crowd = JoinSet::new();
        for _ in 0..60_000 {
            crowd.spawn("one of many", async {});
        }
        while crowd.join_next().await.is_some() {}
    });
    assert!(!told.contains("NeverWaits"), "{told}");
}

#[test]
fn a_poll_whose_budget_is_spent_is_told_as_that_and_the_end_gives_an_advice_that_can_be_followed() {
    let mut run = Run::default();
    run.append(
        simulate_with(CAPACITY, Rules::default(), "main", count_payments(false), Location::caller()).words(),
    )
    .expect("a recorder writes a trace");
    let lines: Vec<String> = taskscope_tell::lines(&run).iter().map(|line| line.text(run.trace())).collect();
    let first = lines.iter().find(|line| line.starts_with("main has used up")).expect("its budget is spent");
    assert!(first.contains("has used up its budget of operations and yields (line"), "{first}");
    assert!(!lines.iter().any(|line| line.starts_with("main waits")), "it waits for nothing");
    let last = lines.last().expect("the run has ended");
    assert_eq!(
        last,
        "The recording is full, so the run was stopped here. Let the program do less, and run it again."
    );
}

#[test]
fn a_task_with_something_to_do_when_main_ends_is_cut_off() {
    let program = |awaits: bool| async move {
        let bell = Rc::new(Notify::new());
        let own = Rc::clone(&bell);
        let guest = spawn("guest", async move {
            own.notified().await;
            taskscope_runtime::println!("guest eats");
        });
        yield_now().await;
        bell.notify_one();
        if awaits {
            guest.await.expect("eating does not panic");
        }
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            CutOffReady x1: guest was woken by main but never polled again, because the main task ended and the run with it.
        "]],
    );
}

#[test]
fn a_task_that_was_spawned_and_never_ran_is_cut_off() {
    let program = |awaits: bool| async move {
        let log = spawn("log", async { taskscope_runtime::println!("main was here") });
        if awaits {
            log.await.expect("printing does not panic");
        }
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            CutOffReady x1: log was spawned but never ran, because the main task ended and the run with it.
        "]],
    );
}

#[test]
fn a_reader_in_the_middle_of_its_messages_is_cut_off() {
    let program = |awaits: bool| async move {
        let (tx, mut rx) = mpsc::unbounded_channel();
        for number in 0..500 {
            tx.send(number).expect("the reader listens");
        }
        drop(tx);
        let reader = spawn("reader", async move { while rx.recv().await.is_some() {} });
        yield_now().await;
        if awaits {
            reader.await.expect("reading does not panic");
        }
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            CutOffReady x1: reader had spent its budget and still had work to do when the main task ended.
        "]],
    );
}

#[test]
fn a_heartbeat_an_idle_computation_and_the_news_of_an_end_are_no_work_that_is_cut_off() {
    let trace = traced(async {
        drop(spawn("heartbeat", async {
            loop {
                sleep(millis(10)).await;
            }
        }));
        drop(spawn("background", async {
            loop {
                work(millis(1));
                yield_now().await;
            }
        }));
        let (tx, mut rx) = mpsc::channel::<u32>(1);
        drop(spawn("listener", async move { while rx.recv().await.is_some() {} }));
        sleep(millis(30)).await;
        drop(tx);
    });
    assert_eq!(told(&trace), "");
    // In whatever order those that are due at once are polled.
    for seed in 0..20 {
        let rules = Rules::default().with_policy(Policy::Random).with_seed(seed);
        let main = async {
            drop(spawn("heartbeat", async {
                loop {
                    sleep(millis(10)).await;
                }
            }));
            sleep(millis(30)).await;
        };
        let run = simulate_with(1_000, rules, "main", main, Location::caller());
        let mut trace = Trace::default();
        trace.append(run.words()).expect("a recorder writes a trace");
        assert_eq!(told(&trace), "", "seed {seed}");
    }
}
