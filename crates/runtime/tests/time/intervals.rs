//! `interval`: when its ticks come, also when some were missed.

use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::time::interval_at;
use taskscope_runtime::{interval, sleep, timeout, work, Instant, Interval, MissedTickBehavior};

use super::support::check;
use super::{ms, value_of};

/// How many milliseconds after `start` that is.
fn since(start: Instant, moment: Instant) -> u128 {
    moment.duration_since(start).as_millis()
}

/// Takes a tick: when it was due and when it came.
async fn tick(interval: &mut Interval, start: Instant) -> (u128, u128) {
    let due = interval.tick().await;
    (since(start, due), since(start, Instant::now()))
}

/// Ticks every 50 ms; after the first tick, so much work that some are missed, and then five more.
fn ticks_after(missed: Duration, behavior: MissedTickBehavior) -> Vec<(u128, u128)> {
    value_of(async move {
        let start = Instant::now();
        let mut interval = interval(ms(50));
        interval.set_missed_tick_behavior(behavior);
        let mut ticks = vec![tick(&mut interval, start).await];
        work(missed);
        for _ in 0..5 {
            ticks.push(tick(&mut interval, start).await);
        }
        ticks
    })
}

#[test]
fn the_first_tick_comes_at_once_and_the_others_a_period_apart() {
    let ticks = ticks_after(Duration::ZERO, MissedTickBehavior::Burst);
    assert_eq!(ticks, [(0, 0), (50, 50), (100, 100), (150, 150), (200, 200), (250, 250)]);
}

#[test]
fn the_time_between_ticks_counts() {
    let elapsed = value_of(async {
        let start = Instant::now();
        let mut interval = interval(ms(20));
        for _ in 0..5 {
            interval.tick().await;
            sleep(ms(10)).await;
        }
        start.elapsed()
    });
    assert_eq!(elapsed, ms(90));
}

#[test]
fn burst_catches_up() {
    let ticks = ticks_after(ms(210), MissedTickBehavior::Burst);
    assert_eq!(ticks, [(0, 0), (50, 210), (100, 210), (150, 210), (200, 210), (250, 250)]);
}

#[test]
fn delay_moves_all_later_ticks() {
    let ticks = ticks_after(ms(210), MissedTickBehavior::Delay);
    assert_eq!(ticks, [(0, 0), (50, 210), (260, 260), (310, 310), (360, 360), (410, 410)]);
}

#[test]
fn skip_leaves_out_what_was_missed() {
    let ticks = ticks_after(ms(210), MissedTickBehavior::Skip);
    assert_eq!(ticks, [(0, 0), (50, 210), (250, 250), (300, 300), (350, 350), (400, 400)]);
}

#[test]
fn skip_waits_a_whole_period_if_it_is_late_by_whole_periods() {
    let ticks = ticks_after(ms(150), MissedTickBehavior::Skip);
    assert_eq!(ticks, [(0, 0), (50, 150), (200, 200), (250, 250), (300, 300), (350, 350)]);
}

#[test]
fn five_milliseconds_late_is_not_missed() {
    for behavior in [MissedTickBehavior::Burst, MissedTickBehavior::Delay, MissedTickBehavior::Skip] {
        let ticks = ticks_after(ms(55), behavior);
        assert_eq!(ticks, [(0, 0), (50, 55), (100, 100), (150, 150), (200, 200), (250, 250)], "{behavior:?}");
    }
    let ticks = ticks_after(ms(56), MissedTickBehavior::Delay);
    assert_eq!(ticks, [(0, 0), (50, 56), (106, 106), (156, 156), (206, 206), (256, 256)]);
}

#[test]
fn an_interval_can_start_later() {
    let ticks = value_of(async {
        let start = Instant::now();
        let mut interval = interval_at(start + ms(30), ms(10));
        [tick(&mut interval, start).await, tick(&mut interval, start).await]
    });
    assert_eq!(ticks, [(30, 30), (40, 40)]);
}

#[test]
fn resets_move_the_next_tick() {
    let ticks = value_of(async {
        let start = Instant::now();
        let mut interval = interval(ms(100));
        let mut ticks = vec![tick(&mut interval, start).await];
        sleep(ms(50)).await;
        interval.reset();
        ticks.push(tick(&mut interval, start).await);
        interval.reset_immediately();
        ticks.push(tick(&mut interval, start).await);
        interval.reset_after(ms(20));
        ticks.push(tick(&mut interval, start).await);
        interval.reset_at(start + ms(200));
        ticks.push(tick(&mut interval, start).await);
        ticks.push(tick(&mut interval, start).await);
        ticks
    });
    assert_eq!(ticks, [(0, 0), (150, 150), (150, 150), (170, 170), (200, 200), (300, 300)]);
}

#[test]
fn a_tick_that_is_dropped_was_not_taken() {
    let ticks = value_of(async {
        let start = Instant::now();
        let mut interval = interval(ms(10));
        interval.tick().await;
        assert!(timeout(ms(5), interval.tick()).await.is_err());
        tick(&mut interval, start).await
    });
    assert_eq!(ticks, (10, 10));
}

#[test]
fn it_says_how_it_is_set() {
    let (period, behavior) = value_of(async {
        let mut interval = interval(Duration::from_nanos(1_500));
        let before = interval.missed_tick_behavior();
        interval.set_missed_tick_behavior(MissedTickBehavior::Skip);
        (interval.period(), (before, interval.missed_tick_behavior()))
    });
    assert_eq!(period, Duration::from_micros(2));
    assert_eq!(behavior, (MissedTickBehavior::Burst, MissedTickBehavior::Skip));
}

#[test]
#[should_panic(expected = "an interval needs a period longer than zero")]
fn a_period_of_zero_is_refused() {
    let _interval = interval_at(value_of(async { Instant::now() }), Duration::ZERO);
}

#[test]
fn an_interval_without_end_does_not_overflow() {
    value_of(async {
        let mut interval = interval(Duration::MAX);
        interval.tick().await;
        assert!(timeout(ms(1), interval.tick()).await.is_err());
    });
}

#[test]
fn the_first_tick_sets_no_timer_and_the_second_does() {
    check(
        async {
            let mut interval = interval(ms(10));
            interval.tick().await;
            interval.tick().await;
        },
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       timer 1 set for 10000 us
            0.000       waits for timer 1
            0.000     main pending
            0.000     turn ended
            10.000    turn started: Alarm
            10.000      timer 1 fired
            10.000    main ready, woken by timer 1
            10.000    main polled
            10.000    main done
            10.000    run ended: Finished
        "#]],
    );
}
