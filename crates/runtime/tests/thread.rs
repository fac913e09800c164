//! Threads on the virtual clock: when calls begin, when what they send arrives, and how threads end.
// As `expect!` writes them.
#![allow(clippy::needless_raw_string_hashes)]

#[path = "thread/real.rs"]
mod real;
mod support;

use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use support::check;
use taskscope_format::{Event, Micros, RunEnd, ThreadEnd, ThreadEvent};
use taskscope_runtime::thread::{self, Function, Job, Outbox};
use taskscope_runtime::{
    join_all, println, select, simulate, sleep, spawn, spawn_blocking, timeout, work, Instant,
};

static COUNT: Function<u32, u32> = Function::new("count", count);
static ECHO: Function<String, String> = Function::new("echo", |text, out| out.send(text));
static CRASH: Function<u32, u32> = Function::new("crash", crash);
static SQUARE: Job<u32, u32> = Job::new("square", square);
static FAIL: Job<String, ()> = Job::new("fail", |why| panic!("{why}"));

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn count(up_to: u32, out: &Outbox<u32>) {
    for number in 1..=up_to {
        work(ms(10));
        out.send(number);
    }
}

fn crash(after: u32, out: &Outbox<u32>) {
    out.send(after);
    work(ms(after.into()));
    panic!("no more paper");
}

fn square(number: u32) -> u32 {
    work(ms(10));
    number * number
}

