//! Several futures in one task: `select!` and `join!`.

use std::time::Duration;

use crate::say::{say, Loud};

same! {
    fn the_first_branch_to_end_wins_and_the_others_are_dropped() {
        let branch = |name: &'static str, millis| async move {
            let _loud = Loud(name);
            rt::sleep(Duration::from_millis(millis)).await;
            name
        };
        rt::select! {
            name = branch("slow", 30) => say!("{name} won"),
            name = branch("fast", 10) => say!("{name} won"),
            name = branch("middle", 20) => say!("{name} won"),
        }
    }

    fn a_biased_select_takes_the_first_that_is_ready() {
        for _ in 0..5 {
            rt::select! {
                biased;
                () = std::future::pending() => say!("never"),
                () = async {} => say!("second"),
                () = async {} => say!("third"),
            }
        }
    }

    fn a_biased_select_polls_in_the_order_written() {
        rt::select! {
            biased;
            () = async { say!("a"); rt::yield_now().await; say!("a again") } => say!("a won"),
            () = async { say!("b"); rt::yield_now().await; say!("b again") } => say!("b won"),
        }
    }

    fn branches_are_dropped_in_the_order_written() {
        let branch = |name: &'static str| async move {
            let _loud = Loud(name);
            rt::sleep(Duration::from_secs(1)).await;
        };
        rt::select! {
            biased;
            () = branch("a") => {}
            () = branch("b") => {}
            () = async { rt::yield_now().await } => say!("handler"),
            () = branch("c") => {}
        }
        say!("after");
    }

    fn a_disabled_branch_is_not_polled() {
        let mut count = 0;
        while count < 3 {
            rt::select! {
                biased;
                () = async { say!("polled at {count}") }, if count == 1 => count += 1,
                () = async {} => count += 1,
            }
        }
        say!("{count}");
    }

    fn an_output_that_does_not_match_disables_its_branch() {
        let (tx, mut rx) = rt::sync::mpsc::channel::<u8>(1);
        drop(tx);
        rt::select! {
            Some(n) = rx.recv() => say!("{n}"),
            () = rt::sleep(Duration::from_millis(3)) => say!("slept"),
        }
    }

    fn when_no_branch_is_left_the_else_runs() {
        let (tx, mut rx) = rt::sync::mpsc::channel::<u8>(1);
        drop(tx);
        rt::select! {
            Some(n) = rx.recv() => say!("{n}"),
            Some(n) = async { None::<u8> } => say!("{n}"),
            else => say!("else"),
        }
    }

    fn a_select_gives_the_value_of_its_handler() {
        let n = rt::select! {
            () = rt::sleep(Duration::from_millis(3)) => 1,
            () = rt::sleep(Duration::from_millis(2)) => { rt::sleep(Duration::from_millis(5)).await; 2 }
        };
        say!("{n}");
    }

    fn a_pinned_sleep_goes_on_from_round_to_round() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        let sender = rt::spawn(async move {
            for n in 0.. {
                rt::sleep(Duration::from_millis(4)).await;
                if tx.send(n).await.is_err() {
                    break;
                }
            }
            say!("sender ends");
        });
        let deadline = rt::sleep(Duration::from_millis(15));
        let mut deadline = std::pin::pin!(deadline);
        loop {
            rt::select! {
                () = &mut deadline => break,
                Some(n) = rx.recv() => say!("received {n}"),
            }
        }
        say!("deadline");
        drop(rx);
        sender.await.unwrap();
    }

    fn a_sleep_made_in_each_round_starts_anew() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        let sender = rt::spawn(async move {
            for n in [1, 2, 9] {
                rt::sleep(Duration::from_millis(n)).await;
                tx.send(n).await.ok();
            }
        });
        loop {
            rt::select! {
                message = rx.recv() => match message {
                    Some(n) => say!("received {n}"),
                    None => break,
                },
                () = rt::sleep(Duration::from_millis(5)) => say!("silence"),
            }
        }
        sender.await.unwrap();
    }

    fn an_interval_and_a_channel_share_a_loop() {
        let (tx, mut rx) = rt::sync::mpsc::unbounded_channel();
        let sender = rt::spawn(async move {
            for n in 0..3 {
                rt::sleep(Duration::from_millis(7)).await;
                tx.send(n).ok();
            }
        });
        let mut interval = rt::interval(Duration::from_millis(5));
        loop {
            rt::select! {
                biased;
                message = rx.recv() => {
                    let Some(n) = message else { break };
                    say!("message {n}");
                }
                _ = interval.tick() => say!("tick"),
            }
        }
        sender.await.unwrap();
    }

    fn a_select_can_leave_a_function() {
        async fn first(quick: bool) -> Result<u8, u8> {
            let failing = async { if quick { Err(1) } else { std::future::pending().await } };
            rt::select! {
                result = failing => result?,
                () = rt::sleep(Duration::from_millis(1)) => return Ok(2),
            }
            say!("never");
            Ok(0)
        }
        say!("{:?} {:?}", first(true).await, first(false).await);
    }

    fn a_lost_receive_loses_no_message() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        let sender = rt::spawn(async move {
            for n in 0..3 {
                tx.send(n).await.unwrap();
                rt::sleep(Duration::from_millis(3)).await;
            }
        });
        loop {
            rt::select! {
                biased;
                message = rx.recv() => match message {
                    Some(n) => say!("received {n}"),
                    None => break,
                },
                () = rt::yield_now() => rt::sleep(Duration::from_millis(1)).await,
            }
        }
        sender.await.unwrap();
    }

    fn join_waits_for_all_arms() {
        let (a, b, c) = rt::join!(
            async { rt::sleep(Duration::from_millis(3)).await; say!("a"); 1 },
            async { say!("b"); "two" },
            async { rt::sleep(Duration::from_millis(1)).await; say!("c"); 3.0 },
        );
        say!("{a} {b} {c}");
    }

    fn a_cancelled_join_drops_its_arms_in_order() {
        let arm = |name: &'static str, millis| async move {
            let _loud = Loud(name);
            rt::sleep(Duration::from_millis(millis)).await;
        };
        let joined = async { rt::join!(arm("a", 9), arm("b", 1), arm("c", 9)) };
        say!("{}", rt::timeout(Duration::from_millis(4), joined).await.is_err());
    }

    fn a_select_of_two_handles_leaves_the_loser_running() {
        let mut slow = rt::spawn(async { rt::sleep(Duration::from_millis(9)).await; say!("slow ends") });
        let mut fast = rt::spawn(async { rt::sleep(Duration::from_millis(2)).await; say!("fast ends") });
        rt::select! {
            result = &mut slow => say!("slow {}", result.is_ok()),
            result = &mut fast => say!("fast {}", result.is_ok()),
        }
        slow.await.unwrap();
    }

    fn a_panic_in_a_branch_drops_the_others() {
        let task = rt::spawn(async {
            rt::select! {
                biased;
                () = async { let _loud = Loud("other"); std::future::pending().await } => {}
                () = async { rt::yield_now().await; panic!("branch") } => {}
            }
        });
        say!("{}", rt::why(task.await.unwrap_err()));
    }
}
