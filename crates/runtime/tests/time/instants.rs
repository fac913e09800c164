//! `Instant`: moments on the executor's clock.

use std::time::Duration;

use taskscope_runtime::{work, Instant};

use super::{ms, value_of};

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
fn there_is_nothing_before_the_start_and_after_the_end_of_time() {
    let now = value_of(async { Instant::now() });
    assert_eq!(now.checked_sub(ms(1)), None);
    assert_eq!(now.checked_add(Duration::MAX), None);
    assert!(now.checked_add(Duration::from_micros(u64::MAX)).is_some());
    let mut moved = now;
    moved += ms(3);
    moved -= ms(1);
    assert_eq!(moved, now + ms(2));
    assert_eq!(format!("{moved:?}"), "Instant(2ms)");
}

#[test]
#[should_panic(expected = "`Instant::now` needs an executor")]
fn outside_a_task_there_is_no_clock() {
    let _now = Instant::now();
}
