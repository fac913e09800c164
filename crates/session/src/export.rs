//! What a run can be saved as.

use std::borrow::Cow;

use super::{PICTURE_WIDTH, Session, Shown, picture};
use taskscope_scene::svg::Themes;
use taskscope_trace::files::{binary_file, chrome_json, json_file, statistics_csv};
use taskscope_trace::{Statistics, outcomes};

/// One form of file.
#[derive(Debug)]
pub struct Export {
    /// Its name for scripts.
    pub key: &'static str,
    /// What it is, in a few words.
    pub label: &'static str,
    /// What the file's name ends in, with the point.
    pub ending: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Writes the run that a session shows; pictures have the colours of the themes.
    pub bytes: fn(&Session, &Themes) -> Vec<u8>,
}

/// The form that opens again as it was, and that scripts and books read: its place in [`EXPORTS`].
pub const RECORDING: u32 = 0;

/// Every form that is written from the trace.
pub static EXPORTS: [Export; 5] = [
    Export {
        key: "json",
        label: "Trace (JSON)",
        ending: ".taskscope.json",
        media: "application/json",
        bytes: |session, _| json_file(session.run.trace(), &session.origin()).into_bytes(),
    },
    Export {
        key: "binary",
        label: "Trace (compact)",
        ending: ".taskscope",
        media: "application/octet-stream",
        bytes: |session, _| binary_file(session.run.trace(), &session.origin()),
    },
    Export {
        key: "chrome",
        label: "For Perfetto (JSON)",
        ending: ".chrome.json",
        media: "application/json",
        bytes: |session, _| {
            chrome_json(session.run.trace(), &session.origin(), &taskscope_tell::Names).into_bytes()
        },
    },
    Export { key: "svg", label: "Picture (SVG)", ending: ".svg", media: "image/svg+xml", bytes: svg },
    Export { key: "csv", label: "Statistics (CSV)", ending: ".csv", media: "text/csv", bytes: csv },
];

impl Session {
    /// What the file of this run is called, without its ending.
    #[must_use]
    pub fn file_stem(&self) -> String {
        match (&self.opened, self.program()) {
            (Some(opened), None) => opened.file_stem(),
            _ => format!("{}-{}", self.settings.demo.slug, self.settings.variant.name),
        }
    }

    /// What a picture of this run is called.
    #[must_use]
    pub fn title(&self) -> String {
        match (&self.opened, self.program()) {
            (Some(opened), None) => opened.title().into_owned(),
            _ => format!("{} · {}", self.settings.demo.title, self.settings.variant.name),
        }
    }

    /// What stands above the run: the title of its demo, or that of the file that it comes from.
    #[must_use]
    pub fn heading(&self) -> Cow<'_, str> {
        match (&self.opened, self.program()) {
            (Some(opened), None) => opened.title(),
            _ => Cow::Borrowed(self.settings.demo.title),
        }
    }
}

fn svg(session: &Session, themes: &Themes) -> Vec<u8> {
    let shown = Shown { title: &session.title(), width: PICTURE_WIDTH, themes };
    picture(&session.run, session.settings.axis, shown).into_bytes()
}

fn csv(session: &Session, _: &Themes) -> Vec<u8> {
    let mut statistics = Statistics::default();
    outcomes(session.run.trace(), |outcome| statistics.take(outcome));
    statistics_csv(session.run.trace(), &statistics).into_bytes()
}
