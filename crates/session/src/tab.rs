//! Which pane stands beside the timeline.

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

    /// As it is shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::About => "About",
            Self::Source => "Source",
            Self::Task => "Task",
            Self::Graph => "Graph",
            Self::Stats => "Stats",
        }
    }
}
