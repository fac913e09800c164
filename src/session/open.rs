//! Runs from files: what somebody saved is shown as if it had just been run.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Effect, Session, Settings};
use crate::demos;
use crate::trace::files::{Origin, open};
use crate::trace::{Run, Trace};

/// A run that was opened from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The file's name.
    pub name: String,
    /// What was run, as the file says it.
    pub origin: Origin,
}

/// A run that was read from a file, to be shown once.
#[derive(Clone, Debug)]
pub struct Prepared(Rc<RefCell<Option<Run>>>);

impl From<Run> for Prepared {
    fn from(run: Run) -> Self {
        Self(Rc::new(RefCell::new(Some(run))))
    }
}

impl PartialEq for Prepared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Reads a file.
///
/// # Errors
/// A sentence that says what is wrong with it, and where.
pub fn read_file(name: &str, bytes: &[u8]) -> Result<(Trace, Origin), String> {
    open(bytes).map_err(|fault| format!("{name} can't be opened. {fault}"))
}

/// What takes so long that the visitor should know of it, and may end it.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// What it is, in a few words.
    pub label: String,
    /// How much of it is done, from 0 to 1, where that is known.
    pub share: Option<f64>,
}

impl Session {
    /// What was run: as the settings have it, or as the file says that was opened.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.opened.as_ref().map_or_else(|| self.settings.origin(), |opened| opened.origin.clone())
    }

    /// Shows a run that was read from a file.
    pub(super) fn show(&mut self, opened: Opened, prepared: &Prepared) -> Option<Effect> {
        let run = prepared.0.take()?;
        if let Some(settings) = settings_of(&opened.origin, self.settings) {
            self.settings = settings;
            self.begin_story();
        }
        self.clear();
        self.selected = None;
        self.folded.clear();
        (self.notice, self.work) = (None, None);
        self.run = run;
        self.cursor = self.run.trace().end();
        self.opened = Some(opened);
        Some(Effect::Release)
    }
}

/// The demo that a file is of, if the gallery has it, so that its source stands beside the run.
fn settings_of(origin: &Origin, before: Settings) -> Option<Settings> {
    let demo = demos::find(origin.demo.as_deref()?)?;
    let mut settings = before.with_demo(demo);
    if let Some(variant) = origin.variant.as_deref().and_then(|name| demo.variant(name)) {
        settings.variant = variant;
    }
    for (key, &value) in &origin.knobs {
        let knob = settings.knobs.iter().find(|(knob, _)| knob.key() == *key).map(|(knob, _)| knob.name);
        if let Some(knobs) = knob.and_then(|name| settings.knobs.with(name, value)) {
            settings.knobs = knobs;
        }
    }
    Some(settings)
}