#[test]
fn what_a_thread_sends_arrives_when_it_was_sent() {
    check(
        async {
            let counter = thread::spawn(&COUNT);
            counter.send(2).expect("it has just been spawned");
            counter.close();
            while let Some(number) = counter.receive().await {
                println!("{number}");
            }
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       count started as simulated thread 1
            0.000     thread 1 ready after 0 us with 0 KiB
            0.000       thread 1 called for main with 4 bytes
            0.000       waits for thread 1
            0.000     main pending
            0.000     turn ended
            10.000    turn started: Alarm
            10.000    4 bytes from thread 1, sent at 10000 us
            10.000    main ready, woken by thread 1
            10.000    main polled
            10.000      prints "1"
            10.000      waits for thread 1
            10.000    main pending
            10.000    turn ended
            20.000    turn started: Alarm
            20.000    4 bytes from thread 1, sent at 20000 us
            20.000    main ready, woken by thread 1
            20.000    call of thread 1 ended, begun at 0 us, took 20000 us
            20.000    thread 1 ended, Closed
            20.000    main polled
            20.000      prints "2"
            20.000    main done
            20.000    run ended: Finished
        "#]],
    );
}

#[test]
fn the_executor_goes_on_while_a_thread_works() {
    let run = simulate("main", async {
        let ticker = spawn("ticker", async {
            for tick in 1..=3 {
                sleep(ms(8)).await;
                println!("tick {tick}");
            }
        });
        println!("{:?}", spawn_blocking(&SQUARE, 7).await);
        ticker.await.expect("ticking does not panic");
    });
    assert_eq!(run.output(), ["tick 1", "Ok(49)", "tick 2", "tick 3"]);
    assert_eq!(run.elapsed(), ms(24));
}

#[test]
fn messages_arrive_in_the_middle_of_work() {
    let run = simulate("main", async {
        let counter = thread::spawn(&COUNT);
        counter.send(3).expect("it has just been spawned");
        work(ms(25));
        println!("{:?} {:?} {:?}", counter.try_receive(), counter.try_receive(), counter.try_receive());
    });
    assert_eq!(run.output(), ["Some(1) Some(2) None"]);
}

#[test]
fn a_thread_does_one_call_after_the_other() {
    let run = simulate("main", async {
        let counter = thread::spawn(&COUNT);
        for calls in [1, 1] {
            counter.send(calls).expect("it is open");
        }
        counter.receive().await;
        counter.receive().await;
        sleep(ms(5)).await;
        counter.send(1).expect("it is open");
        counter.receive().await;
    });
    let calls = run.events().into_iter().filter_map(|(_, event)| {
        let Event::Thread(ThreadEvent::CallEnded { started, duration, .. }) = event else { return None };
        Some((started.0, duration.0))
    });
    assert_eq!(calls.collect::<Vec<_>>(), [(0, 10_000), (10_000, 10_000), (25_000, 10_000)]);
}

#[test]
fn the_pool_has_four_threads_and_keeps_them() {
    let run = simulate("main", async {
        let start = Instant::now();
        let squares = join_all((1..=6).map(|number| spawn_blocking(&SQUARE, number))).await;
        let squares: Result<Vec<_>, _> = squares.into_iter().collect();
        println!("{squares:?} after {:?}", start.elapsed());
        println!("{:?}", spawn_blocking(&SQUARE, 9).await);
    });
    assert_eq!(run.output(), ["Ok([1, 4, 9, 16, 25, 36]) after 20ms", "Ok(81)"]);
    let started = run
        .events()
        .into_iter()
        .filter(|(_, event)| matches!(event, Event::Thread(ThreadEvent::Started { .. })));
    assert_eq!(started.count(), 4);
}

#[test]
fn a_call_that_waits_for_a_thread_can_be_taken_back() {
    let run = simulate("main", async {
        let busy = join_all((1..=4).map(|number| spawn_blocking(&SQUARE, number)));
        let waiting = timeout(ms(5), spawn_blocking(&SQUARE, 5));
        let (_, waited) = taskscope_runtime::join(busy, waiting).await;
        println!("{}", waited.is_err());
    });
    assert_eq!((run.output(), run.elapsed()), (vec!["true".to_owned()], ms(10)));
    let posted = run
        .events()
        .into_iter()
        .filter(|(_, event)| matches!(event, Event::Thread(ThreadEvent::CallPosted { .. })));
    assert_eq!(posted.count(), 4, "the fifth call never began");
}

#[test]
fn a_panic_ends_the_thread_and_says_why() {
    let run = simulate("main", async {
        let thread = thread::spawn(&CRASH);
        thread.send(5).expect("it has just been spawned");
        println!("{:?} {:?}", thread.receive().await, thread.receive().await);
        println!("{:?}", thread.send(1));
        println!("{:?}", thread.join().await);
    });
    let failed = r#"Err(Failed("no more paper"))"#;
    assert_eq!(run.output(), ["Some(5) None", failed, failed]);
    assert_eq!(run.elapsed(), ms(5));
}

#[test]
fn a_panic_in_the_pool_is_an_error_for_one_call() {
    let run = simulate("main", async {
        let failed = spawn_blocking(&FAIL, "out of ink".to_owned()).await;
        println!("{}", failed.expect_err("it panics"));
        println!("{:?}", spawn_blocking(&SQUARE, 2).await);
    });
    assert_eq!(run.output(), ["the thread failed: out of ink", "Ok(4)"]);
}

#[test]
fn calls_behind_a_panic_get_a_new_thread() {
    let run = simulate("main", async {
        let failing: Vec<_> = (0..4).map(|_| spawn_blocking(&FAIL, String::new())).collect();
        let square = spawn_blocking(&SQUARE, 3);
        println!("{:?}", square.await);
        println!("{}", join_all(failing).await.iter().all(Result::is_err));
    });
    assert_eq!(run.output(), ["Ok(9)", "true"]);
}

#[test]
fn a_thread_that_is_dropped_is_stopped_where_it_stands() {
    let run = simulate("main", async {
        let counter = thread::spawn(&COUNT);
        counter.send(100).expect("it has just been spawned");
        sleep(ms(15)).await;
        drop(counter);
        sleep(ms(100)).await;
    });
    let events = run.events();
    let came = events
        .iter()
        .filter(|(_, event)| matches!(event, Event::Thread(ThreadEvent::Message { .. })))
        .count();
    let ended: Vec<_> = events
        .iter()
        .filter_map(|&(time, event)| {
            let Event::Thread(ThreadEvent::Ended { how, .. }) = event else { return None };
            Some((time, how))
        })
        .collect();
    assert_eq!((came, ended), (1, vec![(Micros(15_000), ThreadEnd::Terminated)]));
}

#[test]
fn a_closed_thread_takes_no_more_calls_and_finishes_those_it_has() {
    let run = simulate("main", async {
        let echo = thread::spawn(&ECHO);
        echo.send("first".to_owned()).expect("it is open");
        echo.close();
        println!("{:?}", echo.send("second".to_owned()));
        println!("{:?} {:?}", echo.receive().await, echo.receive().await);
        println!("{:?}", echo.join().await);
    });
    assert_eq!(run.output(), ["Err(Closed)", r#"Some("first") None"#, "Ok(())"]);
}

#[test]
fn whoever_waits_is_told_that_another_has_closed_it() {
    let run = simulate("main", async {
        let echo = Rc::new(thread::spawn(&ECHO));
        let closer = Rc::clone(&echo);
        let closer = spawn("closer", async move {
            sleep(ms(3)).await;
            closer.close();
        });
        println!("{:?}", echo.receive().await);
        closer.await.expect("closing does not panic");
    });
    assert_eq!((run.output(), run.elapsed()), (vec!["None".to_owned()], ms(3)));
}

#[test]
fn a_message_that_was_waited_for_in_vain_wakes_nobody() {
    let run = simulate("main", async {
        let counter = thread::spawn(&COUNT);
        counter.send(1).expect("it is open");
        assert!(timeout(ms(2), counter.receive()).await.is_err());
        sleep(ms(50)).await;
        println!("{:?}", counter.try_receive());
    });
    assert_eq!(run.output(), ["Some(1)"]);
    let by_thread = |event: &Event| format!("{event:?}").contains("by: Worker");
    assert!(!run.events().iter().any(|(_, event)| by_thread(event)));
}

#[test]
fn a_simulated_thread_has_nothing_to_measure() {
    let run = simulate("main", async {
        println!("{:?}", thread::spawn(&ECHO).ready().await);
    });
    assert_eq!((run.output(), run.elapsed()), (vec!["Ok(None)".to_owned()], Duration::ZERO));
}

#[test]
fn who_waits_for_a_thread_that_was_not_called_waits_for_ever() {
    let run = simulate("main", async {
        let echo = thread::spawn(&ECHO);
        echo.receive().await;
    });
    assert_eq!(run.end(), Some(RunEnd::Stuck));
    let woken = run.events().into_iter().filter(|(_, event)| matches!(event, Event::TaskReady { .. }));
    assert_eq!(woken.count(), 1, "the end of the run wakes nobody");
}

#[test]
fn a_thread_finds_no_executor() {
    static SPAWNS: Job<(), ()> = Job::new("spawns", |()| drop(spawn("task", async {})));
    let run = simulate("main", async {
        let error = spawn_blocking(&SPAWNS, ()).await.expect_err("there is none");
        println!("{}", error.to_string().contains("needs an executor"));
    });
    assert_eq!(run.output(), ["true"]);
}

#[test]
fn a_select_can_wait_for_two_threads() {
    let run = simulate("main", async {
        let (slow, fast) = (thread::spawn(&COUNT), thread::spawn(&CRASH));
        slow.send(1).expect("it is open");
        fast.send(3).expect("it is open");
        fast.receive().await;
        select! {
            number = slow.receive() => println!("slow {number:?}"),
            number = fast.receive() => println!("fast {number:?}"),
        }
    });
    assert_eq!((run.output(), run.elapsed()), (vec!["fast None".to_owned()], ms(3)));
}
