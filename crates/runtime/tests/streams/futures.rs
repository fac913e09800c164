//! Both ways between this crate's streams and those of `futures_core`.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use taskscope_runtime::stream::from_futures;
use taskscope_runtime::{sleep, stream_from_iter, Stream, StreamExt, Unordered};

use super::tools::{ms, value_of};

/// Takes all values of a stream that knows nothing of this crate.
async fn drain<S: futures_core::Stream>(stream: S) -> Vec<S::Item> {
    let mut stream = Box::pin(stream);
    let mut items = Vec::new();
    while let Some(item) = poll_fn(|cx| futures_core::Stream::poll_next(stream.as_mut(), cx)).await {
        items.push(item);
    }
    items
}

/// A stream of `futures_core`, that can't be moved once it is polled.
struct Foreign(u32, std::marker::PhantomPinned);

impl futures_core::Stream for Foreign {
    type Item = u32;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        Poll::Ready((self.0 > 0).then_some(self.0))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, None)
    }
}

/// A stream of this crate's trait only.
struct Own(u32);

impl Stream for Own {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        let Some(next) = self.0.checked_sub(1) else { return Poll::Ready(None) };
        self.0 = next;
        Poll::Ready(Some(next))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0 as usize, Some(self.0 as usize))
    }
}

#[test]
fn every_stream_of_this_crate_is_one_of_futures_core() {
    let items = value_of(async {
        let numbers = stream_from_iter(1..=9)
            .filter(|n| n % 2 == 1)
            .merge(stream_from_iter([100]))
            .throttle(ms(1))
            .map(|n| async move {
                sleep(ms(n)).await;
                n
            })
            .buffered(3)
            .timeout(ms(1000))
            .filter_map(Result::ok)
            .skip(1)
            .take(4)
            .chunks_timeout(2, ms(1000));
        drain(numbers).await
    });
    assert_eq!(items, [[100, 3], [5, 7]]);
    let set: Unordered<_> = [std::future::ready(1)].into_iter().collect();
    assert_eq!(futures_core::Stream::size_hint(&set), (1, Some(1)));
}

#[test]
fn a_stream_of_futures_core_has_the_combinators_of_this_crate() {
    let items = value_of(async {
        from_futures(Foreign(7, std::marker::PhantomPinned)).take(2).map(|n| n + 1).collect::<Vec<_>>().await
    });
    assert_eq!(items, [8, 8]);
}

#[test]
fn a_stream_of_the_trait_alone_is_taken_for_one_of_futures_core() {
    value_of(async {
        let stream = Own(3).into_futures();
        assert_eq!(futures_core::Stream::size_hint(&stream), (3, Some(3)));
        assert_eq!(drain(stream).await, [2, 1, 0]);
        assert_eq!(from_futures(Own(2).into_futures()).collect::<Vec<_>>().await, [1, 0]);
    });
}

/// Whether a stream says that it has ended, before and after each value and at its end.
async fn ends<S: Stream + futures_core::FusedStream + Unpin>(mut stream: S) -> Vec<bool> {
    let mut said = vec![stream.is_terminated()];
    while stream.next().await.is_some() {
        said.push(stream.is_terminated());
    }
    said.push(stream.is_terminated());
    said
}

#[test]
fn streams_that_can_know_say_that_they_have_ended() {
    let two = || stream_from_iter([1, 2]).fuse();
    value_of(async move {
        let at_the_end = [false, false, false, true];
        assert_eq!(ends(two()).await, at_the_end);
        assert_eq!(ends(two().map(|n| n + 1)).await, at_the_end);
        assert_eq!(ends(two().filter(|_| true)).await, at_the_end);
        assert_eq!(ends(two().filter_map(Some)).await, at_the_end);
        assert_eq!(ends(two().enumerate()).await, at_the_end);
        assert_eq!(ends(two().skip(0)).await, at_the_end);
        assert_eq!(ends(two().skip_while(|_| false)).await, at_the_end);
        assert_eq!(ends(two().then(std::future::ready)).await, at_the_end);
        assert_eq!(ends(two().zip(two())).await, at_the_end);
        assert_eq!(ends(two().timeout(ms(1))).await, at_the_end);
        assert_eq!(ends(two().map(std::future::ready).buffered(1)).await, at_the_end);
        assert_eq!(ends(two().map(std::future::ready).buffer_unordered(1)).await, at_the_end);
        assert_eq!(ends(two().take_while(|_| true)).await, at_the_end);
        assert_eq!(ends(two().take_while(|&n| n < 2)).await, [false, false, true]);
        // It needs no further look at its stream.
        assert_eq!(ends(two().take(2)).await, [false, false, true, true]);
        assert_eq!(ends(two().take(0)).await, [true, true]);
        assert_eq!(ends(two().merge(two())).await, [false, false, false, false, false, true]);
        assert_eq!(ends(two().chain(two())).await, [false, false, false, false, false, true]);
        assert_eq!(ends(two().chunks_timeout(1, ms(1))).await, at_the_end);
        assert_eq!(ends(two().chunks_timeout(3, ms(1))).await, [false, true, true]);
    });
}

#[cfg(feature = "tokio-like")]
#[test]
fn further_streams_say_that_they_have_ended() {
    use taskscope_runtime::stream::{empty, once};
    let two = || stream_from_iter([1, 2]).fuse();
    value_of(async move {
        assert_eq!(ends(empty::<u32>()).await, [true, true]);
        assert_eq!(ends(once(1)).await, [false, true, true]);
        assert_eq!(ends(two().map_while(Some)).await, [false, false, false, true]);
        assert_eq!(ends(two().map_while(|n| (n < 2).then_some(n))).await, [false, false, true]);
        let mut peekable = two().peekable();
        peekable.peek().await;
        assert_eq!(ends(peekable).await, [false, false, false, true]);
    });
}

#[cfg(feature = "tokio-like")]
#[test]
fn combinators_give_their_stream_back() {
    value_of(async {
        let mut even = stream_from_iter(1..=6).map(|n| n * 10).filter(|n| n % 20 == 0);
        assert_eq!(even.next().await, Some(20));
        assert_eq!(even.get_mut().next().await, Some(30));
        assert_eq!(Stream::size_hint(even.get_ref()), (3, Some(3)));
        let numbers = even.into_inner().into_inner();
        assert_eq!(numbers.collect::<Vec<_>>().await, [4, 5, 6]);
    });
}
