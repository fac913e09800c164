//! What every component is given: the session as it is now, and where actions go.

use std::cell::Ref;
use std::rc::Rc;

use taskscope_format::TaskId;
use web_sys::File;
use yew::{Callback, Properties};

use super::clockwork::{Follows, Versions};
use super::shared_session::SharedSession;
use taskscope_session::{Action, Session};

/// The session, to be read only. Two models are equal if nothing has changed between them that they follow.
#[derive(Clone)]
pub(crate) struct Model {
    session: SharedSession,
    all: Versions,
    seen: Versions,
    /// Takes what the visitor does.
    pub(crate) act: Callback<Action>,
    /// Ends the program.
    pub(crate) stop: Callback<()>,
    /// Takes files that are to be opened.
    pub(crate) open: Callback<File>,
    /// Fetches a demo ahead; without a name, the words of all demos.
    pub(crate) fetch: Callback<Option<&'static str>>,
    /// The address of the playground.
    pub(crate) site: Rc<str>,
    /// What panes are to assistive technology: landmarks of our own page, and no more than groups in somebody else's.
    pub(crate) pane_role: &'static str,
    /// Whether the page that the app is in is its own.
    is_own_page: bool,
}

/// Where components send what the visitor does.
pub(super) struct Outlets {
    pub(super) act: Callback<Action>,
    pub(super) stop: Callback<()>,
    pub(super) open: Callback<File>,
    pub(super) fetch: Callback<Option<&'static str>>,
}

impl Model {
    /// A model that follows the changes of the panes.
    pub(super) fn new(
        session: SharedSession,
        versions: Versions,
        outlets: Outlets,
        site: Rc<str>,
        is_own_page: bool,
    ) -> Self {
        let Outlets { act, stop, open, fetch } = outlets;
        let pane_role = if is_own_page { "region" } else { "group" };
        let seen = versions.seen_by(Follows::Panes);
        Self { session, all: versions, seen, act, stop, open, fetch, site, pane_role, is_own_page }
    }

    /// The same for a component that follows other changes.
    pub(crate) fn following(&self, follows: Follows) -> Self {
        Self { seen: self.all.seen_by(follows), ..self.clone() }
    }

    /// The session. The borrow must end before an action is sent.
    pub(crate) fn session(&self) -> Ref<'_, Session> {
        self.session.read()
    }

    /// The address of a demo: in this page, or in the playground where the page is somebody else's.
    pub(crate) fn link_to(&self, slug: &str) -> String {
        let page = if self.is_own_page { "" } else { &*self.site };
        format!("{page}?demo={slug}")
    }

    /// A callback that sends an action.
    pub(crate) fn on<E>(&self, action: impl Into<Action>) -> Callback<E> {
        let action = action.into();
        self.act.reform(move |_| action.clone())
    }
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        self.session == other.session && self.seen == other.seen
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
