//! The whole traces of `select!`: nodes created, polled, woken, dropped.

use std::future::{pending, ready};

use expect_test::expect;
use taskscope_format::transcript;
use taskscope_runtime::{join, mark, select, simulate, sleep, spawn, yield_now};

use super::support::check;
use super::tools::ms;

#[test]
fn select_creates_all_branches_and_drops_the_losers_unfinished() {
    check(
        async {
            select! {
                biased;
                () = sleep(ms(20)) => mark("slow"),
                () = sleep(ms(10)) => mark("fast"),
                () = pending(), if false => mark("disabled"),
            }
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: sleep(ms(20))
            0.000       node 2 created: sleep(ms(10))
            0.000       node 1 polled
            0.000       timer 1 set for 20000 us
            0.000       node 1 waits for timer 1
            0.000       node 1 pending
            0.000       node 2 polled
            0.000       timer 2 set for 10000 us
            0.000       node 2 waits for timer 2
            0.000       node 2 pending
            0.000     main pending
            0.000     turn ended
            10.000    turn started: Alarm
            10.000      timer 2 fired
            10.000      node 2 woken by timer 2
            10.000    main ready, woken by timer 2
            10.000    main polled
            10.000      node 1 polled
            10.000      node 1 waits for timer 1
            10.000      node 1 pending
            10.000      node 2 polled
            10.000      node 2 finished
            10.000      timer 1 cancelled
            10.000      node 1 dropped unfinished
            10.000      node 2 dropped
            10.000      mark "fast"
            10.000    main done
            10.000    run ended: Finished
        "#]],
    );
}

#[test]
fn a_branch_that_was_woken_too_late_is_woken_but_not_polled() {
    check(
        async {
            let (mut a, mut b) = (sleep(ms(10)), sleep(ms(10)));
            select! {
                biased;
                () = &mut a => mark("a"),
                () = &mut b => mark("b"),
            }
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: &mut a
            0.000       node 2 created: &mut b
            0.000       node 1 polled
            0.000       timer 1 set for 10000 us
            0.000       node 1 waits for timer 1
            0.000       node 1 pending
            0.000       node 2 polled
            0.000       timer 2 set for 10000 us
            0.000       node 2 waits for timer 2
            0.000       node 2 pending
            0.000     main pending
            0.000     turn ended
            10.000    turn started: Alarm
            10.000      timer 1 fired
            10.000      node 1 woken by timer 1
            10.000    main ready, woken by timer 1
            10.000      timer 2 fired
            10.000      node 2 woken by timer 2
            10.000    main woken again by timer 2
            10.000    main polled
            10.000      node 1 polled
            10.000      node 1 finished
            10.000      node 1 dropped
            10.000      node 2 dropped unfinished
            10.000      mark "a"
            10.000    main done
            10.000    run ended: Finished
        "#]],
    );
}

#[test]
fn a_branch_that_does_not_match_is_finished_and_the_other_goes_on() {
    check(
        async {
            select! {
                biased;
                Some(()) = ready(None) => mark("never"),
                () = yield_now() => mark("yielded"),
            }
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       node 1 created: ready(None)
            0.000       node 2 created: yield_now()
            0.000       node 1 polled
            0.000       node 1 finished
            0.000       node 2 polled
            0.000       node 2 waits for its next turn
            0.000       node 2 woken by main
            0.000     main ready, woken by main
            0.000       node 2 pending
            0.000     main pending
            0.000     main polled
            0.000       node 2 polled
            0.000       node 2 finished
            0.000       node 1 dropped
            0.000       node 2 dropped
            0.000       mark "yielded"
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn a_branch_lies_where_its_select_does() {
    let run = simulate("main", async {
        select! {
            () = sleep(ms(20)) => {}
            () = sleep(ms(10)) => {}
        }
    });
    let text = transcript(run.words()).expect("a recorder writes what its decoder reads");
    let created: Vec<&str> = text.lines().filter(|line| line.contains(" created: ")).collect();
    assert_eq!(created.len(), 2);
    assert!(created.iter().all(|line| line.contains("select_traces.rs:")), "{created:?}");
}

#[test]
fn a_handle_by_reference_is_awaited_where_its_select_or_join_stands() {
    let run = simulate("main", async {
        let mut first = spawn("first", sleep(ms(20)));
        let mut second = spawn("second", sleep(ms(30)));
        select! {
            _ = &mut first => {}
            () = sleep(ms(10)) => {}
        }
        let (first, second) = join!(&mut first, &mut second);
        first.and(second).expect("sleeping does not panic");
    });
    let text = transcript(run.words()).expect("a recorder writes what its decoder reads");
    let waits: Vec<&str> = text.lines().filter(|line| line.contains(" waits for the end of ")).collect();
    assert!(!waits.is_empty() && waits.iter().all(|line| line.contains("select_traces.rs:")), "{waits:?}");
}
