//! Barriers.

use std::sync::Arc;

use expect_test::expect;
use taskscope_runtime::sync::Barrier;
use taskscope_runtime::{println, spawn};

use crate::hand::{now, Hand};
use crate::support::check;

#[test]
fn the_trace_of_two_tasks_that_wait_for_each_other() {
    check(
        async {
            let start = Arc::new(Barrier::new(2));
            let other = Arc::clone(&start);
            let other = spawn("other", async move { println!("{}", other.wait().await.is_leader()) });
            println!("{}", start.wait().await.is_leader());
            other.await.expect("it does not panic");
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       barrier 1 created, room for 2
            0.000     other spawned as task 2 by main
            0.000     other ready, woken by its spawn
            0.000       queues for barrier 1, ticket 0
            0.000       waits for the others at barrier 1
            0.000     main pending
            0.000     other polled
            0.000       barrier 1 granted to ticket 0
            0.000     main ready, woken by other
            0.000       prints "true"
            0.000     other done
            0.000     main polled
            0.000       ticket 0 of barrier 1 served
            0.000       prints "false"
            0.000       barrier 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn the_last_to_come_leads_and_the_next_round_starts_anew() {
    let barrier = Barrier::new(3);
    for _ in 0..2 {
        let mut first = Hand::waiting(barrier.wait());
        let mut second = Hand::waiting(barrier.wait());
        assert!(first.poll().is_pending());
        let mut last = Hand::new(barrier.wait());
        assert!(last.result().is_leader());
        assert!(first.is_woken() && second.is_woken());
        assert!(!first.result().is_leader() && !second.result().is_leader());
    }
}

#[test]
fn a_round_that_is_over_does_not_hold_the_next() {
    let barrier = Barrier::new(2);
    let mut slow = Hand::waiting(barrier.wait());
    assert!(now(barrier.wait()).is_leader());
    let mut next = Hand::waiting(barrier.wait());
    assert!(!slow.result().is_leader());
    assert!(next.poll().is_pending());
    assert!(now(barrier.wait()).is_leader());
    assert!(!next.result().is_leader());
}

#[test]
fn a_barrier_for_nobody_or_one_never_holds() {
    for size in [0, 1] {
        assert!(now(Barrier::new(size).wait()).is_leader());
    }
}

#[test]
fn one_that_came_and_went_still_counts() {
    let barrier = Barrier::new(2);
    drop(Hand::waiting(barrier.wait()));
    assert!(now(barrier.wait()).is_leader());
}
