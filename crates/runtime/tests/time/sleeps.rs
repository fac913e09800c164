//! `sleep` and `sleep_until`, and what can be done with the future they return.

use std::future::{pending, poll_fn, Future};
use std::pin::{pin, Pin};
use std::task::Poll;
use std::time::Duration;

use expect_test::expect;
use taskscope_format::RunEnd;
use taskscope_runtime::{sleep, sleep_until, spawn, timeout, work, yield_now, Instant, Sleep};

use super::support::check;
use super::{ms, run, value_of};

#[test]
fn a_sleep_is_over_at_its_deadline() {
    let (deadline, before, after) = value_of(async {
        let sleep = pin!(sleep(ms(10)));
        let before = sleep.is_elapsed();
        let deadline = sleep.deadline();
        let mut sleep = sleep;
        sleep.as_mut().await;
        (deadline == Instant::now(), before, sleep.is_elapsed())
    });
    assert!(deadline && !before && after);
}

#[test]
fn a_deadline_that_has_passed_is_not_waited_for() {
    let run = run(async {
        let start = Instant::now();
        work(ms(5));
        sleep_until(start).await;
        sleep_until(start + ms(7)).await;
    });
    assert_eq!(run.elapsed(), ms(7));
}

#[test]
fn a_sleep_is_never_too_short() {
    let run = run(async { sleep(Duration::from_nanos(1_500)).await });
    assert_eq!(run.elapsed(), Duration::from_micros(2));
}

#[test]
fn the_longest_sleep_does_not_overflow() {
    let run = run(async {
        let forever = spawn("forever", sleep(Duration::MAX));
        yield_now().await;
        sleep(ms(1)).await;
        work(ms(1));
        assert!(!forever.is_finished());
    });
    assert_eq!(run.elapsed(), ms(2));
}

#[test]
fn the_longest_sleep_has_an_end() {
    const THIRTY_YEARS: Duration = Duration::from_secs(30 * 365 * 86_400);
    let run = run(async {
        sleep(Duration::MAX).await;
        timeout(Duration::MAX, pending::<()>()).await.expect_err("nothing comes");
        // From the end of time on everything is over.
        work(Duration::MAX);
        sleep(ms(1)).await;
        sleep(Duration::MAX).await;
    });
    assert_eq!(run.end(), Some(RunEnd::Finished));
    assert!(run.elapsed() > 2 * THIRTY_YEARS);
    let slept = value_of(async {
        let start = Instant::now();
        sleep(Duration::MAX).await;
        start.elapsed()
    });
    assert_eq!(slept, THIRTY_YEARS);
}

#[test]
fn a_reset_into_the_past_ends_a_sleep_at_once() {
    check(
        async {
            let mut nap = sleep(ms(5));
            begin(&mut nap).await;
            nap.reset(Instant::now());
            nap.await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       timer 1 set for 5000 us
            0.000       waits for timer 1
            0.000       timer 1 cancelled
            0.000     main ready, woken by main
            0.000     main done
            0.000     run ended: Finished
        "#]],
    );
}

#[test]
fn a_sleep_can_be_awaited_again_after_a_reset() {
    let run = run(async {
        let mut nap = sleep(ms(1));
        for _ in 0..3 {
            (&mut nap).await;
            nap.reset(Instant::now() + ms(1));
        }
        assert!(!nap.is_elapsed());
    });
    assert_eq!(run.elapsed(), ms(3));
}

/// Polls a sleep once.
async fn begin(sleep: &mut Sleep) {
    poll_fn(|cx| {
        assert!(Pin::new(&mut *sleep).poll(cx).is_pending());
        Poll::Ready(())
    })
    .await;
}

#[test]
fn a_reset_moves_the_timer_that_is_set() {
    check(
        async {
            let mut nap = sleep(ms(5));
            begin(&mut nap).await;
            nap.reset(nap.deadline() + ms(5));
            nap.await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       timer 1 set for 5000 us
            0.000       waits for timer 1
            0.000       timer 1 cancelled
            0.000       timer 2 set for 10000 us
            0.000       waits for timer 2
            0.000     main pending
            0.000     turn ended
            10.000    turn started: Alarm
            10.000      timer 2 fired
            10.000    main ready, woken by timer 2
            10.000    main polled
            10.000    main done
            10.000    run ended: Finished
        "#]],
    );
}

#[test]
fn a_sleep_that_was_reset_wakes_who_polled_it_last() {
    let run = run(async {
        let mut nap = sleep(ms(50));
        begin(&mut nap).await;
        nap.reset(Instant::now() + ms(5));
        // Woken by the timer alone: nothing polls the sleep again.
        let mut is_first = true;
        poll_fn(|_| if std::mem::take(&mut is_first) { Poll::Pending } else { Poll::Ready(()) }).await;
    });
    assert_eq!(run.elapsed(), ms(5));
}

#[test]
fn sleeps_of_no_length_let_other_tasks_run() {
    let rounds = value_of(async {
        let other = spawn("other", async {});
        let mut rounds = 0;
        while !other.is_finished() {
            sleep(Duration::ZERO).await;
            rounds += 1;
        }
        rounds
    });
    assert!(rounds < 1000, "{rounds}");
}
