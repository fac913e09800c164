//! `buffered` and `buffer_unordered`: several futures of a stream at once.

use std::cell::Cell;
use std::rc::Rc;

use expect_test::expect;
use taskscope_runtime::{sleep, stream_from_iter, yield_now, StreamExt};

use super::support::check;
use super::tools::{ms, paced, timed, value_of};

async fn sleeper(millis: u64) -> u64 {
    sleep(ms(millis)).await;
    millis
}

#[test]
fn buffered_keeps_the_order() {
    let times = value_of(async { timed(stream_from_iter([30, 10, 20, 5]).map(sleeper).buffered(2)).await });
    // 10 is finished early and keeps its room until 30 is; then 20 and 5 begin.
    assert_eq!(times, [(30, 30), (10, 30), (20, 50), (5, 50)]);
}

#[test]
fn buffer_unordered_gives_what_is_finished() {
    let times =
        value_of(async { timed(stream_from_iter([30, 10, 20, 5]).map(sleeper).buffer_unordered(2)).await });
    assert_eq!(times, [(10, 10), (30, 30), (20, 30), (5, 35)]);
}

#[test]
fn no_more_run_at_once_than_there_is_room_for() {
    for most in [1, 3, 10] {
        let (running, highest) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let shared = (Rc::clone(&running), Rc::clone(&highest));
        value_of(async move {
            let work = stream_from_iter(0..20).map(|n| {
                let (running, highest) = shared.clone();
                async move {
                    running.set(running.get() + 1);
                    highest.set(running.get().max(highest.get()));
                    sleep(ms(n % 7)).await;
                    running.set(running.get() - 1);
                }
            });
            let done: Vec<()> = work.buffer_unordered(most).collect().await;
            assert_eq!(done.len(), 20);
        });
        assert_eq!(highest.get(), most);
    }
}

#[test]
fn futures_that_come_later_run_with_the_others() {
    let times = value_of(async { timed(paced(&[5, 5, 5]).map(|_| sleeper(12)).buffered(9)).await });
    assert_eq!(times, [(12, 17), (12, 22), (12, 27)]);
}

#[test]
fn ten_thousand_futures_pass_through_a_buffer() {
    let sum = value_of(async {
        let work = stream_from_iter(0..10_000_u64).map(|n| async move {
            yield_now().await;
            n
        });
        work.buffered(10_000).fold(0, |sum, n| sum + n).await
    });
    assert_eq!(sum, (0..10_000).sum());
}

#[test]
#[should_panic(expected = "a buffer needs room for at least one future")]
fn a_buffer_without_room_is_refused() {
    let _stream = stream_from_iter([1]).map(sleeper).buffered(0);
}

#[test]
fn members_of_a_buffer_are_nodes() {
    check(
        async {
            let mut outputs = stream_from_iter([2, 1]).map(sleeper).buffered(2);
            while outputs.next().await.is_some() {}
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
