//! Chains of waits to every kind of end, in the words that are shown.

use std::rc::Rc;
use std::time::Duration;

use expect_test::{Expect, expect};
use taskscope_format::{Event, ResourceId, TaskId};
use taskscope_judge::{Chain, ChainEnd, wait_chain, wait_chains};
use taskscope_runtime::sync::{Mutex, Notify, RwLock, Semaphore};
use taskscope_runtime::{join, join_all, mpsc, select, sleep, spawn, timeout, work, yield_now};
use taskscope_tell::{Piece, chain_sentences, plain_text};
use taskscope_trace::{Moment, Phase, State, Step, Trace, follow};

use super::programs::{senseless::senseless, traced};

fn state_at(trace: &Trace, step: Step) -> State {
    let mut state = State::default();
    for (_, event) in trace.between(Step(0), step) {
        state.apply(event);
    }
    state
}

/// The step right after the first mark; the last step if there is none.
fn marked(trace: &Trace) -> Step {
    let mut events = trace.between(Step(0), trace.end());
    let mark = events.find(|(_, event)| matches!(event, Event::Mark { .. }));
    mark.map_or(trace.end(), |(step, _)| step)
}

fn text(trace: &Trace, state: &State, chain: &Chain) -> String {
    let sentences = chain_sentences(trace, state, chain);
    sentences.iter().map(|sentence| said(trace, sentence) + "\n").collect()
}

/// A sentence without the numbers of lines, which change with every edit of this file.
fn said(trace: &Trace, sentence: &[Piece]) -> String {
    let one =
        |piece| if let Piece::Line(_) = piece { "here".to_owned() } else { plain_text(&[piece], trace) };
    sentence.iter().cloned().map(one).collect()
}

