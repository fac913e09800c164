//! The element as its page sees it: it tells what happens, and keeps the promises that scripts were given.

use std::rc::Rc;
use taskscope_sorted::SortedMap;

use js_sys::Uint8Array;
use taskscope_session::{Action, EXPORTS, Session};

use super::events::{Events, Known};
use super::request::Reply;
use crate::page::{Job, JobResult, Loaded};

/// What is owed to the page around the element.
pub struct ElementApi {
    loaded: Loaded,
    events: Events,
    known: Known,
    /// What is being written for scripts: the worker, the form and where it goes.
    exports: SortedMap<u32, (Job, u32, Reply)>,
    /// The same, where the run is not recorded yet.
    waiting: Vec<(u32, Reply)>,
    /// Is given the number of an export and what has come of it.
    on_written: Rc<dyn Fn(u32, JobResult)>,
}

impl ElementApi {
    /// Sends events from how a session is now; `on_written` is called with the number and the result of each export, for
    /// [`ElementApi::written`].
    #[must_use]
    pub fn new(
        loaded: Loaded,
        events: Events,
        session: &Session,
        on_written: impl Fn(u32, JobResult) + 'static,
    ) -> Self {
        Self {
            loaded,
            events,
            known: Known::of(session),
            exports: SortedMap::new(),
            waiting: Vec::new(),
            on_written: Rc::new(on_written),
        }
    }

    /// Tells the page what goes wrong with an action, before the session takes it.
    pub fn tell_fault(&self, session: &Session, action: &Action) {
        // A program that fails beside its recorded run leaves nothing out.
        if matches!(action, Action::Failed { run, .. } if session.has_recorded_run(*run)) {
            return;
        }
        if let Action::Failed { message, .. } | Action::WorkFailed(message) = action {
            self.events.error(message);
        }
    }

    /// Tells the page what has become of the run since it was told last.
    pub fn tell(&mut self, session: &Session) {
        let now = Known::of(session);
        let before = std::mem::replace(&mut self.known, now);
        if now != before && self.events.send_changes(before, now, session) {
            for (form, reply) in std::mem::take(&mut self.waiting) {
                self.export(session, form, reply);
            }
        }
    }

    /// Writes the run in a form for a script, as soon as it is recorded.
    pub fn export(&mut self, session: &Session, form: u32, reply: Reply) {
        if !session.is_recorded() {
            self.waiting.push((form, reply));
            return;
        }
        let number = self.exports.keys().last().map_or(0, |last| last + 1);
        let on_written = Rc::clone(&self.on_written);
        match Job::write(&self.loaded, (session, form), None, move |result| on_written(number, result)) {
            Ok(job) => drop(self.exports.insert(number, (job, form, reply))),
            Err(message) => reply.fail(&message),
        }
    }

    /// A script gets what it waited for.
    pub fn written(&mut self, number: u32, result: JobResult) {
        let Some((_, form, reply)) = self.exports.remove(&number) else { return };
        match result {
            JobResult::Written(bytes) => {
                let media = EXPORTS.get(form as usize).map_or("", |export| export.media);
                reply.keep(&Uint8Array::from(bytes.as_slice()), &media.into());
            }
            JobResult::Failed(message) => reply.fail(&message),
            JobResult::Read(..) => {}
        }
    }
}
