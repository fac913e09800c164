//! A future in a box, with its node and its output: what the functions of this folder are made of.

use std::fmt::Display;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::node::Node;

/// A future that becomes a node when it is first looked at, not when it is made: only then is it known which task it
/// belongs to.
pub(crate) struct Followed<F: Future> {
    // Before the node, as fields are dropped in this order: what the future's drop records belongs to the node's life.
    future: Option<Pin<Box<F>>>,
    output: Option<F::Output>,
    node: Option<Node>,
    location: &'static Location<'static>,
}

impl<F: Future> Followed<F> {
    pub(crate) fn new(future: F, location: &'static Location<'static>) -> Self {
        Self { future: Some(Box::pin(future)), output: None, node: None, location }
    }

    /// Makes the node, once. Must be called before the first poll.
    pub(crate) fn observe(&mut self, label: &dyn Display) {
        if self.node.is_none() && self.future.is_some() {
            self.node = Some(Node::at(label, self.location));
        }
    }

    /// Polls the future. It is dropped when it is finished; after that this is pending.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<F::Output> {
        let Some(future) = &mut self.future else { return Poll::Pending };
        let node = self.node.as_mut().expect("a future is observed before it is polled");
        let outcome = node.poll(cx, |cx| future.as_mut().poll(cx));
        if outcome.is_ready() {
            self.future = None;
        }
        outcome
    }

    /// Polls the future unless it is finished, and keeps its output; true if it is.
    pub(crate) fn poll_to_end(&mut self, cx: &mut Context<'_>) -> bool {
        if let Poll::Ready(output) = self.poll(cx) {
            self.output = Some(output);
        }
        self.future.is_none()
    }

    /// The output, once.
    pub(crate) fn take_output(&mut self) -> Option<F::Output> {
        self.output.take()
    }

    /// Drops the future, if it is there, and then the node.
    pub(crate) fn end(&mut self) {
        self.future = None;
        self.node = None;
    }

    /// The node, which now outlives the future.
    pub(crate) fn into_node(self) -> Option<Node> {
        self.node
    }
}

/// Says that a future was polled once too often: `what` is the function that made it.
pub(crate) fn polled_after_end(what: &str) -> ! {
    panic!("the future of `{what}` was polled after it was done")
}
