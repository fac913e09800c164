//! Runs from files. One that is of a demo of the gallery is shown as if it had just been run, beside its source; any other
//! is a thing of its own: it has the title of its file, and nothing that belongs to a demo.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use taskscope_format::Event;

use super::knob_limits::OutOfRange;
use super::{Hosting, Settings};
use taskscope_gallery::{Demo, Variant, entry, find};
use taskscope_tell::say;
use taskscope_trace::files::{Origin, open};
use taskscope_trace::{Run, Step, Trace, shortened};

/// A run that was opened from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The file's name.
    pub name: String,
    /// What was run, as the file says it.
    pub origin: Origin,
    /// With what its program can be run anew, if it is built in.
    again: Option<Settings>,
}

impl Recording {
    /// A run from a file of that name, which says what was run.
    #[must_use]
    pub fn new(name: String, origin: Origin) -> Self {
        let mut recording = Self { name, origin, again: None };
        recording.again =
            recording.program().map(|(demo, variant)| Settings { variant, ..Settings::of(demo) });
        recording
    }

    /// A run that is on its way: nothing is known of it but that it comes.
    #[must_use]
    pub fn awaited() -> Self {
        Self::new(say::session_recording::saved(), Origin::default())
    }

    /// With what its program can be run anew. `None` if it is not built in: then nothing is said that is a demo's.
    #[must_use]
    pub fn settings(&self) -> Option<Settings> {
        self.again
    }

    /// Reads how the run was made from its trace and file; `hosting` was chosen before. Returns a notice about knobs that
    /// take other values today.
    pub(super) fn read_settings(&mut self, trace: &Trace, hosting: Hosting) -> Option<String> {
        let settings = self.again.as_mut()?;
        settings.hosting = hosting;
        if let Some(Event::RunStarted { clock, .. }) = trace.event_before(Step(1)) {
            settings.clock = clock;
        }
        let mut out_of_range = OutOfRange::default();
        for (key, &value) in &self.origin.knobs {
            if let Some(knobs) = out_of_range.set(settings.knobs, key, value) {
                settings.knobs = knobs;
            }
        }
        out_of_range.sentence(say::session_knobs::another_run)
    }

    /// The demo and its variant, if the gallery has what the file says that it is of.
    fn program(&self) -> Option<(&'static Demo, &'static Variant)> {
        let demo = find(self.origin.demo.as_deref()?)?;
        let variant = match (&self.origin.variant, demo.variants) {
            // An older file can be of a variant that is no longer there: the source of another is not that of the run.
            (Some(name), _) => demo.variant(name)?,
            (None, [only]) => only,
            (None, _) => return None,
        };
        Some((demo, variant))
    }

    /// For a run that is of no program here: what its file says of its program.
    #[must_use]
    pub fn program_text(&self) -> String {
        let Some(slug) = self.origin.demo.as_deref() else {
            return say::session_recording::no_program();
        };
        let named = shortened(slug, MOST_OF_NAME);
        match (entry(slug), &self.origin.variant) {
            (None, _) => say::session_recording::unknown_program(&named),
            (Some(demo), _) if find(slug).is_none() => say::session_recording::not_here(demo.title),
            (Some(_), Some(variant)) => {
                let variant = shortened(variant, MOST_OF_NAME);
                say::session_recording::unknown_variant(&named, &variant)
            }
            (Some(_), None) => say::session_recording::no_variant(&named),
        }
    }

    /// What the run is called: as its file, without the ending.
    pub(super) fn title(&self) -> Cow<'_, str> {
        let endings = [".gz", ".json", ".taskscope"];
        let stem = endings.into_iter().fold(self.name.as_str(), |name, ending| {
            name.strip_suffix(ending).filter(|rest| !rest.is_empty()).unwrap_or(name)
        });
        shortened(stem, MOST_OF_NAME)
    }

    /// The file's name as it is shown.
    #[must_use]
    pub fn shown_name(&self) -> Cow<'_, str> {
        shortened(&self.name, MOST_OF_NAME)
    }

    /// The title as a part of the name of another file, in characters that every system and every attribute takes.
    pub(super) fn file_stem(&self) -> String {
        let is_plain = |one: char| one.is_alphanumeric() || matches!(one, '-' | '_' | '.');
        let title = self.title();
        let words = title.split(|one| !is_plain(one)).filter(|word| word.contains(char::is_alphanumeric));
        let stem = words.collect::<Vec<_>>().join("-");
        let stem = stem.trim_start_matches('.');
        if stem.is_empty() { "run".to_owned() } else { stem.to_owned() }
    }
}

/// The most characters of a file's name that are shown: an address can be a file's name, too, and carry all of it.
const MOST_OF_NAME: usize = 80;

/// A run that was read from a file, to be shown once.
#[derive(Clone, Debug)]
pub struct Prepared(Rc<RefCell<Option<Run>>>);

impl Prepared {
    /// The run, the first time.
    pub(super) fn take(&self) -> Option<Run> {
        self.0.take()
    }
}

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
    open(bytes).map_err(|fault| {
        say::session_recording::cannot_open(&shortened(name, MOST_OF_NAME), &fault.to_string())
    })
}
