//! The one place that decides what is drawn anew: the timeline with every frame, words and numbers as often as they can be
//! read.

use taskscope_session::Action;
use web_sys::Node;
use yew::Callback;

use crate::page::Frames;

/// How often each part of the page has changed. What has the same count is not drawn anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Versions {
    /// The panes, and everything else that is read.
    panes: u64,
    /// The picture of the timeline.
    timeline: u64,
    /// The table, which nobody can read as fast as the panes.
    table: u64,
}

/// Which changes a component follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follows {
    Panes,
    /// The panes' changes, and those of what is in view.
    Timeline,
    Table,
}

impl Versions {
    /// The same for who follows some of the changes only.
    pub(crate) fn seen_by(self, follows: Follows) -> Self {
        match follows {
            Follows::Panes => Self { panes: self.panes, ..Self::default() },
            Follows::Timeline => Self { table: 0, ..self },
            Follows::Table => Self { table: self.table, ..Self::default() },
        }
    }
}

/// What a change makes stale at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Nothing,
    /// What is in view or pointed at, or a range while it is drawn: only the picture's affair.
    Window,
    Everything,
}

impl Change {
    /// That of an action of the visitor.
    pub(super) fn of(action: &Action) -> Self {
        if action.is_part_of_a_movement() || matches!(action, Action::Aim(_)) {
            Self::Window
        } else {
            Self::Everything
        }
    }
}

/// Runs frames of the screen while something moves.
#[derive(Default)]
pub(super) struct Clockwork {
    versions: Versions,
    frames: Option<Frames>,
    panes: Pause,
    table: Pause,
}

impl Clockwork {
    pub(super) fn versions(&self) -> Versions {
        self.versions
    }

    /// Something has changed; whether anything is to be drawn.
    pub(super) fn changed(&mut self, change: Change) -> bool {
        match change {
            Change::Nothing => return false,
            Change::Window => self.versions.timeline += 1,
            Change::Everything => {
                self.versions.panes += 1;
                self.versions.table += 1;
            }
        }
        true
    }

    /// Calls for frames of the window that a part of the page is in, if none come yet.
    pub(super) fn start(&mut self, place: Option<&Node>, on_frame: impl FnOnce() -> Callback<f64>) {
        if self.frames.is_none() {
            let on_frame = on_frame();
            self.frames = Some(Frames::start(place, move |passed| on_frame.emit(passed)));
        }
    }

    /// A frame, some milliseconds after the one before: whether anything is to be drawn. Where nothing has changed and
    /// nothing moves, it is the last.
    pub(super) fn frame(&mut self, milliseconds: f64, has_changed: bool, is_moving: bool) -> bool {
        /// Fifteen times a second; twelve pictures a second are seen one by one.
        const PANES: f64 = 1000.0 / 15.0;
        /// Faster than a table is read to somebody.
        const TABLE: f64 = 500.0;
        // The last picture comes with everything as it stays, but for the table: that comes with the frame after it, which
        // is the last one.
        let is_at_rest = !has_changed && !is_moving;
        let panes = self.panes.is_over(milliseconds, has_changed, if is_moving { PANES } else { 0.0 });
        let table = self.table.is_over(milliseconds, has_changed, if is_at_rest { 0.0 } else { TABLE });
        if is_at_rest {
            self.frames = None;
        }
        self.versions.timeline += u64::from(has_changed);
        self.versions.panes += u64::from(panes);
        self.versions.table += u64::from(table);
        has_changed || panes || table
    }
}

/// What is not shown anew with every frame, while something moves.
#[derive(Default)]
struct Pause {
    /// How long it has shown the same, in milliseconds.
    age: f64,
    /// Whether that is not true any more.
    is_stale: bool,
}

impl Pause {
    /// Another frame: whether it is time to show what has changed.
    fn is_over(&mut self, milliseconds: f64, has_changed: bool, pause: f64) -> bool {
        self.age += milliseconds;
        self.is_stale |= has_changed;
        let is_over = self.is_stale && self.age >= pause;
        if is_over {
            *self = Self::default();
        }
        is_over
    }
}
