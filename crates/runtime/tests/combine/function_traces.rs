//! The whole traces of the functions: nodes created, polled, woken, dropped.

use expect_test::expect;
use taskscope_runtime::{join, join_all, mark, named, race, sleep, timeout, work, yield_now, Unordered};

use super::support::check;
use super::tools::ms;

#[test]
fn join_polls_every_arm_each_time() {
    check(
        async {
            join(yield_now(), sleep(ms(1))).await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: first
            0.000       node 2 created: second
            0.000       node 1 polled
            0.000       node 1 waits for its next turn
            0.000       node 1 woken by main
            0.000     main ready, woken by main
            0.000       node 1 pending
            0.000       node 2 polled
            0.000       timer 1 set for 1000 us
            0.000       node 2 waits for timer 1
            0.000       node 2 pending
            0.000     main pending
            0.000     main polled
            0.000       node 1 polled
            0.000       node 1 finished
            0.000       node 2 polled
            0.000       node 2 waits for timer 1
            0.000       node 2 pending
            0.000     main pending
            0.000     turn ended
            1.000     turn started: Alarm
            1.000       timer 1 fired
            1.000       node 2 woken by timer 1
            1.000     main ready, woken by timer 1
            1.000     main polled
            1.000       node 2 polled
            1.000       node 2 finished
            1.000       node 1 dropped
            1.000       node 2 dropped
            1.000     main done
            1.000     run ended: Finished
        "#]],
    );
}

#[test]
fn join_all_polls_only_arms_that_were_woken() {
    check(
        async {
            join_all([sleep(ms(2)), sleep(ms(1))]).await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: 0
            0.000       node 2 created: 1
            0.000       node 1 polled
            0.000       timer 1 set for 2000 us
            0.000       node 1 waits for timer 1
            0.000       node 1 pending
            0.000       node 2 polled
            0.000       timer 2 set for 1000 us
            0.000       node 2 waits for timer 2
            0.000       node 2 pending
            0.000     main pending
            0.000     turn ended
            1.000     turn started: Alarm
            1.000       timer 2 fired
            1.000       node 2 woken by timer 2
            1.000     main ready, woken by timer 2
            1.000     main polled
            1.000       node 2 polled
            1.000       node 2 finished
            1.000     main pending
            1.000     turn ended
            2.000     turn started: Alarm
            2.000       timer 1 fired
            2.000       node 1 woken by timer 1
            2.000     main ready, woken by timer 1
            2.000     main polled
            2.000       node 1 polled
            2.000       node 1 finished
            2.000       node 1 dropped
            2.000       node 2 dropped
            2.000     main done
            2.000     run ended: Finished
        "#]],
    );
}

#[test]
fn race_drops_the_slower() {
    check(
        async {
            race(sleep(ms(2)), sleep(ms(1))).await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: left
            0.000       node 2 created: right
            0.000       node 2 polled
            0.000       timer 1 set for 1000 us
            0.000       node 2 waits for timer 1
            0.000       node 2 pending
            0.000       node 1 polled
            0.000       timer 2 set for 2000 us
            0.000       node 1 waits for timer 2
            0.000       node 1 pending
            0.000     main pending
            0.000     turn ended
            1.000     turn started: Alarm
            1.000       timer 1 fired
            1.000       node 2 woken by timer 1
            1.000     main ready, woken by timer 1
            1.000     main polled
            1.000       node 1 polled
            1.000       node 1 waits for timer 2
            1.000       node 1 pending
            1.000       node 2 polled
            1.000       node 2 finished
            1.000       timer 2 cancelled
            1.000       node 1 dropped unfinished
            1.000       node 2 dropped
            1.000     main done
            1.000     run ended: Finished
        "#]],
    );
}

#[test]
fn a_timeout_drops_its_future_unfinished() {
    check(
        async {
            assert!(timeout(ms(5), sleep(ms(10))).await.is_err());
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: timeout
            0.000       node 1 polled
            0.000       timer 1 set for 10000 us
            0.000       node 1 waits for timer 1
            0.000       node 1 pending
            0.000       timer 2 set for 5000 us
            0.000       waits for timer 2
            0.000     main pending
            0.000     turn ended
            5.000     turn started: Alarm
            5.000       timer 2 fired
            5.000     main ready, woken by timer 2
            5.000     main polled
            5.000       node 1 polled
            5.000       node 1 waits for timer 1
            5.000       node 1 pending
            5.000       timer 1 cancelled
            5.000       node 1 dropped unfinished
            5.000     main done
            5.000     run ended: Finished
        "#]],
    );
}

#[test]
fn named_futures_stand_inside_each_other() {
    check(
        async {
            named("outer", async {
                named("inner", yield_now()).await;
            })
            .await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: outer
            0.000       node 1 polled
            0.000       node 2 in node 1 created: inner
            0.000       node 2 polled
            0.000       node 2 waits for its next turn
            0.000       node 2 woken by main
            0.000       node 1 woken by main
            0.000     main ready, woken by main
            0.000       node 2 pending
            0.000       node 1 pending
            0.000     main pending
            0.000     main polled
            0.000       node 1 polled
            0.000       node 2 polled
            0.000       node 2 finished
            0.000       node 2 dropped
            0.000       node 1 finished
            0.000       node 1 dropped
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn members_of_a_set_that_were_woken_and_not_asked_for_wait() {
    check(
        async {
            let mut set: Unordered<_> = [sleep(ms(1)), sleep(ms(2)), sleep(ms(3))].into_iter().collect();
            set.next().await;
            work(ms(5));
            mark("two are woken and not polled");
            set.next().await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: 0
            0.000       node 2 created: 1
            0.000       node 3 created: 2
            0.000       node 1 polled
            0.000       timer 1 set for 1000 us
            0.000       node 1 waits for timer 1
            0.000       node 1 pending
            0.000       node 2 polled
            0.000       timer 2 set for 2000 us
            0.000       node 2 waits for timer 2
            0.000       node 2 pending
            0.000       node 3 polled
            0.000       timer 3 set for 3000 us
            0.000       node 3 waits for timer 3
            0.000       node 3 pending
            0.000     main pending
            0.000     turn ended
            1.000     turn started: Alarm
            1.000       timer 1 fired
            1.000       node 1 woken by timer 1
            1.000     main ready, woken by timer 1
            1.000     main polled
            1.000       node 1 polled
            1.000       node 1 finished
            1.000       node 1 dropped
            1.000       works for 5000 us
            2.000       timer 2 fired
            2.000       node 2 woken by timer 2
            2.000     main ready, woken by timer 2
            3.000       timer 3 fired
            3.000       node 3 woken by timer 3
            3.000     main woken again by timer 3
            6.000       work ended
            6.000       mark "two are woken and not polled"
            6.000       node 2 polled
            6.000       node 2 finished
            6.000       node 2 dropped
            6.000       node 3 dropped unfinished
            6.000     main done
            6.000     run ended: Finished
        "#]],
    );
}
