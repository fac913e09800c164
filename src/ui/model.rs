//! What every component is given: the session as it is now, and where actions go.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use taskscope_runtime::TaskId;
use web_sys::File;
use yew::{Callback, Properties};

use super::host::Host;
use taskscope_session::{Action, Session};

/// The session, to be read only. Two models are equal if nothing has changed between them.
#[derive(Clone)]
pub(crate) struct Model {
    session: Rc<RefCell<Session>>,
    version: u64,
    view_version: u64,
    /// Takes what the visitor does.
    pub(crate) act: Callback<Action>,
    /// Takes files that are to be opened.
    pub(crate) open: Callback<File>,
    /// The address of the playground.
    pub(crate) site: Rc<str>,
    /// What panes are to assistive technology: landmarks of our own page, and no more than groups in somebody else's.
    pub(crate) pane_role: &'static str,
}

impl Model {
    pub(crate) fn new(
        session: &Rc<RefCell<Session>>,
        version: u64,
        act: Callback<Action>,
        open: Callback<File>,
        host: &Host,
    ) -> Self {
        let (session, site) = (Rc::clone(session), Rc::clone(&host.site));
        let pane_role = if host.owns_address { "region" } else { "group" };
        Self { session, version, view_version: 0, act, open, site, pane_role }
    }

    /// The same for whoever draws what is in view, too.
    pub(crate) fn viewed(&self, view_version: u64) -> Self {
        Self { view_version, ..self.clone() }
    }

    /// The same for whoever has a pace of their own.
    pub(crate) fn at(&self, version: u64) -> Self {
        Self { version, ..self.clone() }
    }

    /// The session. The borrow must end before an action is sent.
    pub(crate) fn session(&self) -> Ref<'_, Session> {
        self.session.borrow()
    }

    /// A callback that sends an action.
    pub(crate) fn on<E>(&self, action: Action) -> Callback<E> {
        self.act.reform(move |_| action.clone())
    }
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.session, &other.session)
            && self.version == other.version
            && self.view_version == other.view_version
    }
}

/// The properties of most components.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) model: Model,
}

/// The class that gives a task its colour, wherever it is named.
pub(crate) fn task_class(task: TaskId) -> &'static str {
    const CLASSES: [&str; 6] = ["t0", "t1", "t2", "t3", "t4", "t5"];
    CLASSES[(task.0 as usize).wrapping_sub(1) % CLASSES.len()]
}
