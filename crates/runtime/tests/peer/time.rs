//! Sleeping, timing out and ticking.

use std::future::{poll_fn, Future};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use crate::say::{say, Loud};

same! {
    fn sleeps_end_in_the_order_of_their_deadlines() {
        let tasks = [30, 10, 20].map(|millis| rt::spawn(async move {
            rt::sleep(Duration::from_millis(millis)).await;
            say!("{millis}");
        }));
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn sleeps_with_one_deadline_end_in_the_order_in_which_they_began() {
        let tasks = ["a", "b", "c"].map(|name| rt::spawn(async move {
            rt::sleep(Duration::from_millis(10)).await;
            say!("{name}");
        }));
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn a_sleep_of_nothing_ends_at_once() {
        let other = rt::spawn(async { say!("other") });
        rt::sleep(Duration::ZERO).await;
        say!("main");
        other.await.unwrap();
    }

    fn a_sleep_counts_from_where_it_was_made() {
        let late = rt::sleep(Duration::from_millis(10));
        rt::sleep(Duration::from_millis(7)).await;
        late.await;
        say!("over");
    }

    fn sleep_until_a_moment_that_has_passed_does_not_wait() {
        let start = rt::Instant::now();
        rt::sleep(Duration::from_millis(5)).await;
        rt::sleep_until(start + Duration::from_millis(3)).await;
        say!("passed");
        rt::sleep_until(start + Duration::from_millis(8)).await;
        say!("{:?}", start.elapsed());
    }

    fn a_sleep_can_be_moved() {
        let sleep = rt::sleep(Duration::from_millis(5));
        let mut sleep = std::pin::pin!(sleep);
        say!("{}", rt::timeout(Duration::from_millis(2), sleep.as_mut()).await.is_err());
        sleep.as_mut().reset(rt::Instant::now() + Duration::from_millis(20));
        sleep.as_mut().await;
        say!("{}", sleep.is_elapsed());
    }

    fn a_timeout_drops_what_was_too_slow() {
        let result = rt::timeout(Duration::from_millis(4), async {
            let _loud = Loud("slow");
            rt::sleep(Duration::from_secs(1)).await;
        })
        .await;
        say!("{}", result.is_err());
    }

    fn a_timeout_gives_what_came_in_time() {
        let result = rt::timeout(Duration::from_millis(4), async {
            rt::sleep(Duration::from_millis(3)).await;
            7
        })
        .await;
        say!("{:?}", result.ok());
    }

    fn at_the_deadline_the_output_wins() {
        let result = rt::timeout(Duration::from_millis(4), rt::sleep(Duration::from_millis(4))).await;
        say!("{}", result.is_ok());
        let result = rt::timeout(Duration::ZERO, async { 1 }).await;
        say!("{:?}", result.ok());
        let result = rt::timeout(Duration::ZERO, rt::yield_now()).await;
        say!("{}", result.is_ok());
    }

    fn timeouts_inside_timeouts_end_with_the_shorter() {
        let inner = rt::timeout(Duration::from_millis(9), rt::sleep(Duration::from_secs(1)));
        let outer = rt::timeout(Duration::from_millis(5), inner).await;
        say!("{}", outer.is_err());
        let inner = rt::timeout(Duration::from_millis(5), rt::sleep(Duration::from_secs(1)));
        let outer = rt::timeout(Duration::from_millis(9), inner).await;
        say!("{}", outer.unwrap().is_err());
    }

    fn timeout_at_counts_to_a_moment() {
        let start = rt::Instant::now();
        rt::sleep(Duration::from_millis(3)).await;
        let result = rt::timeout_at(start + Duration::from_millis(5), rt::sleep(Duration::from_millis(9))).await;
        say!("{}", result.is_err());
    }

    fn an_interval_ticks_at_once_and_then_every_period() {
        let start = rt::Instant::now();
        let mut interval = rt::interval(Duration::from_millis(10));
        for _ in 0..4 {
            let due = interval.tick().await;
            say!("{:?}", due.duration_since(start));
            rt::sleep(Duration::from_millis(3)).await;
        }
    }

    fn an_interval_can_start_later_and_be_reset() {
        let start = rt::Instant::now();
        let mut interval = rt::interval_at(start + Duration::from_millis(4), Duration::from_millis(10));
        interval.tick().await;
        say!("first");
        rt::sleep(Duration::from_millis(6)).await;
        interval.reset();
        interval.tick().await;
        say!("a period after the reset");
        interval.reset_immediately();
        interval.tick().await;
        say!("at once");
        interval.reset_after(Duration::from_millis(2));
        interval.tick().await;
        say!("soon");
        say!("{:?}", interval.period());
    }

    fn missed_ticks_come_in_a_burst() {
        let start = rt::Instant::now();
        let mut interval = rt::interval(Duration::from_millis(10));
        for round in 0..8 {
            let due = interval.tick().await;
            say!("due {:?}", due.duration_since(start));
            if round == 1 {
                rt::busy(Duration::from_millis(34)).await;
            }
        }
    }

    fn missed_ticks_delay_the_later_ones() {
        let start = rt::Instant::now();
        let mut interval = rt::interval(Duration::from_millis(10));
        interval.set_missed_tick_behavior(rt::MissedTickBehavior::Delay);
        for round in 0..6 {
            let due = interval.tick().await;
            say!("due {:?}", due.duration_since(start));
            if round == 1 {
                rt::busy(Duration::from_millis(34)).await;
            }
        }
    }

    fn missed_ticks_are_skipped() {
        let start = rt::Instant::now();
        let mut interval = rt::interval(Duration::from_millis(10));
        interval.set_missed_tick_behavior(rt::MissedTickBehavior::Skip);
        for round in 0..6 {
            let due = interval.tick().await;
            say!("due {:?}", due.duration_since(start));
            if round == 1 {
                rt::busy(Duration::from_millis(34)).await;
            }
        }
    }

    fn five_milliseconds_late_is_not_missed() {
        for late in [15, 16] {
            let mut interval = rt::interval(Duration::from_millis(10));
            interval.set_missed_tick_behavior(rt::MissedTickBehavior::Delay);
            interval.tick().await;
            rt::busy(Duration::from_millis(late)).await;
            interval.tick().await;
            interval.tick().await;
            say!("{late}");
        }
    }

    fn a_cancelled_tick_is_not_lost() {
        let mut interval = rt::interval(Duration::from_millis(10));
        interval.tick().await;
        say!("{}", rt::timeout(Duration::from_millis(4), interval.tick()).await.is_err());
        interval.tick().await;
        say!("tick");
    }

    fn timers_that_came_due_during_work_fire_before_a_task_that_yields_goes_on() {
        let sleeper = rt::spawn(async {
            rt::sleep(Duration::from_millis(5)).await;
            say!("woken");
        });
        rt::yield_now().await;
        rt::busy(Duration::from_millis(20)).await;
        say!("worked");
        sleeper.await.unwrap();
    }

    fn a_timer_that_is_dropped_wakes_nobody() {
        let sleeper = rt::spawn(async {
            let long = rt::sleep(Duration::from_millis(50));
            rt::timeout(Duration::from_millis(2), long).await.unwrap_err();
            say!("gave up");
        });
        sleeper.await.unwrap();
        rt::sleep(Duration::from_millis(100)).await;
        say!("main");
    }

    fn the_longest_sleep_is_not_waited_for() {
        let result = rt::timeout(Duration::from_millis(1), rt::sleep(Duration::MAX)).await;
        say!("{}", result.is_err());
        let result = rt::timeout(Duration::MAX, rt::sleep(Duration::from_millis(1))).await;
        say!("{}", result.is_ok());
    }

    fn sleeps_begun_at_different_times_can_end_at_once() {
        let tasks = [(0, 100), (20, 80), (50, 50), (70, 30), (99, 1)].map(|(before, millis)| rt::spawn(async move {
            rt::sleep(Duration::from_millis(before)).await;
            rt::sleep(Duration::from_millis(millis)).await;
            say!("begun at {before}");
        }));
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn a_sleep_that_is_moved_into_the_past_is_over() {
        let start = rt::Instant::now();
        rt::sleep(Duration::from_millis(5)).await;
        let mut sleep = Box::pin(rt::sleep(Duration::from_millis(5)));
        say!("{:?}", is_ready(sleep.as_mut()).await);
        sleep.as_mut().reset(start);
        say!("{} {:?}", sleep.is_elapsed(), is_ready(sleep.as_mut()).await);
    }

    fn who_waits_for_a_sleep_that_is_moved_into_the_past_is_woken() {
        let start = rt::Instant::now();
        rt::sleep(Duration::from_millis(5)).await;
        let mut sleep = Box::pin(rt::sleep(Duration::from_millis(5)));
        say!("{:?}", is_ready(sleep.as_mut()).await);
        sleep.as_mut().reset(start);
        let mut is_first = true;
        // Nothing but the wake of the reset comes.
        poll_fn(|_| if std::mem::take(&mut is_first) { Poll::Pending } else { Poll::Ready(()) }).await;
        say!("woken");
    }

    fn an_interval_that_is_reset_at_once_ticks() {
        let mut ticks = rt::interval(Duration::from_millis(10));
        ticks.tick().await;
        say!("{}", rt::timeout(Duration::from_millis(1), ticks.tick()).await.is_err());
        ticks.reset_immediately();
        ticks.tick().await;
        say!("ticked");
        ticks.tick().await;
        say!("ticked");
    }

    fn the_longest_sleep_is_thirty_years() {
        let sleep = rt::sleep(Duration::MAX);
        let far = sleep.deadline() - rt::Instant::now();
        say!("{} days", far.as_secs() / 86_400);
    }

    fn an_interval_that_is_longer_than_time_ticks_once() {
        let mut ticks = rt::interval(Duration::MAX);
        ticks.tick().await;
        say!("ticked");
        say!("{}", rt::timeout(Duration::from_secs(1), ticks.tick()).await.is_err());
    }

    fn moments_before_the_start_can_be_named() {
        let start = rt::Instant::now();
        let before = start - Duration::from_secs(3600);
        say!("{:?} {:?}", start - before, before.checked_duration_since(start));
        say!("{} {:?}", before < start, before.elapsed());
        say!("{}", start.checked_sub(Duration::from_secs(86_400)).is_some());
        rt::sleep_until(before).await;
        let sleep = rt::sleep_until(before);
        say!("{}", sleep.deadline() == before);
        say!("{}", rt::timeout_at(before, std::future::pending::<()>()).await.is_err());
    }

    /// The senders of the Book's listing 17-13. On a clock that stands still while nothing sleeps, both wake at the same
    /// moments and send in the order written; the Book's output is that of a clock on which every sleep takes a little
    /// longer, three short ones more so than one long one.
    fn what_is_sent_at_one_moment_comes_in_the_order_written() {
        for late in [0, 1] {
            let (tx, mut rx) = rt::sync::mpsc::unbounded_channel();
            let often = tx.clone();
            let often = async move {
                for word in ["hi", "from", "the", "future"] {
                    often.send(word).unwrap();
                    rt::sleep(Duration::from_millis(500 + late)).await;
                }
            };
            let receiver = async {
                while let Some(word) = rx.recv().await {
                    say!("{word}");
                }
            };
            let seldom = async move {
                for word in ["more", "messages", "for", "you"] {
                    tx.send(word).unwrap();
                    rt::sleep(Duration::from_millis(1500 + late)).await;
                }
            };
            rt::join!(often, seldom, receiver);
        }
    }

    fn an_interval_that_began_before_the_start_has_missed_ticks() {
        let start = rt::Instant::now();
        let mut ticks = rt::interval_at(start - Duration::from_millis(25), Duration::from_millis(10));
        for _ in 0..5 {
            let due = ticks.tick().await;
            say!("{:?} {:?}", start - due, due - start);
        }
    }
}

/// Whether a future is ready at its next poll.
async fn is_ready<F: Future>(mut future: Pin<&mut F>) -> bool {
    poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_ready())).await
}
