//! The combinators in which time has a say.

use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::combine::Elapsed;
use taskscope_runtime::{sleep, stream_from_iter, Instant, StreamExt};

use super::support::check;
use super::tools::{all, ms, paced, timed, value_of};

#[test]
fn throttle_keeps_values_apart_but_not_those_that_are_apart() {
    let times = value_of(async { timed(stream_from_iter(1..=3).throttle(ms(10))).await });
    assert_eq!(times, [(1, 0), (2, 10), (3, 20)]);
    let times = value_of(async { timed(paced(&[5, 5, 30]).throttle(ms(10))).await });
    // The source is not asked while it is paused, so its second sleep begins when the pause is over.
    assert_eq!(times, [(1, 5), (2, 20), (3, 60)]);
    let times = value_of(async { timed(stream_from_iter(1..=3).throttle(Duration::ZERO)).await });
    assert_eq!(times, [(1, 0), (2, 0), (3, 0)]);
}

#[test]
fn timeout_reports_once_that_nothing_comes() {
    let times = value_of(async {
        let values = paced(&[5, 35, 5]).timeout(ms(10));
        timed(values.map(|value| value.map_err(|elapsed: Elapsed| elapsed.to_string()))).await
    });
    let error = || Err("the time is over".to_owned());
    assert_eq!(times, [(Ok(1), 5), (error(), 15), (Ok(2), 40), (Ok(3), 45)]);
}

#[test]
fn timeout_counts_from_the_call_and_prefers_a_value() {
    let times = value_of(async {
        let values = paced(&[10, 10]).timeout(ms(10));
        sleep(ms(10)).await;
        timed(values.map(Result::ok)).await
    });
    // 10 ms have passed when it is asked first, and the source has not begun.
    assert_eq!(times, [(None, 0), (Some(1), 10), (Some(2), 20)]);
}

#[test]
fn chunks_are_full_or_as_old_as_they_may_be() {
    let times = value_of(async { timed(paced(&[1, 1, 1, 1, 20, 1]).chunks_timeout(3, ms(10))).await });
    assert_eq!(times, [(vec![1, 2, 3], 3), (vec![4], 14), (vec![5, 6], 25)]);
    assert_eq!(all(|| stream_from_iter(1..=5).chunks_timeout(2, ms(10))), [vec![1, 2], vec![3, 4], vec![5]]);
}

#[test]
fn a_chunk_that_was_begun_is_not_lost() {
    let rest = value_of(async {
        let mut chunks = paced(&[1, 1, 100]).chunks_timeout(5, ms(50));
        assert!(taskscope_runtime::timeout(ms(10), chunks.next()).await.is_err());
        std::pin::Pin::new(&mut chunks).into_remainder()
    });
    assert_eq!(rest, [1, 2]);
}

#[test]
fn durations_without_end_do_not_overflow() {
    let values = value_of(async {
        let start = Instant::now();
        let values: Vec<_> = paced(&[1, 1]).timeout(Duration::MAX).collect().await;
        let chunks: Vec<_> = paced(&[1, 1]).chunks_timeout(9, Duration::MAX).collect().await;
        (values, chunks, start.elapsed())
    });
    assert_eq!(values, (vec![Ok(1), Ok(2)], vec![vec![1, 2]], ms(4)));
}

#[test]
fn a_timeout_that_is_not_needed_leaves_no_timer_behind() {
    check(
        async {
            let mut values = paced(&[1]).timeout(ms(10));
            while values.next().await.is_some() {}
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       timer 1 set for 1000 us
            0.000       waits for timer 1
            0.000       timer 2 set for 10000 us
            0.000       waits for timer 2
            0.000     main pending
            0.000     turn ended
            1.000     turn started: Alarm
            1.000       timer 1 fired
            1.000     main ready, woken by timer 1
            1.000     main polled
            1.000       timer 2 cancelled
            1.000     main done
            1.000     run ended: Finished
        "#]],
    );
}
