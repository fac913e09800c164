//! A future inside a task that the trace follows: who polls it, and who wakes it.

use std::fmt::Display;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use crate::core::Core;
use crate::parent::Parent;
use crate::record::{Event, WakeSource};
use crate::task::Door;
use crate::{context, NodeId};

/// Follows one future inside a task: an arm of [`join!`](crate::join!), for example.
///
/// The node gives the future a waker of its own, so that the trace can tell which of a task's futures was woken. It
/// holds no future itself: its owner passes each poll through [`poll`](Node::poll).
pub struct Node {
    waker: Arc<NodeWaker>,
    is_finished: bool,
}

opaque!([] Node);

struct NodeWaker {
    id: NodeId,
    door: Option<Arc<Door>>,
    parent: Parent,
}

impl Node {
    /// A node in the task that is being polled, inside the node that is being polled.
    #[must_use]
    #[track_caller]
    pub fn new(label: &str) -> Self {
        Self::at(&label, Location::caller())
    }

    /// Like [`new`](Self::new), at a place that was noted before. The label is written out only for the trace.
    pub(crate) fn at(label: &dyn Display, location: &'static Location<'static>) -> Self {
        let core = context::current();
        let id = core.as_ref().map_or(NodeId(0), |core| core.next_node());
        if let Some(core) = &core {
            core.record(|core| Event::NodeCreated {
                node: id,
                parent: core.node(),
                label: core.text(&label.to_string()),
                place: core.place(location),
            });
        }
        let door = core.map(|core| core.door());
        Self { waker: Arc::new(NodeWaker { id, door, parent: Parent::default() }), is_finished: false }
    }

    /// Passes one poll on: `poll` gets a context with the node's own waker.
    pub fn poll<T>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        let inside = self.enter(cx);
        let waker = Waker::from(Arc::clone(&self.waker));
        let outcome = poll(&mut Context::from_waker(&waker));
        self.leave(inside.as_ref(), outcome.is_ready());
        outcome
    }

    /// Passes one poll on to `future`, which is told the place of this call: a closure would hide it.
    #[track_caller]
    pub(crate) fn poll_future<F: Future>(
        &mut self,
        cx: &mut Context<'_>,
        future: Pin<&mut F>,
    ) -> Poll<F::Output> {
        let inside = self.enter(cx);
        let waker = Waker::from(Arc::clone(&self.waker));
        let outcome = future.poll(&mut Context::from_waker(&waker));
        self.leave(inside.as_ref(), outcome.is_ready());
        outcome
    }

    fn enter(&self, cx: &Context<'_>) -> Option<Inside> {
        self.waker.parent.set(cx.waker());
        context::current().map(|core| Inside::enter(core, self.waker.id))
    }

    fn leave(&mut self, inside: Option<&Inside>, is_ready: bool) {
        self.is_finished = is_ready;
        if let Some(Inside { core, .. }) = inside {
            core.record(|_| Event::NodePollEnded { node: self.waker.id, ready: is_ready });
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let (node, finished) = (self.waker.id, self.is_finished);
        self.waker.record(|_| Event::NodeDropped { node, finished });
    }
}

/// The node that was being polled before comes back also when a poll panics.
struct Inside {
    core: Rc<Core>,
    before: Option<NodeId>,
}

impl Inside {
    fn enter(core: Rc<Core>, node: NodeId) -> Self {
        core.record(|_| Event::NodePollStarted { node });
        let before = core.set_node(Some(node));
        Self { core, before }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.core.set_node(self.before);
    }
}

impl NodeWaker {
    fn record(&self, event: impl FnOnce(WakeSource) -> Event) {
        if let Some(core) = self.door.as_deref().and_then(Core::behind) {
            core.record(|core| event(core.wake_source()));
        }
    }
}

impl Wake for NodeWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let node = self.id;
        self.record(|by| Event::NodeWoken { node, by });
        self.parent.wake();
    }
}