/// Checks why a task waits where the program marks the moment, or at the end.
fn check(trace: &Trace, task: u32, expected: &Expect) -> Chain {
    let state = state_at(trace, marked(trace));
    let chain = wait_chain(&state, TaskId(task)).expect("the task waits");
    expected.assert_eq(&text(trace, &state, &chain));
    chain
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn a_chain_leads_over_a_task_and_a_lock_to_a_timer() {
    let trace = traced(async {
        let lock = Rc::new(Mutex::new(0));
        let own = Rc::clone(&lock);
        let holder = spawn("holder", async move {
            let guard = own.lock().await;
            sleep(millis(30)).await;
            drop(guard);
        });
        let waiter = spawn("waiter", async move { drop(lock.lock().await) });
        let watcher = spawn("watcher", async {
            sleep(millis(10)).await;
            taskscope_runtime::mark("now");
        });
        let (waiter, holder, watcher) = join!(waiter, holder, watcher);
        waiter.and(holder).and(watcher).expect("no task panics");
    });
    let chain = check(
        &trace,
        3,
        &expect![[r"
            waiter waits for mutex 1, held by holder (here).
            holder waits for timer 1 (here).
            Timer 1 is due at 30 ms.
        "]],
    );
    assert_eq!(chain.links.len(), 2);
    assert_eq!(chain.links[0].next, Some(TaskId(2)));
    check(
        &trace,
        1,
        &expect![[r"
            main › holder waits for holder to end (here), one of its 3 awaits.
            holder waits for timer 1 (here).
            Timer 1 is due at 30 ms.
        "]],
    );
    let state = state_at(&trace, marked(&trace));
    assert_eq!(wait_chains(&state, TaskId(1)).len(), 3);
    assert_eq!(wait_chain(&state, TaskId(4)), None, "it runs");
}

#[test]
fn a_task_in_the_queue_waits_for_the_processor_only() {
    let trace = traced(async {
        let other = spawn("other", async { yield_now().await });
        let busy = spawn("busy", async {
            taskscope_runtime::mark("now");
            work(millis(1));
        });
        other.await.expect("it does not panic");
        busy.await.expect("it does not panic");
    });
    check(
        &trace,
        1,
        &expect![[r"
            main waits for other to end (here).
            other is ready and in line for the thread.
        "]],
    );
}

#[test]
fn two_mutexes_taken_in_different_orders_are_a_deadlock() {
    let trace = traced(two_mutexes());
    let chain = check(
        &trace,
        1,
        &expect![[r"
            main › left waits for left to end (here), one of its 2 awaits.
            left waits for mutex 2, held by right (here).
            right waits for mutex 1, held by left (here).
            left and right wait for each other in a circle: none of them can ever go on.
        "]],
    );
    assert_eq!(chain.end, ChainEnd::Deadlock(vec![TaskId(2), TaskId(3)]));
}

async fn two_mutexes() {
    let (one, two) = (Rc::new(Mutex::new(())), Rc::new(Mutex::new(())));
    let left = spawn("left", take_both(Rc::clone(&one), Rc::clone(&two)));
    let right = spawn("right", take_both(two, one));
    let (left, right) = join!(left, right);
    left.and(right).expect("no task panics");
}

async fn take_both(first: Rc<Mutex<()>>, second: Rc<Mutex<()>>) {
    let first = first.lock().await;
    yield_now().await;
    let second = second.lock().await;
    drop((first, second));
}

#[test]
fn a_deadlock_is_seen_while_others_go_on() {
    let trace = traced(async {
        let stuck = spawn("stuck", two_mutexes());
        sleep(millis(5)).await;
        taskscope_runtime::mark("now");
        drop(stuck);
    });
    let state = state_at(&trace, marked(&trace));
    let chain = wait_chain(&state, TaskId(2)).expect("it waits");
    assert!(matches!(chain.end, ChainEnd::Deadlock(ref tasks) if tasks.len() == 2), "{chain:?}");
}

#[test]
fn a_lock_that_is_set_aside_for_a_future_nobody_polls_is_a_deadlock_with_oneself() {
    // Known as futurelock: the arm that waits for the lock is kept, but no longer polled.
    let trace = traced(async {
        let lock = std::sync::Arc::new(Mutex::new(()));
        let held = std::sync::Arc::clone(&lock).lock_owned().await;
        let holder = spawn("holder", async move {
            sleep(millis(20)).await;
            drop(held);
        });
        let mut first = Box::pin(lock.lock());
        select! {
            biased;
            guard = &mut first => drop(guard),
            () = sleep(millis(10)) => drop(lock.lock().await),
        }
        holder.await.expect("it does not panic");
    });
    let chain = check(
        &trace,
        1,
        &expect![[r"
            main waits for mutex 1, handed to main and not taken yet (here).
            main waits for itself: it can never go on.
        "]],
    );
    assert_eq!(chain.end, ChainEnd::Deadlock(vec![TaskId(1)]));
}

#[test]
fn a_message_comes_from_whoever_has_a_sender_until_the_run_is_over() {
    let program = || async {
        let (tx, mut rx) = mpsc::channel::<u32>(1);
        let reader = spawn("reader", async move { rx.recv().await });
        sleep(millis(1)).await;
        taskscope_runtime::mark("now");
        reader.await.expect("it does not panic");
        drop(tx);
    };
    let trace = traced(program());
    check(
        &trace,
        2,
        &expect![[r"
            reader waits for a message from channel 1 (here).
            Other code that uses channel 1 can end this.
        "]],
    );
    let state = state_at(&trace, trace.end());
    let chain = wait_chain(&state, TaskId(1)).expect("it waits");
    assert_eq!(chain.end, ChainEnd::Nobody(TaskId(2)));
    expect![[r"
        main waits for reader to end (here).
        reader waits for a message from channel 1 (here).
        Nothing is left that could wake reader.
    "]]
    .assert_eq(&text(&trace, &state, &chain));
}

#[test]
fn of_several_awaits_the_one_that_can_happen_is_followed() {
    let trace = traced(async {
        let watcher = spawn("watcher", async {
            sleep(millis(1)).await;
            taskscope_runtime::mark("now");
        });
        let bell = Notify::new();
        assert!(timeout(millis(10), bell.notified()).await.is_err());
        watcher.await.expect("it does not panic");
    });
    check(
        &trace,
        1,
        &expect![[r"
            main waits for timer 1 (here), one of its 2 awaits.
            Timer 1 is due at 10 ms.
        "]],
    );
}

#[test]
fn permits_are_waited_for_until_any_holder_can_go_on() {
    let trace = traced(async {
        let permits = Rc::new(Semaphore::new(2));
        let take = |wait: u64| {
            let permits = Rc::clone(&permits);
            async move {
                let permit = permits.acquire().await.expect("nobody closes it");
                sleep(millis(wait)).await;
                drop(permit);
            }
        };
        let tasks = [spawn("long", take(50)), spawn("short", take(30)), spawn("last", take(1))];
        sleep(millis(10)).await;
        taskscope_runtime::mark("now");
        for task in tasks {
            task.await.expect("no task panics");
        }
    });
    check(
        &trace,
        4,
        &expect![[r"
            last waits for permits of semaphore 1, held by long and short (here).
            long waits for timer 2 (here).
            Timer 2 is due at 50 ms.
        "]],
    );
}

#[test]
fn a_member_of_a_set_that_was_not_polled_again_still_waits() {
    let trace = traced(async {
        let bell = Rc::new(Notify::new());
        let ring = Rc::clone(&bell);
        let ringer = spawn("ringer", async move {
            sleep(millis(20)).await;
            taskscope_runtime::mark("now");
            ring.notify_waiters();
        });
        let wait = |nap: u64| {
            let bell = Rc::clone(&bell);
            async move {
                match nap {
                    0 => bell.notified().await,
                    nap => sleep(millis(nap)).await,
                }
            }
        };
        join_all([wait(0), wait(10)]).await;
        ringer.await.expect("it does not panic");
    });
    let state = state_at(&trace, marked(&trace));
    let chain = wait_chain(&state, TaskId(1)).expect("it waits");
    assert_eq!(chain.end, ChainEnd::OtherEnd(ResourceId(1)), "{}", text(&trace, &state, &chain));
}

#[test]
fn a_circle_of_many_tasks_is_found_without_recursion() {
    const TASKS: usize = 3_000;
    let trace = traced(async {
        let locks: Vec<_> = (0..TASKS).map(|_| Rc::new(Mutex::new(()))).collect();
        let tasks: Vec<_> = (0..TASKS)
            .map(|task| {
                let second = (task + 1) % TASKS;
                spawn("philosopher", take_both(Rc::clone(&locks[task]), Rc::clone(&locks[second])))
            })
            .collect();
        for task in tasks {
            task.await.expect("no task panics");
        }
    });
    let state = state_at(&trace, trace.end());
    let chain = wait_chain(&state, TaskId(1)).expect("it waits");
    assert!(matches!(chain.end, ChainEnd::Deadlock(ref tasks) if tasks.len() == TASKS));
}

#[test]
fn every_state_of_senseless_events_has_chains_that_end() {
    let trace = senseless(88_172_645, 4_000);
    follow(&trace, |Moment { state, .. }| {
        for task in state.tasks.values() {
            let chains = wait_chains(state, task.id);
            assert_eq!(chains.is_empty(), task.phase != Phase::Waiting);
            for chain in chains {
                assert!(!text(&trace, state, &chain).is_empty());
                let next = chain.links.windows(2).all(|pair| pair[0].next == Some(pair[1].task));
                assert!(next, "{chain:?}");
            }
        }
    });
}

#[test]
fn a_reader_behind_a_writer_waits_for_the_writer_and_so_for_who_reads_now() {
    let trace = traced(async {
        let lock = Rc::new(RwLock::new(()));
        let [now, next, last] = [(); 3].map(|()| Rc::clone(&lock));
        let reads = spawn("reads", async move {
            let _guard = now.read().await;
            sleep(Duration::from_millis(10)).await;
        });
        let writes = spawn("writes", async move { drop(next.write().await) });
        let would_read = spawn("would read", async move { drop(last.read().await) });
        sleep(Duration::from_millis(5)).await;
        taskscope_runtime::mark("now");
        let (reads, writes, would_read) = join!(reads, writes, would_read);
        reads.and(writes).and(would_read).expect("no task panics");
    });
    let chain = wait_chain(&state_at(&trace, marked(&trace)), TaskId(4)).expect("the task waits");
    let tasks: Vec<u32> = chain.links.iter().map(|link| link.task.0).collect();
    assert_eq!(tasks, [4, 3, 2]);
    assert!(matches!(chain.end, ChainEnd::Timer(..)), "{:?}", chain.end);
}
