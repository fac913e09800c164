//! The arms of `join!` and `select!`: a pinned future each, and its node.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::node::Node;

/// One arm of [`join!`](crate::join!): a pinned future, its node, and its output once there is one.
///
/// A future that is not finished is dropped with its arm, before its node: what its drop records belongs to the node's
/// life.
pub struct Arm<'a, F: Future> {
    future: Pin<&'a mut Option<F>>,
    pub(super) output: Option<F::Output>,
    node: Node,
}

opaque!([<F: Future>] Arm<'_, F>);

impl<'a, F: Future> Arm<'a, F> {
    /// An arm that has not been polled. `label` is the source text of its expression.
    #[must_use]
    #[track_caller]
    pub fn new(label: &str, future: Pin<&'a mut Option<F>>) -> Self {
        Self { future, node: Node::new(&short(label)), output: None }
    }

    /// Polls the future, unless it is finished; true if it is. A finished future is dropped at once.
    #[track_caller]
    pub fn poll(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(future) = self.future.as_mut().as_pin_mut() else { return true };
        let Poll::Ready(output) = self.node.poll_future(cx, future) else { return false };
        self.output = Some(output);
        self.future.set(None);
        true
    }

    /// The output.
    ///
    /// # Panics
    /// If the arm is not finished, or its output was taken.
    #[track_caller]
    pub fn take_output(&mut self) -> F::Output {
        self.output.take().expect("join! takes outputs once, when every arm is finished")
    }
}

impl<F: Future> Drop for Arm<'_, F> {
    fn drop(&mut self) {
        self.future.set(None);
    }
}

/// One branch of [`select!`](crate::select!): a pinned future, and its node unless the branch is disabled from the start.
///
/// Like an [`Arm`] it drops its future before its node.
pub struct Branch<'a, F: Future> {
    future: Pin<&'a mut Option<F>>,
    node: Option<Node>,
}

opaque!([<F: Future>] Branch<'_, F>);

impl<'a, F: Future> Branch<'a, F> {
    /// A branch that has not been polled, and that never will be if it is not `enabled`. `label` is the source text of
    /// its expression.
    #[must_use]
    #[track_caller]
    pub fn new(label: &str, enabled: bool, future: Pin<&'a mut Option<F>>) -> Self {
        // Not `enabled.then(…)`: a closure would hide the place of this call.
        let node = if enabled { Some(Node::new(&short(label))) } else { None };
        Self { future, node }
    }

    /// Whether it can still finish: enabled, and not finished.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.node.is_some() && self.future.is_some()
    }

    /// Polls the future, if the branch is open. A finished future is dropped at once.
    #[track_caller]
    pub fn poll(&mut self, cx: &mut Context<'_>) -> Poll<F::Output> {
        let (Some(node), Some(future)) = (&mut self.node, self.future.as_mut().as_pin_mut()) else {
            return Poll::Pending;
        };
        let outcome = node.poll_future(cx, future);
        if outcome.is_ready() {
            self.future.set(None);
        }
        outcome
    }
}

impl<F: Future> Drop for Branch<'_, F> {
    fn drop(&mut self) {
        self.future.set(None);
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
