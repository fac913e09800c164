//! `select!`: which branch wins, which are disabled, and what a handler may do.

use std::collections::BTreeSet;
use std::future::{pending, ready};
use std::pin::pin;

use taskscope_format::RunEnd;
use taskscope_runtime::mpsc::{channel, unbounded_channel};
use taskscope_runtime::{select, sleep, spawn, yield_now, Instant};

use super::tools::{ms, panic_of, run, run_with, value_of};

#[test]
fn the_handler_of_the_first_future_that_is_finished_runs() {
    let winner = value_of(0, async {
        select! {
            () = sleep(ms(20)) => "slow",
            () = sleep(ms(10)) => "fast",
            () = pending() => "never",
        }
    });
    assert_eq!(winner, "fast");
}

#[test]
fn a_sleep_outside_a_loop_goes_on_while_other_branches_win() {
    let ticks = value_of(0, async {
        let mut late = pin!(sleep(ms(35)));
        let mut ticks = 0;
        loop {
            select! {
                () = &mut late => break,
                () = sleep(ms(10)) => ticks += 1,
            }
        }
        assert!(late.is_elapsed());
        ticks
    });
    assert_eq!(ticks, 3);
}

#[test]
fn a_branch_whose_condition_is_false_is_evaluated_but_never_polled() {
    let (winner, evaluated) = value_of(0, async {
        let mut evaluated = 0;
        let mut future = |name: &'static str| {
            evaluated += 1;
            async move { name }
        };
        let winner = select! {
            biased;
            name = future("off"), if 1 > 2 => name,
            name = future("on"), if 1 < 2 => name,
        };
        (winner, evaluated)
    });
    assert_eq!((winner, evaluated), ("on", 2));
}

#[test]
fn conditions_are_evaluated_before_futures() {
    let order = value_of(0, async {
        let order = std::cell::RefCell::new(Vec::new());
        let note = |what| {
            order.borrow_mut().push(what);
            true
        };
        let future = |what| {
            order.borrow_mut().push(what);
            ready(())
        };
        select! {
            () = future("future 1"), if note("condition 1") => {}
            () = future("future 2"), if note("condition 2") => {}
        }
        order.take()
    });
    assert_eq!(order, ["condition 1", "condition 2", "future 1", "future 2"]);
}

#[test]
fn an_output_that_does_not_match_disables_its_branch_and_the_others_go_on() {
    let winner = value_of(0, async {
        select! {
            Some(n) = async { None::<u32> } => n,
            n = async { sleep(ms(5)).await; 7 } => n,
        }
    });
    assert_eq!(winner, 7);
}

#[test]
fn else_runs_when_every_branch_is_disabled() {
    let sum = value_of(0, async {
        let (tx, mut rx) = unbounded_channel();
        for n in 1..=3 {
            tx.send(n).expect("the receiver is there");
        }
        drop(tx);
        let mut sum = 0;
        loop {
            select! {
                Some(n) = rx.recv() => sum += n,
                else => break sum,
            }
        }
    });
    assert_eq!(sum, 6);
    assert_eq!(
        value_of(0, async {
            select! { else => 5 }
        }),
        5
    );
}

#[test]
fn without_else_it_panics_when_every_branch_is_disabled() {
    let message = panic_of(async {
        select! {
            () = pending(), if false => {}
            Some(()) = async { None } => {}
        }
    });
    assert_eq!(message, "every branch of this `select!` is disabled, and it has no `else`");
}

#[test]
fn with_nothing_ready_for_ever_it_waits() {
    let run = run(async {
        select! {
            () = pending() => {}
            () = pending() => {}
        }
    });
    assert_eq!(run.end(), Some(RunEnd::Stuck));
}

#[test]
fn biased_polls_in_the_order_written() {
    for seed in 0..20 {
        let winner = value_of(seed, async {
            select! {
                biased;
                () = pending() => 0,
                () = ready(()) => 1,
                () = ready(()) => 2,
            }
        });
        assert_eq!(winner, 1);
    }
}

/// Which of three branches that are always ready wins, twenty times.
fn winners(seed: u64) -> Vec<u32> {
    value_of(seed, async {
        let mut winners = Vec::new();
        while winners.len() < 20 {
            winners.push(select! {
                () = ready(()) => 1,
                () = ready(()) => 2,
                () = ready(()) => 3,
            });
        }
        winners
    })
}

#[test]
fn the_seed_decides_which_branch_is_polled_first() {
    assert_eq!(winners(1), winners(1));
    assert!((2..6).any(|seed| winners(seed) != winners(1)));
    assert_eq!(BTreeSet::from_iter(winners(1)), BTreeSet::from([1, 2, 3]));
}

#[test]
fn the_same_seed_gives_the_same_trace() {
    async fn program() {
        for _ in 0..10 {
            select! {
                () = yield_now() => {}
                () = sleep(ms(1)) => {}
                () = yield_now() => {}
            }
        }
    }
    let words = |seed| run_with(seed, program()).words().to_vec();
    assert_eq!(words(3), words(3));
    assert!((4..9).any(|seed| words(seed) != words(3)));
}

