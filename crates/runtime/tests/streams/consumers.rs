//! The futures that take values from a stream.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use taskscope_format::transcript;
use taskscope_runtime::mpsc::channel;
use taskscope_runtime::stream::ReceiverStream;
use taskscope_runtime::{interval, sleep, spawn, stream, stream_from_iter, StreamExt};

use super::tools::{ms, run, value_of};

#[test]
fn collect_takes_any_collection() {
    let (list, set, text): (Vec<_>, BTreeSet<_>, String) = value_of(async {
        (
            stream_from_iter([3, 1, 3]).collect().await,
            stream_from_iter([3, 1, 3]).collect().await,
            stream_from_iter(['a', 'b']).collect().await,
        )
    });
    assert_eq!((list, set, text.as_str()), (vec![3, 1, 3], BTreeSet::from([1, 3]), "ab"));
}

#[test]
fn fold_any_and_all_sum_up() {
    let outcome = value_of(async {
        let mut numbers = stream_from_iter(1..=6);
        let any = numbers.any(|n| n == 3).await;
        let all = numbers.all(|n| n < 5).await;
        let left = numbers.fold(0, |sum, n| sum + n).await;
        (any, all, left)
    });
    assert_eq!(outcome, (true, false, 6));
    let empty = value_of(async {
        let mut nothing = stream_from_iter(Vec::<u8>::new());
        (nothing.any(|_| true).await, nothing.all(|_| false).await)
    });
    assert_eq!(empty, (false, true));
}

#[test]
fn for_each_awaits_one_after_the_other() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let inside = Rc::clone(&log);
    let run = run(async move {
        stream_from_iter([10, 5])
            .for_each(|millis| {
                let log = Rc::clone(&inside);
                async move {
                    sleep(ms(millis)).await;
                    log.borrow_mut().push(millis);
                }
            })
            .await;
    });
    assert_eq!(log.take(), [10, 5]);
    assert_eq!(run.elapsed(), ms(15));
}

#[test]
fn a_next_that_is_dropped_has_taken_nothing() {
    let value = value_of(async {
        let (tx, rx) = channel(1);
        let mut stream = ReceiverStream::new(rx);
        assert!(taskscope_runtime::timeout(ms(1), stream.next()).await.is_err());
        tx.send(7).await.expect("the receiver is there");
        stream.next().await
    });
    assert_eq!(value, Some(7));
}

#[test]
fn waits_are_at_the_line_of_the_await_and_not_where_the_stream_was_made() {
    let line = line!();
    let run = run(async {
        let (tx, rx) = channel(1);
        let sender = spawn("sender", async move {
            sleep(ms(1)).await;
            tx.send(1).await
        });
        let mut messages = ReceiverStream::new(rx).map(|n: u32| n + 1);
        messages.next().await;
        let mut ticks = stream::IntervalStream::new(interval(ms(5))).throttle(ms(9));
        ticks.next().await;
        ticks.next().await;
        drop(sender);
    });
    let text = transcript(run.words()).expect("a recorder writes what its decoder reads");
    let waits = text.lines().filter(|line| line.contains("waits for"));
    let lines: Vec<u32> = waits
        .filter_map(|wait| wait.rsplit(':').next()?.trim().parse::<u32>().ok())
        .map(|at| at - line)
        .collect();
    // `messages.next()`, the sender's sleep, and the second `ticks.next()`: its pause, after which the tick was due.
    assert_eq!(lines, [8, 4, 11], "{text}");
}

#[test]
fn a_future_inside_a_stream_waits_at_its_own_line() {
    let line = line!();
    let run = run(async {
        let mut slow = stream_from_iter([1]).then(|n| async move {
            sleep(ms(1)).await;
            n
        });
        slow.next().await;
    });
    let text = transcript(run.words()).expect("a recorder writes what its decoder reads");
    let wait = text.lines().find(|line| line.contains("waits for")).expect("it waits");
    assert!(wait.ends_with(&format!("consumers.rs:{}", line + 3)), "{wait}");
}
