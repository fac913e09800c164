//! Runs from files: what somebody saved is shown as if it had just been run.

use super::{Effect, Session, Settings};
use crate::demos;
use crate::trace::Run;
use crate::trace::files::{Origin, open};

/// A run that was opened from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The file's name.
    pub name: String,
    /// What was run, as the file says it.
    pub origin: Origin,
}

impl Session {
    /// What was run: as the settings have it, or as the file says that was opened.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.opened.as_ref().map_or_else(|| self.settings.origin(), |opened| opened.origin.clone())
    }

    /// Shows the run that a file holds. If it can't be read, what was shown stays.
    pub(super) fn open(&mut self, name: String, bytes: &[u8]) -> Option<Effect> {
        let (trace, origin) = match open(bytes) {
            Ok(opened) => opened,
            Err(fault) => {
                self.notice = Some(format!("{name} can't be opened. {fault}"));
                return None;
            }
        };
        if let Some(settings) = settings_of(&origin, self.settings) {
            self.settings = settings;
        }
        self.clear();
        self.selected = None;
        self.folded.clear();
        self.notice = None;
        self.run = Run::from(trace);
        self.cursor = self.run.trace().end();
        self.opened = Some(Opened { name, origin });
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
