//! Writes a run as a file. The page's module has none of this: the module of its jobs does the writing.

use super::{Form, PICTURE_WIDTH, Range, Session, Shown, picture};
use taskscope_scene::themes::THEMES;
use taskscope_trace::files::{
    Origin, binary_file, chrome_json, chrome_json_between, json_file, statistics_csv,
};
use taskscope_trace::{AxisKind, Run, Statistics, outcomes};

/// A run with what its files say of it.
#[derive(Debug)]
pub struct Writer<'a> {
    /// The run.
    pub run: &'a Run,
    /// What was run.
    pub origin: Origin,
    /// What a picture of it is called.
    pub title: String,
    /// The axis of a picture.
    pub axis: AxisKind,
}

impl<'a> Writer<'a> {
    /// For the run that a session shows.
    #[must_use]
    pub fn of(session: &'a Session) -> Self {
        Self { run: &session.run, origin: session.origin(), title: session.title(), axis: session.view.axis }
    }

    /// All of the run. Pictures have the colours of the style sheet.
    #[must_use]
    pub fn write(&self, form: Form) -> Vec<u8> {
        let Self { run, origin, title, axis } = self;
        let trace = run.trace();
        match form {
            Form::Json => json_file(trace, origin).into_bytes(),
            Form::Binary => binary_file(trace, origin),
            Form::Chrome => chrome_json(trace, origin, &taskscope_tell::Names).into_bytes(),
            Form::Svg => {
                let shown = Shown { title, width: PICTURE_WIDTH, themes: &THEMES };
                picture(run, *axis, shown).into_bytes()
            }
            Form::Csv => {
                let mut statistics = Statistics::default();
                outcomes(trace, |outcome| statistics.take(outcome));
                statistics_csv(trace, &statistics).into_bytes()
            }
        }
    }

    /// What happens in a range. `None` for a form that can't hold a part of a run.
    #[must_use]
    pub fn write_part(&self, form: Form, range: Range) -> Option<Vec<u8>> {
        let Self { run, origin, .. } = self;
        let (from, to) = (range.from(), range.to());
        let text = match form {
            Form::Json | Form::Binary | Form::Svg => return None,
            Form::Chrome => chrome_json_between(run.trace(), (from, to), origin, &taskscope_tell::Names),
            Form::Csv => statistics_csv(run.trace(), &run.statistics_between(from, to)),
        };
        Some(text.into_bytes())
    }
}
