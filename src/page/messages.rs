//! What the page and a program that runs say to each other.

use taskscope_session::Crash;

/// What comes from a program.
pub(super) enum ProgramMessage {
    /// A batch of its trace, as words.
    Batch(Vec<u32>),
    /// It could not be started, or can't go on: a sentence with a next step.
    Failed(String),
    /// It has crashed, and may not have been able to say so in its trace.
    Crashed(Crash),
}

/// What a program is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// To take no further turn.
    Pause,
    /// To go on.
    Resume,
    /// To do one poll, while it is paused.
    Step,
    /// That the page can't be seen any more.
    Hide,
    /// That it can be seen again.
    Show,
}

impl Command {
    /// The method of the runner's `Running` that does it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Step => "step",
            Self::Hide => "hide",
            Self::Show => "show",
        }
    }
}
