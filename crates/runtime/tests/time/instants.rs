//! `Instant`: moments on the executor's clock.

use std::time::Duration;

use taskscope_runtime::time::interval_at;
use taskscope_runtime::{sleep_until, work, Instant};

use super::{ms, run, value_of};

#[test]
fn an_instant_reads_the_clock_of_the_executor() {
    let (start, end) = value_of(async {
        let start = Instant::now();
        work(ms(30));
        (start, Instant::now())
    });
    assert_eq!(end - start, ms(30));
    assert_eq!(start + ms(30), end);
    assert_eq!(end - ms(30), start);
    assert!(start < end);
}

#[test]
fn differences_are_never_less_than_zero() {
    let now = value_of(async { Instant::now() });
    let later = now + ms(1);
    assert_eq!(now.duration_since(later), Duration::ZERO);
    assert_eq!(now - later, Duration::ZERO);
    assert_eq!(now.checked_duration_since(later), None);
    assert_eq!(later.checked_duration_since(now), Some(ms(1)));
    assert_eq!(value_of(async { (Instant::now() + ms(1)).elapsed() }), Duration::ZERO);
}

#[test]
fn durations_are_rounded_up_to_microseconds() {
    let now = value_of(async { Instant::now() });
    assert_eq!(now + Duration::from_nanos(1) - now, Duration::from_micros(1));
    assert_eq!(now + Duration::from_nanos(1_001) - now, Duration::from_micros(2));
    assert_eq!(now + Duration::from_micros(2) - now, Duration::from_micros(2));
}

#[test]
fn there_are_moments_long_before_the_start_and_long_after_it() {
    const AGES: Duration = Duration::from_secs(292_000 * 365 * 86_400);
    let now = value_of(async { Instant::now() });
    assert_eq!(now - (now - AGES), AGES);
    assert_eq!(now + AGES - now, AGES);
    assert_eq!((now + AGES).checked_add(AGES), None);
    assert_eq!((now - AGES).checked_sub(AGES), None);
    assert_eq!((now + AGES) - (now - AGES), 2 * AGES);
    assert_eq!(now.checked_add(Duration::MAX), None);
    assert_eq!(now.checked_sub(Duration::MAX), None);
}

#[test]
fn a_moment_says_how_far_it_is_from_the_start() {
    let mut moved = value_of(async { Instant::now() });
    moved += ms(3);
    moved -= ms(1);
    assert_eq!(format!("{moved:?}"), "Instant(2ms)");
    moved -= ms(5);
    assert_eq!(format!("{moved:?}"), "Instant(-3ms)");
}

#[test]
fn a_trace_knows_no_time_before_the_start() {
    let run = run(async {
        let mut nap = sleep_until(Instant::now() - ms(5));
        (&mut nap).await;
        nap.reset(Instant::now() - ms(1));
        nap.await;
        let mut ticks = interval_at(Instant::now() - ms(15), ms(10));
        for _ in 0..3 {
            ticks.tick().await;
        }
    });
    assert_eq!(run.elapsed(), ms(5));
}

#[test]
#[should_panic(expected = "`Instant::now` needs an executor")]
fn outside_a_task_there_is_no_clock() {
    let _now = Instant::now();
}