/// Leaves the surrounding function in each way there is.
async fn leave(how: u32) -> Result<u32, String> {
    for round in 0.. {
        select! {
            () = ready(()), if how == 0 => return Ok(100),
            () = ready(()), if how == 1 => break,
            // Clippy sees no code after it; the point is that it is allowed.
            () = ready(()), if how == 2 && round < 3 => { #[allow(clippy::needless_continue)] continue; }
            () = ready(()), if how == 2 => return Ok(round),
            outcome = async { Err::<u32, _>("question mark") }, if how == 3 => {
                outcome?;
            }
            () = ready(()), if how == 4 => {
                sleep(ms(1)).await;
                return Ok(4);
            }
        }
    }
    Ok(200)
}

#[test]
fn handlers_are_part_of_the_surrounding_function() {
    let ways = value_of(0, async {
        let mut ways = Vec::new();
        for how in 0..5 {
            ways.push(leave(how).await);
        }
        ways
    });
    assert_eq!(ways, [Ok(100), Ok(200), Ok(3), Err("question mark".to_owned()), Ok(4)]);
}

#[test]
fn a_handler_may_use_what_the_futures_borrowed() {
    let text = value_of(0, async {
        let (tx, mut rx) = channel(1);
        let mut text = String::from("a");
        select! {
            message = rx.recv() => {
                rx.close();
                text.push_str(message.unwrap_or("nothing"));
            }
            () = async { text.push('b'); sleep(ms(1)).await } => {
                rx.close();
                assert!(tx.is_closed());
                text.push('c');
            }
        }
        text
    });
    // The borrow of `text` began when the futures were made, and the first poll pushed.
    assert!(text == "abc", "{text}");
}

#[test]
fn a_handler_may_use_what_the_output_of_another_branch_would_borrow() {
    async fn later(list: &mut [u32], pause: u64) -> &mut u32 {
        sleep(ms(pause)).await;
        &mut list[0]
    }
    let list = value_of(0, async {
        let mut list = vec![1, 2];
        for pause in [1, 3] {
            select! {
                first = later(&mut list, pause) => *first += 5,
                () = sleep(ms(2)) => list.push(10),
            }
        }
        list
    });
    assert_eq!(list, [6, 2, 10]);
}

#[test]
fn patterns_may_move_borrow_and_change() {
    let texts = value_of(0, async {
        let mut texts = Vec::new();
        select! {
            mut text = async { String::from("a") } => { text.push('b'); texts.push(text); }
        }
        select! {
            Some(mut text) = async { Some(String::from("c")) } => { text.push('d'); texts.push(text); }
        }
        select! {
            (ref one, ref mut two) = async { (String::from("e"), String::from("f")) } => {
                two.push_str(one);
                texts.push(two.clone());
            }
        }
        select! {
            Ok(text) | Err(text) = async { Err::<String, _>(String::from("g")) } => texts.push(text)
        }
        select! {
            whole @ [1, ..] = async { [1, 2] } => texts.push(format!("{whole:?}")),
        }
        texts
    });
    assert_eq!(texts, ["ab", "cd", "fe", "g", "[1, 2]"]);
}

#[test]
fn tasks_can_be_raced_by_value_and_by_reference() {
    let winner = value_of(0, async {
        let mut slow = spawn("slow", async {
            sleep(ms(20)).await;
            "slow"
        });
        let first = select! {
            name = &mut slow => name,
            name = spawn("fast", async { "fast" }) => name,
        };
        (first, slow.await)
    });
    assert_eq!(winner, (Ok("fast"), Ok("slow")));
}

#[test]
fn it_can_be_nested() {
    let winner = value_of(0, async {
        select! {
            n = async { select! { () = sleep(ms(2)) => 2, () = sleep(ms(4)) => 4 } } => n,
            () = sleep(ms(3)) => select! { () = ready(()) => 3 },
        }
    });
    assert_eq!(winner, 2);
}

#[test]
fn sixteen_branches_are_no_trouble() {
    let winner = value_of(0, async {
        select! {
            () = pending() => 1, () = pending() => 2, () = pending() => 3, () = pending() => 4,
            () = pending() => 5, () = pending() => 6, () = pending() => 7, () = pending() => 8,
            () = pending() => 9, () = pending() => 10, () = pending() => 11, () = pending() => 12,
            () = pending() => 13, () = pending() => 14, () = pending() => 15, () = ready(()) => 16,
        }
    });
    assert_eq!(winner, 16);
    let winner = value_of(0, async {
        select! {
            () = pending() => {1} () = pending() => {2} () = pending() => {3} () = pending() => {4}
            () = pending() => {5} () = pending() => {6} () = pending() => {7} () = pending() => {8}
            () = pending() => {9} () = pending() => {10} () = pending() => {11} () = pending() => {12}
            () = pending() => {13} () = pending() => {14} () = pending() => {15} () = pending() => {16}
            () = pending() => {17} () = pending() => {18} () = pending() => {19} () = pending() => {20}
            () = pending() => {21} () = pending() => {22} () = pending() => {23} () = ready(()) => {24}
            else => 0
        }
    });
    assert_eq!(winner, 24);
}

#[test]
fn a_branch_that_is_never_reached_does_not_hold_the_others_up() {
    let elapsed = value_of(0, async {
        let start = Instant::now();
        select! {
            () = sleep(std::time::Duration::MAX) => {}
            () = sleep(ms(1)) => {}
        }
        start.elapsed()
    });
    assert_eq!(elapsed, ms(1));
}
