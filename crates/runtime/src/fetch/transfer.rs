//! One transfer: what has come of it, and who waits for more.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::panic::Location;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use super::error::FetchError;
use super::fetches::Fetches;
use super::host::Request;
use crate::context;
use crate::core::Core;
use crate::record::{Event, Wait};
use crate::resource::Resource;

/// A transfer, whoever waits for it.
pub(super) struct Transfer {
    pub(super) resource: Resource,
    core: Weak<Core>,
    /// A real request; the stand-in has none.
    pub(super) request: RefCell<Option<Box<dyn Request>>>,
    pub(super) status: Cell<Option<u16>>,
    pub(super) chunks: RefCell<VecDeque<Vec<u8>>>,
    pub(super) end: RefCell<Option<Result<(), FetchError>>>,
    waiting: RefCell<Option<Waker>>,
}

/// The one who holds a transfer; when it is dropped, nobody wants what is still to come.
pub(super) struct Held(pub(super) Rc<Transfer>);

impl Transfer {
    pub(super) fn new(resource: Resource, core: Weak<Core>) -> Self {
        Self {
            resource,
            core,
            request: RefCell::default(),
            status: Cell::default(),
            chunks: RefCell::default(),
            end: RefCell::default(),
            waiting: RefCell::default(),
        }
    }

    pub(super) fn end(&self) -> Option<Result<(), FetchError>> {
        self.end.borrow().clone()
    }

    pub(super) fn wait<T>(&self, cx: &Context<'_>, location: &'static Location<'static>) -> Poll<T> {
        // The one before may be program code: it is dropped when the borrow is over.
        let before = self.waiting.borrow_mut().replace(cx.waker().clone());
        drop(before);
        context::record(|core| Event::Waiting {
            node: core.node(),
            on: Wait::Promise(self.resource.id()),
            place: core.place(location),
        });
        Poll::Pending
    }

    pub(super) fn take_waiting(&self) -> Option<Waker> {
        self.waiting.borrow_mut().take()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(core) = self.0.core.upgrade() {
            core.outside::<Fetches>().cancel_fetch(&core, &self.0);
        }
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Transfer").field(&self.0.resource.id()).finish()
    }
}
