//! The combinators that have nothing to do with time.

use std::cell::RefCell;
use std::rc::Rc;

use taskscope_runtime::{sleep, stream_from_iter, Stream, StreamExt};

use super::tools::{all, ms, paced, timed, value_of};

#[test]
fn map_then_and_enumerate_change_values() {
    assert_eq!(all(|| stream_from_iter([1, 2]).map(|n| n * 10)), [10, 20]);
    assert_eq!(all(|| stream_from_iter(['a', 'b']).enumerate()), [(0, 'a'), (1, 'b')]);
    let times = value_of(async {
        timed(stream_from_iter([1, 2]).then(|n| async move {
            sleep(ms(5)).await;
            n * 10
        }))
        .await
    });
    assert_eq!(times, [(10, 5), (20, 10)]);
}

#[test]
fn filters_leave_values_out() {
    assert_eq!(all(|| stream_from_iter(1..=6).filter(|n| n % 2 == 0)), [2, 4, 6]);
    assert_eq!(all(|| stream_from_iter(["1", "x", "3"]).filter_map(|text| text.parse::<u32>().ok())), [1, 3]);
}

#[test]
fn take_and_skip_count() {
    assert_eq!(all(|| stream_from_iter(1..=6).take(2)), [1, 2]);
    assert_eq!(all(|| stream_from_iter(1..=6).skip(4)), [5, 6]);
    assert_eq!(all(|| stream_from_iter(1..=2).take(5)), [1, 2]);
    assert!(all(|| stream_from_iter(1..=2).take(0)).is_empty());
    assert!(all(|| stream_from_iter(1..=2).skip(5)).is_empty());
}

#[test]
fn take_while_and_skip_while_decide_once() {
    assert_eq!(all(|| stream_from_iter([1, 2, 9, 1]).take_while(|&n| n < 5)), [1, 2]);
    assert_eq!(all(|| stream_from_iter([1, 2, 9, 1]).skip_while(|&n| n < 5)), [9, 1]);
    let again = value_of(async {
        let mut stream = stream_from_iter([1, 9, 2]).take_while(|&n| n < 5);
        (stream.next().await, stream.next().await, stream.next().await)
    });
    assert_eq!(again, (Some(1), None, None));
}

#[test]
fn take_asks_for_no_more_than_it_gives() {
    let rest = value_of(async {
        let mut numbers = stream_from_iter(1..=5);
        let first: Vec<_> = (&mut numbers).take(2).collect().await;
        (first, numbers.next().await)
    });
    assert_eq!(rest, (vec![1, 2], Some(3)));
}

#[test]
fn chain_gives_one_after_the_other() {
    assert_eq!(all(|| stream_from_iter([1, 2]).chain(stream_from_iter([3]))), [1, 2, 3]);
}

#[test]
fn merge_gives_what_comes_and_takes_turns() {
    assert_eq!(
        all(|| stream_from_iter(['a', 'b', 'c']).merge(stream_from_iter(['x', 'y']))),
        ['a', 'x', 'b', 'y', 'c']
    );
    let times = value_of(async { timed(paced(&[10, 10, 10]).merge(paced(&[15, 3]).map(|n| n * 100))).await });
    assert_eq!(times, [(1, 10), (100, 15), (200, 18), (2, 20), (3, 30)]);
}

#[test]
fn zip_waits_for_both_and_ends_with_the_shorter() {
    let times = value_of(async { timed(paced(&[1, 1, 1]).zip(paced(&[10, 10]))).await });
    assert_eq!(times, [((1, 1), 10), ((2, 2), 20)]);
    assert!(all(|| stream_from_iter([1]).zip(stream_from_iter(Vec::<u8>::new()))).is_empty());
}

#[test]
fn a_stream_is_not_polled_after_its_end() {
    /// Panics when it is polled after its end.
    struct Strict(Option<u32>);
    impl Stream for Strict {
        type Item = u32;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<u32>> {
            let left = self.0.expect("not after the end");
            self.0 = left.checked_sub(1);
            std::task::Poll::Ready(self.0)
        }
    }
    let strict = || Strict(Some(2));
    assert_eq!(all(move || strict().merge(stream_from_iter([7, 8, 9, 10]))), [1, 7, 0, 8, 9, 10]);
    assert_eq!(all(move || strict().chain(stream_from_iter([7, 8]))), [1, 0, 7, 8]);
    assert_eq!(all(move || strict().map(std::future::ready).buffered(9)), [1, 0]);
    assert_eq!(all(move || strict().map(std::future::ready).buffer_unordered(9)), [1, 0]);
    assert_eq!(all(move || strict().chunks_timeout(9, ms(1))), [[1, 0]]);
    let twice = value_of(async move {
        let mut stream = strict().timeout(ms(1)).take(9).then(std::future::ready);
        while stream.next().await.is_some() {}
        stream.next().await.is_none()
    });
    assert!(twice);
}

#[test]
fn streams_work_by_reference_and_in_boxes() {
    let sums = value_of(async {
        let mut numbers = stream_from_iter(1..=3);
        let by_reference = (&mut numbers).take(1).fold(0, |sum, n| sum + n).await;
        let boxed: Box<dyn Stream<Item = i32> + Unpin> = Box::new(numbers);
        let pinned: std::pin::Pin<Box<dyn Stream<Item = i32>>> = Box::pin(boxed);
        (by_reference, pinned.map(|n| n * 10).fold(0, |sum, n| sum + n).await)
    });
    assert_eq!(sums, (1, 50));
}

#[test]
fn what_a_combinator_no_longer_wants_is_dropped() {
    let shared = Rc::new(RefCell::new(()));
    let inside = Rc::clone(&shared);
    let alive = value_of(async move {
        let numbers = stream_from_iter(1..=3).map(move |n| (n, inside.clone()).0);
        let mut few = numbers.take_while(|&n| n < 2);
        while few.next().await.is_some() {}
        Rc::strong_count(&shared)
    });
    assert_eq!(alive, 1);
}
