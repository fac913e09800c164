//! Awaiting the first of several futures, inside one task: `select!`.

use std::ops::Range;

use crate::context;

/// Awaits several futures at once, and runs the handler of the first that is finished.
///
/// ```text
/// select! {
///     biased;                                          optional
///     pattern = future => handler,
///     pattern = future, if condition => { handler }
///     else => handler,                                 optional
/// }
/// ```
///
/// It means what `tokio::select!` means:
///
/// 1. The conditions are evaluated. A branch whose condition is false is disabled.
/// 2. The futures are evaluated, also those of disabled branches; those are never polled.
/// 3. The futures of the other branches are polled until one is finished. Which branch is polled first is drawn from
///    the run's seed at each poll; the others follow in the order written. With `biased;` it is always the first.
/// 4. If the output does not match the pattern, that branch is disabled and the others go on.
/// 5. Otherwise all futures are dropped, in the order written, and then the handler runs. It is not part of any future:
///    it may use what the futures borrowed, and `break`, `continue`, `return`, `?` and `.await` mean what they mean
///    around the `select!`.
/// 6. If every branch is disabled, the handler of `else` runs.
///
/// There may be up to 64 branches; for more, raise the `recursion_limit`.
///
/// Every future that is polled is a node of its own in the trace, called after its expression. A future given by value
/// is dropped when another one is finished first; to keep it for the next time round a loop, give it as `&mut future`.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::mpsc::channel;
/// # use taskscope_runtime::{select, simulate, sleep, spawn};
/// simulate("main", async {
///     let (tx, mut rx) = channel(1);
///     let sender = spawn("sender", async move { tx.send(7).await });
///     let mut late = sleep(Duration::from_secs(1));
///     let mut received = Vec::new();
///     loop {
///         select! {
///             Some(message) = rx.recv() => received.push(message),
///             () = &mut late => break,
///         }
///     }
///     assert_eq!(received, [7]);
///     # drop(sender);
/// });
/// ```
///
/// # Panics
/// If every branch is disabled and there is no `else`.
#[macro_export]
macro_rules! select {
    // One step a branch, so that 64 of them stay within the limit of recursion; hence six rules: three kinds of handler,
    // with a condition and without. Macro hygiene gives each branch an `enabled`, `branch`, `slot`, `output` and `first`
    // of its own.
    (@head $order:tt []) => {
        ::core::compile_error!("select! needs at least one branch")
    };
    (@head $order:tt [] else => $handler:expr $(,)?) => {
        $handler
    };
    (@head $order:tt [$($branches:tt)*]) => {
        $crate::select!(@run $order [$($branches)*] {
            ::core::panic!("every branch of this `select!` is disabled, and it has no `else`")
        })
    };
    (@head $order:tt [$($branches:tt)*] else => $handler:expr $(,)?) => {
        $crate::select!(@run $order [$($branches)*] { $handler })
    };
    (@head $order:tt [$($branches:tt)*] $pattern:pat = $future:expr, if $condition:expr => $handler:block, $($rest:tt)*) => {
        $crate::select!(@head $order [$($branches)* {
            enabled future slot branch output: $pattern = $future, if $condition => $handler
        }] $($rest)*)
    };
    (@head $order:tt [$($branches:tt)*] $pattern:pat = $future:expr, if $condition:expr => $handler:block $($rest:tt)*) => {
        $crate::select!(@head $order [$($branches)* {
            enabled future slot branch output: $pattern = $future, if $condition => $handler
        }] $($rest)*)
    };
    (@head $order:tt [$($branches:tt)*] $pattern:pat = $future:expr, if $condition:expr => $handler:expr $(, $($rest:tt)*)?) => {
        $crate::select!(@head $order [$($branches)* {
            enabled future slot branch output: $pattern = $future, if $condition => $handler
        }] $($($rest)*)?)
    };
    (@head $order:tt [$($branches:tt)*] $pattern:pat = $future:expr => $handler:block, $($rest:tt)*) => {
        $crate::select!(@head $order [$($branches)* {
            enabled future slot branch output: $pattern = $future, if true => $handler
        }] $($rest)*)
    };
    (@head $order:tt [$($branches:tt)*] $pattern:pat = $future:expr => $handler:block $($rest:tt)*) => {
        $crate::select!(@head $order [$($branches)* {
            enabled future slot branch output: $pattern = $future, if true => $handler
        }] $($rest)*)
    };
    (@head $order:tt [$($branches:tt)*] $pattern:pat = $future:expr => $handler:expr $(, $($rest:tt)*)?) => {
        $crate::select!(@head $order [$($branches)* {
            enabled future slot branch output: $pattern = $future, if true => $handler
        }] $($($rest)*)?)
    };

    (@run [$is_fair:literal] [$({
        $enabled:ident $start:ident $slot:ident $branch:ident $output:ident:
        $pattern:pat = $future:expr, if $condition:expr => $handler:expr
    })*] $otherwise:block) => {{
        $( let $enabled: bool = $condition; )*
        $( let mut $output = ::core::option::Option::None; )*
        {
            $(
                let $start = $future;
                let $slot = ::core::pin::pin!(::core::option::Option::Some(
                    ::core::future::IntoFuture::into_future($start)
                ));
                let mut $branch = $crate::combine::Branch::new(::core::stringify!($future), $enabled, $slot);
                // By reference into the closure, which takes the branches over: it drops them in the order written.
                let $output = &mut $output;
            )*
            ::core::future::poll_fn(move |cx| {
                let mut is_any_open = false;
                for turns in $crate::combine::polling_order($is_fair, [$($enabled),*].len()) {
                    let mut at = 0..;
                    $(
                        if at.next().is_some_and(|at| turns.contains(&at)) {
                            if let ::core::task::Poll::Ready(mut value) = $branch.poll(cx) {
                                let mut is_match = false;
                                // A guard sees what the pattern would bind, and as it is never true, nothing is
                                // moved: that tells whether the pattern matches without taking the value apart.
                                #[allow(unused_variables, unused_mut, unreachable_patterns)]
                                match value {
                                    $pattern if { is_match = true; false } => ::core::unreachable!(),
                                    _ => {}
                                }
                                if is_match {
                                    *$output = ::core::option::Option::Some(value);
                                    return ::core::task::Poll::Ready(());
                                }
                            }
                            is_any_open |= $branch.is_open();
                        }
                    )*
                }
                if is_any_open { ::core::task::Poll::Pending } else { ::core::task::Poll::Ready(()) }
            })
            .await;
        }
        $(
            if let ::core::option::Option::Some(mut value) = $output {
                #[allow(unreachable_patterns)]
                match value {
                    $pattern => $handler,
                    _ => ::core::unreachable!("only an output that matches is kept"),
                }
            } else
        )* $otherwise
    }};

    (@ $($rest:tt)*) => {
        ::core::compile_error!("select! expects `pattern = future, if condition => handler`")
    };
    (biased; $($rest:tt)*) => { $crate::select!(@head [false] [] $($rest)*) };
    ($($rest:tt)*) => { $crate::select!(@head [true] [] $($rest)*) };
}

/// The order in which [`select!`](crate::select!) polls its branches: two stretches, one after the other. Fair means
/// from a branch drawn from the run's seed to the last, and then from the first to that one.
#[must_use]
pub fn polling_order(is_fair: bool, branches: usize) -> [Range<usize>; 2] {
    let first =
        if is_fair { context::first_branch(u32::try_from(branches).unwrap_or(u32::MAX)) as usize } else { 0 };
    [first..branches, 0..first]
}
