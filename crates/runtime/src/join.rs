//! Awaiting several futures at once, inside one task.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::Node;

/// Awaits all the given futures at once and gives their outputs as a tuple.
///
/// All of them run in the current task: at each poll every one that is not finished is polled, in the order given.
/// Each is a node of its own in the trace, called after its expression.
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
            let mut $arm = $crate::Arm::new(::core::stringify!($future), $slot);
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
    ($($future:expr),+ $(,)?) => { $crate::join!(@arms [] $($future),+) };
}

/// One arm of [`join!`](crate::join!): a pinned future, its node, and its output once there is one.
pub struct Arm<'a, F: Future> {
    future: Pin<&'a mut Option<F>>,
    node: Node,
    output: Option<F::Output>,
}

impl<'a, F: Future> Arm<'a, F> {
    /// An arm that has not been polled. `label` is the source text of its expression.
    #[must_use]
    #[track_caller]
    pub fn new(label: &str, future: Pin<&'a mut Option<F>>) -> Self {
        Self { future, node: Node::new(&short(label)), output: None }
    }

    /// Polls the future, unless it is finished; true if it is. A finished future is dropped at once.
    pub fn poll(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(future) = self.future.as_mut().as_pin_mut() else { return true };
        let Poll::Ready(output) = self.node.poll(cx, |cx| future.poll(cx)) else { return false };
        self.output = Some(output);
        self.future.set(None);
        true
    }

    /// The output.
    ///
    /// # Panics
    /// If the arm is not finished, or its output was taken.
    pub fn take_output(&mut self) -> F::Output {
        self.output.take().expect("join! takes outputs once, when every arm is finished")
    }
}

/// An expression as a label: its first line, at most 24 characters.
fn short(expression: &str) -> String {
    const LONGEST: usize = 24;
    let line = expression.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= LONGEST && !expression.contains('\n') {
        return line.to_owned();
    }
    let start: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}
