//! The session as the whole page has it: read by every component, changed by actions alone.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use crate::page::now;
use taskscope_session::{Action, Effect, Session};

/// One session in many hands.
#[derive(Clone)]
pub(crate) struct SharedSession(Rc<RefCell<Session>>);

impl SharedSession {
    pub(crate) fn new(session: Session) -> Self {
        Self(Rc::new(RefCell::new(session)))
    }

    /// The session. The borrow must end before an action is applied.
    pub(crate) fn read(&self) -> Ref<'_, Session> {
        self.0.borrow()
    }

    /// What brings the recorded run that is on its way, if one is.
    pub(super) fn recalling(&self) -> Option<Action> {
        self.read().recalling()
    }

    /// Applies an action; what it returns has to be done by the page.
    pub(super) fn apply(&self, action: Action) -> Option<Effect> {
        self.0.borrow_mut().apply(action)
    }

    /// A frame's share of the search in what happened; whether there is something new to say of it.
    pub(super) fn find_on(&self) -> bool {
        /// Events that are read between two looks at the clock.
        const SLICE: usize = 4_096;
        /// Of the 16 milliseconds of a frame.
        const SHARE_OF_FRAME: f64 = 8.0;
        let until = now() + SHARE_OF_FRAME;
        let mut has_read = false;
        while self.read().is_finding() && (!has_read || now() < until) {
            self.apply(Action::FindOn(SLICE));
            has_read = true;
        }
        has_read
    }
}

impl PartialEq for SharedSession {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
