//! The roles that colours play.

use std::fmt;

use taskscope_format::TaskId;

/// The role of a colour; which colour that is, the printer of the scene finds out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// What lies behind everything.
    Background,
    /// The surface of bars and panes.
    Panel,
    /// A surface that stands out from the panel.
    Raised,
    /// Hairlines.
    Line,
    /// Text.
    Text,
    /// Text that steps back.
    Muted,
    /// The cursor and what belongs to it.
    Accent,
    /// Text on the accent.
    OnAccent,
    /// Waiting.
    Wait,
    /// Ready, as a hatch or a mark.
    Ready,
    /// Ready, as text.
    ReadyText,
    /// Ended with a value.
    Done,
    /// Dropped before the end.
    Dropped,
    /// What is wrong, as a mark: a panic, a finding, a loss.
    Panic,
    /// What is wrong, as text.
    PanicText,
    /// A turn that came as a macrotask.
    Macrotask,
    /// A turn that came as a microtask.
    Microtask,
    /// A frame of the browser.
    Frame,
    /// A frame that was missed.
    Missed,
    /// A task of the browser's event loop that took long.
    LongTask,
    /// A task; see [`Ink::of_task`].
    Task(u8),
}

impl Ink {
    /// How many colours there are for tasks.
    pub const TASKS: u8 = 6;

    /// Every ink there is.
    pub const ALL: [Self; 26] = [
        Self::Background,
        Self::Panel,
        Self::Raised,
        Self::Line,
        Self::Text,
        Self::Muted,
        Self::Accent,
        Self::OnAccent,
        Self::Wait,
        Self::Ready,
        Self::ReadyText,
        Self::Done,
        Self::Dropped,
        Self::Panic,
        Self::PanicText,
        Self::Macrotask,
        Self::Microtask,
        Self::Frame,
        Self::Missed,
        Self::LongTask,
        Self::Task(0),
        Self::Task(1),
        Self::Task(2),
        Self::Task(3),
        Self::Task(4),
        Self::Task(5),
    ];

    /// The ink of a task: tasks take turns with the colours, in the order in which they were spawned.
    #[must_use]
    pub fn of_task(task: TaskId) -> Self {
        let turn = task.0.wrapping_sub(1) % u32::from(Self::TASKS);
        Self::Task(u8::try_from(turn).unwrap_or_default())
    }

    /// Its name in style sheets, without the dashes: `text`, `on-accent`, `t0`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Background => "bg",
            Self::Panel => "panel",
            Self::Raised => "raised",
            Self::Line => "line",
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Accent => "accent",
            Self::OnAccent => "on-accent",
            Self::Wait => "wait",
            Self::Ready => "ready",
            Self::ReadyText => "ready-text",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Panic => "panic",
            Self::PanicText => "panic-text",
            Self::Macrotask => "macrotask",
            Self::Microtask => "microtask",
            Self::Frame => "frame",
            Self::Missed => "missed",
            Self::LongTask => "long-task",
            Self::Task(turn) => ["t0", "t1", "t2", "t3", "t4", "t5"][usize::from(turn % Self::TASKS)],
        }
    }
}

impl fmt::Display for Ink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
