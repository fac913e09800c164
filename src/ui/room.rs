//! How much room the page has, which decides where its panes are.

use taskscope_session::Preferences;

/// One of the three layouts. The style sheet draws the same lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Room {
    /// Demos, timeline and source side by side.
    #[default]
    Wide,
    /// The source is below the timeline, beside the sentences; the demos are a drawer.
    Middle,
    /// One column, with the controls within reach of the thumb.
    Phone,
}

impl Room {
    /// The layout of a page of some width, in CSS pixels.
    pub(crate) fn of(width: i32) -> Self {
        match width {
            ..=700 => Self::Phone,
            701..=1100 => Self::Middle,
            _ => Self::Wide,
        }
    }

    /// Whether the gallery is to be seen: where there is room as the visitor left it, and else only while it is open.
    pub(crate) fn shows_gallery(self, preferences: &Preferences, is_drawer_open: bool) -> bool {
        if self == Self::Wide { !preferences.is_gallery_closed } else { is_drawer_open }
    }
}
