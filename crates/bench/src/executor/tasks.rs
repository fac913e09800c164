//! The futures that the works are made of, the same for every executor.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::tally;

/// Done at its first poll; 32 bytes, as much as a small `async` block holds.
pub(super) struct Ready([u32; 8]);

impl Ready {
    pub(super) fn new(number: u32) -> Self {
        Self([number; 8])
    }
}

impl Future for Ready {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        tally::finish(u32::from(self.0[0] == self.0[7]));
        Poll::Ready(())
    }
}

/// Wakes itself and yields, a given number of times. Every `N` is a type of its own, with a size and code of its own:
/// without the `N` in its sums the compiler would merge them.
pub(super) struct Countdown<const N: usize> {
    left: u32,
    sums: [u32; N],
}

impl<const N: usize> Countdown<N> {
    pub(super) const YIELDS: u32 = 100;
    /// The last poll finds nothing left to count.
    pub(super) const POLLS: u32 = Self::YIELDS + 1;

    pub(super) fn new() -> Self {
        Self { left: Self::YIELDS, sums: [0; N] }
    }
}

impl<const N: usize> Future for Countdown<N> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let each = u32::try_from(N).unwrap_or_default();
        self.sums[N - 1] += each;
        if self.left == 0 {
            tally::finish(self.sums[N - 1] / each);
            return Poll::Ready(());
        }
        self.left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Waits for ever, with a waker as those have that wait for something; 32 bytes.
pub(super) struct Idle {
    waker: Option<Waker>,
    payload: [u32; 6],
}

const _: () =
    assert!(size_of::<Idle>() == 32, "the bytes of an idle task are counted with 32 for the future");

impl Idle {
    pub(super) fn new(number: u32) -> Self {
        Self { waker: None, payload: [number; 6] }
    }
}

impl Future for Idle {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.waker.replace(cx.waker().clone()).is_none() {
            tally::finish(u32::from(self.payload[0] == self.payload[5]));
        }
        Poll::Pending
    }
}
