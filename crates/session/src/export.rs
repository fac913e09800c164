//! What a run can be saved as. [`Writer`](super::Writer) writes it.

use taskscope_tell::say;

/// One form of file.
#[derive(Debug)]
pub struct Export {
    /// Which one it is.
    pub form: Form,
    /// Its name for scripts.
    pub key: &'static str,
    /// What it is, in a few words.
    pub label: fn() -> String,
    /// What the file's name ends in, with the point.
    pub ending: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Whether a file of this form can hold a part of a run. A recording can't: what happened before is needed to read it.
    pub holds_parts: bool,
}

/// A form of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Our own, as text.
    Json,
    /// Our own, small.
    Binary,
    /// For Perfetto.
    Chrome,
    /// A picture.
    Svg,
    /// A table of sums.
    Csv,
}

/// The form that opens again as it was, and that scripts and books read: its place in [`EXPORTS`].
pub const RECORDING: u32 = 0;

/// Every form that is written from the trace.
pub static EXPORTS: [Export; 5] = [
    Export {
        form: Form::Json,
        key: "json",
        label: say::session_export::json,
        ending: ".taskscope.json",
        media: "application/json",
        holds_parts: false,
    },
    Export {
        form: Form::Binary,
        key: "binary",
        label: say::session_export::binary,
        ending: ".taskscope",
        media: "application/octet-stream",
        holds_parts: false,
    },
    Export {
        form: Form::Chrome,
        key: "chrome",
        label: say::session_export::chrome,
        ending: ".chrome.json",
        media: "application/json",
        holds_parts: true,
    },
    Export {
        form: Form::Svg,
        key: "svg",
        label: say::session_export::svg,
        ending: ".svg",
        media: "image/svg+xml",
        holds_parts: false,
    },
    Export {
        form: Form::Csv,
        key: "csv",
        label: say::session_export::csv,
        ending: ".csv",
        media: "text/csv",
        holds_parts: true,
    },
];
