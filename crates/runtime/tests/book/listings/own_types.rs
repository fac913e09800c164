//! 17.5: a future and a stream by hand, from the traits themselves.

use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll};

use taskscope_runtime::book as trpl;
use trpl::{Stream, StreamExt};

struct Countdown(u32);

impl Future for Countdown {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.0 == 0 {
            return Poll::Ready("lift-off");
        }
        println!("{}", self.0);
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

struct Halves(u32);

impl Stream for Halves {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        self.0 /= 2;
        Poll::Ready(Some(self.0).filter(|&half| half > 0))
    }
}

pub(crate) fn main() {
    trpl::block_on(async {
        let countdown = pin!(Countdown(3));
        println!("{}", countdown.await);

        let mut halves = Halves(20);
        while let Some(half) = halves.next().await {
            println!("{half}");
        }
    });
}
