//! Who is passed over, and what becomes too much.

use std::future::Future;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::choose::Policy;
use taskscope_runtime::record::Recorder;
use taskscope_runtime::sync::{Mutex, oneshot};
use taskscope_runtime::{
    Builder, Rules, StreamExt, join, join_all, mpsc, race, select, simulate_with, sleep, spawn,
    stream_from_iter, timeout, work, yield_now,
};
use taskscope_trace::Trace;

use super::programs::traced;
use super::{check, told};

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn traced_under(policy: Policy, main: impl Future + 'static) -> Trace {
    let rules = Rules::default().with_policy(policy);
    let run = simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", main, Location::caller());
    let mut trace = Trace::default();
    trace.append(run.words()).expect("a recorder writes a trace");
    trace
}

#[test]
fn where_each_poll_takes_long_fewer_of_them_starve_a_task() {
    let game = || async {
        let (there, mut from_there) = mpsc::channel(1);
        let (back, mut from_back) = mpsc::channel(1);
        let third = spawn("third", sleep(millis(10)));
        let server = spawn("server", async move {
            for number in 0..20 {
                work(millis(2));
                there.send(number).await.expect("the other one plays too");
                from_back.recv().await;
            }
        });
        let other = spawn("other", async move {
            while let Some(number) = from_there.recv().await {
                work(millis(2));
                back.send(number).await.expect("the server plays too");
            }
        });
        let (third, server, other) = join!(third, server, other);
        third.and(server).and(other).expect("no task panics");
    };
    check(
        &traced_under(Policy::LifoSlot { cap: None }, game()),
        &traced_under(Policy::LifoSlot { cap: Some(3) }, game()),
        &expect![[r"
            Starved x1: third was ready, but 37 polls of other tasks came first.
        "]],
    );
    for seed in 0..20 {
        let rules = Rules::default().with_policy(Policy::Random).with_seed(seed);
        let run = simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", game(), Location::caller());
        let mut trace = Trace::default();
        trace.append(run.words()).expect("a recorder writes a trace");
        assert_eq!(told(&trace), "", "chance passes nobody over for long");
    }
}

/// Three priorities and a lock of the lowest; `with_medium` says whether the one between has anything to do.
async fn three_priorities(with_medium: bool) {
    let lock = Rc::new(Mutex::new(()));
    let own = Rc::clone(&lock);
    let low = Builder::new("low").priority(1).spawn(async move {
        let guard = own.lock().await;
        for _ in 0..4 {
            work(millis(5));
            yield_now().await;
        }
        drop(guard);
    });
    let medium = Builder::new("medium").priority(2).spawn(async move {
        sleep(millis(8)).await;
        for _ in 0..if with_medium { 8 } else { 0 } {
            work(millis(10));
            yield_now().await;
        }
    });
    let high = Builder::new("high").priority(3).spawn(async move {
        sleep(millis(8)).await;
        drop(lock.lock().await);
    });
    let (low, medium, high) = join!(low, medium, high);
    low.and(medium).and(high).expect("no task panics");
}

#[test]
fn who_waits_for_a_less_important_one_that_is_passed_over_is_upside_down() {
    check(
        &traced_under(Policy::Priority, three_priorities(true)),
        &traced_under(Policy::Priority, three_priorities(false)),
        &expect![[r"
            PriorityInversion x1: high waits 90 ms for mutex 1 of low, while medium runs. The priority of medium is between the two.
        "]],
    );
    // First in, first out passes nobody over: high waits, but for low alone.
    assert_eq!(told(&traced(three_priorities(true))), "");
}

#[test]
fn a_branch_that_has_something_to_say_and_is_not_asked_is_left_out() {
    let serving = |asks_both: bool| async move {
        let (tx, mut stop) = mpsc::channel(1);
        let stopper = spawn("stopper", async move {
            sleep(millis(3)).await;
            tx.send(()).await.expect("main listens");
        });
        let mut jobs = stream_from_iter(0..40);
        let serve = || sleep(millis(1));
        if asks_both {
            // Each of the two is asked first half of the time.
            loop {
                select! {
                    Some(_) = jobs.next() => serve().await,
                    _ = stop.recv() => break,
                }
            }
        } else {
            loop {
                select! {
                    biased;
                    Some(_) = jobs.next() => serve().await,
                    _ = stop.recv() => break,
                }
            }
        }
        stopper.await.expect("it does not panic");
    };
    check(
        &traced(serving(false)),
        &traced(serving(true)),
        &expect![[r"
            BranchLeftOut x1: main did not poll stop.recv() 40 times in a row. When it did, the branch was ready at once.
        "]],
    );
}

#[test]
fn a_branch_that_has_nothing_to_say_meanwhile_is_not_left_out() {
    let trace = traced(async {
        let (tx, mut stop) = mpsc::channel(1);
        let stopper = spawn("stopper", async move {
            sleep(millis(100)).await;
            tx.send(()).await.expect("main listens");
        });
        let mut jobs = stream_from_iter(0..40);
        loop {
            select! {
                biased;
                Some(_) = jobs.next() => sleep(millis(1)).await,
                _ = stop.recv() => break,
            }
        }
        stopper.await.expect("it does not panic");
    });
    assert_eq!(told(&trace), "");
}

#[test]
fn a_channel_without_a_limit_that_fills_up_is_found_and_a_burst_is_not() {
    let program = |first: u32, then: u32| async move {
        let (tx, mut rx) = mpsc::unbounded_channel();
        let sender = spawn("sender", async move {
            for number in 0..first {
                tx.send(number).expect("the receiver listens");
            }
            for number in 0..then {
                sleep(millis(3)).await;
                tx.send(number).expect("the receiver listens");
            }
        });
        let receiver = spawn("receiver", async move {
            while rx.recv().await.is_some() {
                sleep(millis(10)).await;
            }
        });
        let (sender, receiver) = join!(sender, receiver);
        sender.and(receiver).expect("no task panics");
    };
    check(
        &traced(program(0, 60)),
        &traced(program(60, 0)),
        &expect![[r"
            QueueGrows x1: Channel 1 has no limit and holds 16 messages, more than ever. receiver has taken 6 messages.
        "]],
    );
}

async fn ask(answer_after: u64, patience: u64) {
    let (tx, rx) = oneshot::channel();
    let other = spawn("other", async move {
        sleep(millis(answer_after)).await;
        tx.send(()).is_ok()
    });
    let is_answered = timeout(millis(patience), rx).await.is_ok();
    assert_eq!(other.await, Ok(is_answered));
}

#[test]
fn questions_of_which_most_are_given_up_are_found() {
    check(
        &traced(join_all((1..=6).map(|number| ask(10 * number, 25)))),
        &traced(join_all((1..=6).map(|number| ask(10 * number, 35)))),
        &expect![[r"
            GivenUp x1: 4 requests, here, timed out before an answer came, and 2 were answered.
        "]],
    );
}

#[test]
fn the_losers_of_races_are_no_questions_that_are_given_up() {
    let trace = traced(async {
        for _ in 0..8 {
            let receivers = [10, 20].map(|wait| {
                let (tx, rx) = oneshot::channel();
                drop(spawn("server", async move {
                    sleep(millis(wait)).await;
                    tx.send(()).is_ok()
                }));
                rx
            });
            let [one, other] = receivers;
            race(one, other).await.into_inner().expect("the faster one answers");
        }
    });
    assert_eq!(told(&trace), "");
}
