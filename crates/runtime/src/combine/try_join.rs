//! Awaiting several futures at once until one of them fails: `try_join!`.

use std::future::Future;

use super::Arm;

/// Awaits all the given futures at once and gives their values as a tuple in `Ok`, or the first error. After an error
/// the futures that are not finished are dropped, in the order given.
///
/// All futures give a `Result`, with the same type of error. Otherwise it is like [`join!`](crate::join!): at each poll
/// every future that is not finished is polled, in the order given, and each is a node of its own in the trace. After
/// an error no further future is polled. With the feature `tokio-like`.
///
/// ```
/// # use taskscope_runtime::{simulate, try_join, yield_now};
/// simulate("main", async {
///     let both = try_join!(async { Ok::<_, &str>(1) }, async { yield_now().await; Ok(2) });
///     assert_eq!(both, Ok((1, 2)));
///     let failed = try_join!(async { Err::<u32, _>("first") }, async { Ok(2) });
///     assert_eq!(failed, Err("first"));
/// });
/// ```
#[macro_export]
macro_rules! try_join {
    // Each step of the recursion makes an `arm` and a `slot` of its own: macro hygiene keeps them apart.
    (@arms [$($arm:ident $slot:ident $future:expr;)*] $next:expr $(, $($rest:expr),*)?) => {
        $crate::try_join!(@arms [$($arm $slot $future;)* arm slot $next;] $($($rest),*)?)
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
            $(
                if !$arm.poll(cx) {
                    is_done = false;
                } else if let ::core::option::Option::Some(error) = $arm.take_error() {
                    return ::core::task::Poll::Ready(::core::result::Result::Err(error));
                }
            )*
            if is_done {
                ::core::task::Poll::Ready(::core::result::Result::Ok(($( $arm.take_value(), )*)))
            } else {
                ::core::task::Poll::Pending
            }
        })
        .await
    }};
    ($(biased;)?) => { ::core::result::Result::Ok(()) };
    (biased; $($future:expr),+ $(,)?) => { $crate::try_join!(@arms [] $($future),+) };
    ($($future:expr),+ $(,)?) => { $crate::try_join!(@arms [] $($future),+) };
}

impl<T, E, F: Future<Output = Result<T, E>>> Arm<'_, F> {
    /// Takes the error, if the arm is finished and gave one.
    pub fn take_error(&mut self) -> Option<E> {
        match self.output.take()? {
            Err(error) => Some(error),
            Ok(value) => {
                self.output = Some(Ok(value));
                None
            }
        }
    }

    /// Takes the value.
    ///
    /// # Panics
    /// If the arm is not finished, or gave an error.
    #[track_caller]
    pub fn take_value(&mut self) -> T {
        match self.take_output() {
            Ok(value) => value,
            Err(_) => unreachable!("an error ends `try_join!` before it takes values"),
        }
    }
}
