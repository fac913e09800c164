//! Awaiting several futures at once, inside one task: `join!`, and `join` and `join3` as functions.

use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::followed::{polled_after_end, Followed};

/// Awaits all the given futures at once and gives their outputs as a tuple.
///
/// All of them run in the current task: at each poll every one that is not finished is polled, in the order given.
/// Each is a node of its own in the trace, called after its expression. `biased;` may stand in front of them and changes
/// nothing.
///
/// ```
/// # use taskscope_runtime::{join, simulate, yield_now};
/// simulate("main", async {
///     let (a, b) = join!(async { 1 }, async { yield_now().await; 2 });
///     assert_eq!((a, b), (1, 2));
/// });
/// ```
#[macro_export]
macro_rules! join {
    // Each step of the recursion makes an `arm` and a `slot` of its own: macro hygiene keeps them apart.
    (@arms [$($arm:ident $slot:ident $future:expr;)*] $next:expr $(, $($rest:expr),*)?) => {
        $crate::join!(@arms [$($arm $slot $future;)* arm slot $next;] $($($rest),*)?)
    };
    (@arms [$($arm:ident $slot:ident $future:expr;)*]) => {{
        $(
            let $slot = ::core::pin::pin!(::core::option::Option::Some(
                ::core::future::IntoFuture::into_future($future)
            ));
            let mut $arm = $crate::combine::Arm::new(::core::stringify!($future), $slot);
        )*
        ::core::future::poll_fn(move |cx| {
            let mut is_done = true;
            $( is_done &= $arm.poll(cx); )*
            if is_done {
                ::core::task::Poll::Ready(($( $arm.take_output(), )*))
            } else {
                ::core::task::Poll::Pending
            }
        })
        .await
    }};
    (biased; $($future:expr),* $(,)?) => { $crate::join!(@arms [] $($future),*) };
    ($($future:expr),* $(,)?) => { $crate::join!(@arms [] $($future),*) };
}

/// Awaits two futures at once and gives both outputs.
///
/// At each poll the one that is not finished is polled, or both in the order given.
#[track_caller]
pub fn join<A: IntoFuture, B: IntoFuture>(a: A, b: B) -> Join<A::IntoFuture, B::IntoFuture> {
    let location = Location::caller();
    Join { a: Followed::new(a.into_future(), location), b: Followed::new(b.into_future(), location) }
}

/// Awaits three futures at once and gives all outputs. Like [`join`](fn@join).
#[track_caller]
pub fn join3<A: IntoFuture, B: IntoFuture, C: IntoFuture>(
    a: A,
    b: B,
    c: C,
) -> Join3<A::IntoFuture, B::IntoFuture, C::IntoFuture> {
    let location = Location::caller();
    Join3 {
        a: Followed::new(a.into_future(), location),
        b: Followed::new(b.into_future(), location),
        c: Followed::new(c.into_future(), location),
    }
}

macro_rules! joined {
    ($name:ident, $what:literal, $($future:ident $arm:ident $label:literal),+) => {
        #[doc = concat!("The future of [`", $what, "`](fn@", $what, "). Dropping it drops what is not finished, in the order given.")]
        ///
        /// # Panics
        /// When polled after it was done.
        #[must_use = "futures do nothing unless awaited"]
        pub struct $name<$($future: Future),+> {
            $($arm: Followed<$future>,)+
        }

        opaque!([<$($future: Future),+>] $name<$($future),+>);

        /// The futures are in boxes and the outputs are never pinned.
        impl<$($future: Future),+> Unpin for $name<$($future),+> {}

        impl<$($future: Future),+> Future for $name<$($future),+> {
            type Output = ($($future::Output,)+);

            fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
                $( self.$arm.observe(&$label); )+
                let mut is_done = true;
                $( is_done &= self.$arm.poll_to_end(cx); )+
                if !is_done {
                    return Poll::Pending;
                }
                let outputs = ($( self.$arm.take_output(), )+);
                $( self.$arm.end(); )+
                let ($( Some($arm), )+) = outputs else { polled_after_end($what) };
                Poll::Ready(($( $arm, )+))
            }
        }
    };
}

joined!(Join, "join", A a "first", B b "second");
joined!(Join3, "join3", A a "first", B b "second", C c "third");
