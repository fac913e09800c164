//! Futures that take values from a stream.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll};

use super::fuse::Fuse;
use super::{place, FromStream, Stream};
use crate::combine::polled_after_end;

/// The future of [`StreamExt::next`](super::StreamExt::next).
///
/// It can be dropped at any time; then no value was taken.
#[must_use = "futures do nothing unless awaited"]
pub struct Next<'a, S: ?Sized> {
    stream: &'a mut S,
    location: &'static Location<'static>,
}

opaque!([<S: ?Sized>] Next<'_, S>);

impl<'a, S: ?Sized> Next<'a, S> {
    pub(crate) fn new(stream: &'a mut S, location: &'static Location<'static>) -> Self {
        Self { stream, location }
    }
}

impl<S: Stream + Unpin + ?Sized> Future for Next<'_, S> {
    type Output = Option<S::Item>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let _place = place::enter(self.location);
        Pin::new(&mut *self.stream).poll_next(cx)
    }
}

macro_rules! until {
    ($(#[$doc:meta])* $name:ident, $is_decided:literal) => {
        $(#[$doc])*
        #[must_use = "futures do nothing unless awaited"]
        pub struct $name<'a, S: ?Sized, F> {
            stream: &'a mut S,
            is_so: F,
            location: &'static Location<'static>,
        }

        opaque!([<S: ?Sized, F>] $name<'_, S, F>);

        /// The function is never pinned.
        impl<S: ?Sized, F> Unpin for $name<'_, S, F> {}

        impl<'a, S: ?Sized, F> $name<'a, S, F> {
            pub(super) fn new(stream: &'a mut S, is_so: F, location: &'static Location<'static>) -> Self {
                Self { stream, is_so, location }
            }
        }

        impl<S: Stream + Unpin + ?Sized, F: FnMut(S::Item) -> bool> Future for $name<'_, S, F> {
            type Output = bool;

            fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<bool> {
                let _place = place::enter(self.location);
                while let Some(item) = ready!(Pin::new(&mut *self.stream).poll_next(cx)) {
                    if (self.is_so)(item) == $is_decided {
                        return Poll::Ready($is_decided);
                    }
                }
                Poll::Ready(!$is_decided)
            }
        }
    };
}

until! {
    /// The future of [`StreamExt::any`](super::StreamExt::any).
    Any, true
}
until! {
    /// The future of [`StreamExt::all`](super::StreamExt::all).
    All, false
}

/// The future of [`StreamExt::collect`](super::StreamExt::collect).
///
/// # Panics
/// When polled after it was done.
#[must_use = "futures do nothing unless awaited"]
pub struct Collect<S: Stream, C: FromStream<S::Item>> {
    stream: Fuse<S>,
    /// `None` once it is done.
    so_far: Option<C::Partial>,
    location: &'static Location<'static>,
}

opaque!([<S: Stream, C: FromStream<S::Item>>] Collect<S, C>);

/// The stream is in a box and the collection is never pinned.
impl<S: Stream, C: FromStream<S::Item>> Unpin for Collect<S, C> {}

impl<S: Stream, C: FromStream<S::Item>> Collect<S, C> {
    pub(super) fn new(stream: S, location: &'static Location<'static>) -> Self {
        Self { stream: Fuse::new(stream), so_far: Some(C::Partial::default()), location }
    }
}

impl<S: Stream, C: FromStream<S::Item>> Future for Collect<S, C> {
    type Output = C;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<C> {
        let _place = place::enter(self.location);
        let this = &mut *self;
        let Some(so_far) = &mut this.so_far else { polled_after_end("collect") };
        while let Some(item) = ready!(this.stream.poll_next(cx)) {
            if C::add(so_far, item).is_break() {
                break;
            }
        }
        let Some(so_far) = this.so_far.take() else { polled_after_end("collect") };
        Poll::Ready(C::finish(so_far))
    }
}

/// The future of [`StreamExt::fold`](super::StreamExt::fold).
///
/// # Panics
/// When polled after it was done.
#[must_use = "futures do nothing unless awaited"]
pub struct Fold<S, T, F> {
    stream: Fuse<S>,
    /// `None` once it is done.
    so_far: Option<T>,
    add: F,
    location: &'static Location<'static>,
}

opaque!([<S, T, F>] Fold<S, T, F>);

/// The stream is in a box; the value and the function are never pinned.
impl<S, T, F> Unpin for Fold<S, T, F> {}

impl<S: Stream, T, F> Fold<S, T, F> {
    pub(super) fn new(stream: S, start: T, add: F, location: &'static Location<'static>) -> Self {
        Self { stream: Fuse::new(stream), so_far: Some(start), add, location }
    }
}

impl<S: Stream, T, F: FnMut(T, S::Item) -> T> Future for Fold<S, T, F> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let _place = place::enter(self.location);
        let this = &mut *self;
        loop {
            let next = ready!(this.stream.poll_next(cx));
            let Some(so_far) = this.so_far.take() else { polled_after_end("fold") };
            let Some(item) = next else { return Poll::Ready(so_far) };
            this.so_far = Some((this.add)(so_far, item));
        }
    }
}

/// The future of [`StreamExt::for_each`](super::StreamExt::for_each).
#[must_use = "futures do nothing unless awaited"]
pub struct ForEach<S, Fut, F> {
    stream: Fuse<S>,
    /// One box for all the futures.
    future: Pin<Box<Option<Fut>>>,
    each: F,
    location: &'static Location<'static>,
}

opaque!([<S, Fut, F>] ForEach<S, Fut, F>);

/// The stream and the futures are in boxes and the function is never pinned.
impl<S, Fut, F> Unpin for ForEach<S, Fut, F> {}

impl<S: Stream, Fut, F> ForEach<S, Fut, F> {
    pub(super) fn new(stream: S, each: F, location: &'static Location<'static>) -> Self {
        Self { stream: Fuse::new(stream), future: Box::pin(None), each, location }
    }
}

impl<S: Stream, Fut: Future<Output = ()>, F: FnMut(S::Item) -> Fut> Future for ForEach<S, Fut, F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let _place = place::enter(self.location);
        loop {
            if let Some(future) = self.future.as_mut().as_pin_mut() {
                ready!(future.poll(cx));
                self.future.set(None);
            }
            let Some(item) = ready!(self.stream.poll_next(cx)) else { return Poll::Ready(()) };
            let future = (self.each)(item);
            self.future.set(Some(future));
        }
    }
}
