//! What a run can be saved as.

use super::{PICTURE_WIDTH, Range, Session, Shown, picture};
use taskscope_scene::svg::Themes;
use taskscope_tell::say;
use taskscope_trace::files::{binary_file, chrome_json, chrome_json_between, json_file, statistics_csv};
use taskscope_trace::{Statistics, outcomes};

/// One form of file.
#[derive(Debug)]
pub struct Export {
    /// Its name for scripts.
    pub key: &'static str,
    /// What it is, in a few words.
    pub label: fn() -> String,
    /// What the file's name ends in, with the point.
    pub ending: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Writes the run that a session shows; pictures have the colours of the themes.
    pub bytes: fn(&Session, &Themes) -> Vec<u8>,
    /// Writes what happens in a range, where a file of this form can hold a part of a run. A recording can't: what happened
    /// before is needed to read it.
    pub part: Option<fn(&Session, Range) -> Vec<u8>>,
}

/// The form that opens again as it was, and that scripts and books read: its place in [`EXPORTS`].
pub const RECORDING: u32 = 0;

/// Every form that is written from the trace.
pub static EXPORTS: [Export; 5] = [
    Export {
        key: "json",
        label: say::session_export::json,
        ending: ".taskscope.json",
        media: "application/json",
        bytes: |session, _| json_file(session.run.trace(), &session.origin()).into_bytes(),
        part: None,
    },
    Export {
        key: "binary",
        label: say::session_export::binary,
        ending: ".taskscope",
        media: "application/octet-stream",
        bytes: |session, _| binary_file(session.run.trace(), &session.origin()),
        part: None,
    },
    Export {
        key: "chrome",
        label: say::session_export::chrome,
        ending: ".chrome.json",
        media: "application/json",
        bytes: |session, _| {
            chrome_json(session.run.trace(), &session.origin(), &taskscope_tell::Names).into_bytes()
        },
        part: Some(|session, range| {
            let ends = (range.from(), range.to());
            let text =
                chrome_json_between(session.run.trace(), ends, &session.origin(), &taskscope_tell::Names);
            text.into_bytes()
        }),
    },
    Export {
        key: "svg",
        label: say::session_export::svg,
        ending: ".svg",
        media: "image/svg+xml",
        bytes: svg,
        part: None,
    },
    Export {
        key: "csv",
        label: say::session_export::csv,
        ending: ".csv",
        media: "text/csv",
        bytes: csv,
        part: Some(|session, range| {
            let statistics = session.run.statistics_between(range.from(), range.to());
            statistics_csv(session.run.trace(), &statistics).into_bytes()
        }),
    },
];

fn svg(session: &Session, themes: &Themes) -> Vec<u8> {
    let shown = Shown { title: &session.title(), width: PICTURE_WIDTH, themes };
    picture(&session.run, session.view.axis, shown).into_bytes()
}

fn csv(session: &Session, _: &Themes) -> Vec<u8> {
    let mut statistics = Statistics::default();
    outcomes(session.run.trace(), |outcome| statistics.take(outcome));
    statistics_csv(session.run.trace(), &statistics).into_bytes()
}
