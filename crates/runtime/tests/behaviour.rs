//! Small programs and their whole traces.
// As `expect!` writes them.
#![allow(clippy::needless_raw_string_hashes)]

mod support;

use std::time::Duration;

use expect_test::expect;
use support::check;
use taskscope_runtime::mpsc::{channel, unbounded_channel};
use taskscope_runtime::{join, println, sleep, spawn, work, yield_now, JoinError};

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

#[test]
fn a_spawned_task_runs_after_its_parent_and_hands_over_its_value() {
    check(
        async {
            let child = spawn("child", async { 7 });
            println!("the child gave {:?}", child.await);
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000     child spawned as task 2 by main
            0.000     child ready, woken by its spawn
            0.000       waits for the end of child
            0.000     main pending
            0.000     child polled
            0.000     child done
            0.000     main ready, woken by child
            0.000     main polled
            0.000       prints "the child gave Ok(7)"
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn yielding_lets_the_others_go_first() {
    check(
        async {
            let child = spawn("child", async { println!("child") });
            yield_now().await;
            println!("main");
            drop(child);
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000     child spawned as task 2 by main
            0.000     child ready, woken by its spawn
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     child polled
            0.000       prints "child"
            0.000     child done
            0.000     main polled
            0.000       prints "main"
            0.000       child detached
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn timers_fire_in_order_and_time_jumps_to_them() {
    check(
        async {
            let (late, early) = (sleep(ms(60_000)), sleep(ms(5)));
            join!(late, early);
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: late
            0.000       node 2 created: early
            0.000       node 1 polled
            0.000       timer 1 set for 60000000 us
            0.000       node 1 waits for timer 1
            0.000       node 1 pending
            0.000       node 2 polled
            0.000       timer 2 set for 5000 us
            0.000       node 2 waits for timer 2
            0.000       node 2 pending
            0.000     main pending
            0.000     turn ended
            5.000     turn started: Alarm
            5.000       timer 2 fired
            5.000       node 2 woken by timer 2
            5.000     main ready, woken by timer 2
            5.000     main polled
            5.000       node 1 polled
            5.000       node 1 waits for timer 1
            5.000       node 1 pending
            5.000       node 2 polled
            5.000       node 2 finished
            5.000     main pending
            5.000     turn ended
            60000.000 turn started: Alarm
            60000.000   timer 1 fired
            60000.000   node 1 woken by timer 1
            60000.000 main ready, woken by timer 1
            60000.000 main polled
            60000.000   node 1 polled
            60000.000   node 1 finished
            60000.000   node 1 dropped
            60000.000   node 2 dropped
            60000.000 main done
            60000.000 run ended: Finished
        "#]],
    );
}

#[test]
fn a_timer_fires_during_work_on_the_virtual_clock_and_its_task_waits_for_the_processor() {
    check(
        async {
            let sleeper = spawn("sleeper", sleep(ms(10)));
            yield_now().await;
            work(ms(30));
            yield_now().await;
            drop(sleeper);
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000     sleeper spawned as task 2 by main
            0.000     sleeper ready, woken by its spawn
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     sleeper polled
            0.000       timer 1 set for 10000 us
            0.000       waits for timer 1
            0.000     sleeper pending
            0.000     main polled
            0.000       works for 30000 us
            10.000      timer 1 fired
            10.000    sleeper ready, woken by timer 1
            30.000      work ended
            30.000      waits for its next turn
            30.000    main ready, woken by main
            30.000    main pending
            30.000    sleeper polled
            30.000    sleeper done
            30.000    main polled
            30.000      sleeper detached
            30.000    main done
            30.000    run ended: Finished
        "#]],
    );
}

#[test]
fn a_full_channel_makes_its_sender_wait_and_ends_with_its_last_sender() {
    check(
        async {
            let (tx, mut rx) = channel(1);
            let sender = spawn("sender", async move {
                for n in 0..3 {
                    tx.send(n).await.expect("the receiver lives on");
                }
            });
            while let Some(n) = rx.recv().await {
                println!("got {n}");
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
            0.000       channel 1 created, room for 1
            0.000     sender spawned as task 2 by main
            0.000     sender ready, woken by its spawn
            0.000       waits for a message of channel 1
            0.000     main pending
            0.000     sender polled
            0.000       sent to channel 1, holds 1
            0.000     main ready, woken by sender
            0.000       queues for channel 1, ticket 0
            0.000       waits for room in channel 1
            0.000     sender pending
            0.000     main polled
            0.000       received from channel 1, holds 0
            0.000       channel 1 granted to ticket 0
            0.000     sender ready, woken by main
            0.000       prints "got 0"
            0.000       waits for a message of channel 1
            0.000     main pending
            0.000     sender polled
            0.000       ticket 0 of channel 1 served
            0.000       sent to channel 1, holds 1
            0.000     main ready, woken by sender
            0.000       queues for channel 1, ticket 1
            0.000       waits for room in channel 1
            0.000     sender pending
            0.000     main polled
            0.000       received from channel 1, holds 0
            0.000       channel 1 granted to ticket 1
            0.000     sender ready, woken by main
            0.000       prints "got 1"
            0.000       waits for a message of channel 1
            0.000     main pending
            0.000     sender polled
            0.000       ticket 1 of channel 1 served
            0.000       sent to channel 1, holds 1
            0.000     main ready, woken by sender
            0.000       channel 1 has 0 senders
            0.000     sender done
            0.000     main polled
            0.000       received from channel 1, holds 0
            0.000       prints "got 2"
            0.000       sender detached
            0.000       channel 1 closed
            0.000       channel 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn an_aborted_task_is_dropped_where_it_stands() {
    check(
        async {
            let child = spawn("child", sleep(ms(100)));
            yield_now().await;
            child.abort();
            assert_eq!(child.await, Err(JoinError::Cancelled));
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000     child spawned as task 2 by main
            0.000     child ready, woken by its spawn
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     child polled
            0.000       timer 1 set for 100000 us
            0.000       waits for timer 1
            0.000     child pending
            0.000     main polled
            0.000     child cancelled by main
            0.000       timer 1 cancelled
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn when_main_ends_the_others_are_cut_off() {
    check(
        async {
            drop(spawn("left behind", sleep(ms(100))));
            yield_now().await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000     left behind spawned as task 2 by main
            0.000     left behind ready, woken by its spawn
            0.000       left behind detached
            0.000       waits for its next turn
            0.000     main ready, woken by main
            0.000     main pending
            0.000     left behind polled
            0.000       timer 1 set for 100000 us
            0.000       waits for timer 1
            0.000     left behind pending
            0.000     main polled
            0.000     main done
            0.000     left behind cancelled
            0.000       timer 1 cancelled
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn a_receiver_whose_sender_never_goes_is_stuck() {
    check(
        async {
            let (tx, mut rx) = unbounded_channel::<u32>();
            rx.recv().await;
            drop(tx);
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       channel 1 created, unbounded
            0.000       waits for a message of channel 1
            0.000     main pending
            0.000     turn ended
            0.000     run ended: Stuck
        "#]],
    );
}
