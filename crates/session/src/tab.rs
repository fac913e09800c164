//! Which pane stands beside the timeline.

use taskscope_tell::say;

/// A tab of the details, in the order in which they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What the demo is about.
    About,
    /// Its program.
    #[default]
    Source,
    /// The selected task.
    Task,
    /// Who waits for whom.
    Graph,
    /// The run in numbers.
    Stats,
}

impl Tab {
    /// All of them, from left to right; the keys 1 to 5 show them.
    pub const ALL: [Self; 5] = [Self::About, Self::Source, Self::Task, Self::Graph, Self::Stats];

    /// As parts of the page are called after it, in every language.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Source => "source",
            Self::Task => "task",
            Self::Graph => "graph",
            Self::Stats => "stats",
        }
    }

    /// The tab with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.key() == key)
    }

    /// As it is shown.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::About => say::session_tab::about(),
            Self::Source => say::session_tab::source(),
            Self::Task => say::session_tab::task(),
            Self::Graph => say::session_tab::graph(),
            Self::Stats => say::session_tab::stats(),
        }
    }
}
