//! Where a run stands, and what the button that runs it does now.

use taskscope_format::RunEnd;

use super::Session;
use super::lifecycle::Live;

/// Where a run stands, as the page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing has been run yet.
    Idle,
    /// The program runs.
    Running,
    /// The program is held still.
    Paused,
    /// A question is open: what becomes of the program is not said.
    Asked,
    /// The program is over, and its run plays.
    Playing,
    /// The program is over.
    Ended(RunEnd),
    /// The visitor stopped it.
    Stopped,
}

/// What the run button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunButton {
    /// Starts a run.
    Run,
    /// Goes on from the cursor.
    Play,
    /// Holds still.
    Pause,
}

impl Session {
    /// Where the run stands.
    #[must_use]
    pub fn status(&self) -> Status {
        let is_playing = self.is_playing() && self.cursor() < self.run.trace().end();
        match (self.live, self.run.trace().run_end()) {
            _ if self.is_asking() => Status::Asked,
            (_, Some(_)) if is_playing => Status::Playing,
            (_, Some(how)) => Status::Ended(how),
            (Live::Running, None) => Status::Running,
            (Live::Paused, None) => Status::Paused,
            (Live::Gone, None) if self.run.trace().is_empty() => Status::Idle,
            (Live::Gone, None) => Status::Stopped,
        }
    }

    /// What the run button does now.
    #[must_use]
    pub fn run_button(&self) -> RunButton {
        if self.is_playing() {
            RunButton::Pause
        } else if self.live == Live::Paused
            || (self.is_asking() && !self.run.trace().is_empty())
            || self.cursor() < self.run.trace().end()
            || self.program.settings().is_none()
        {
            RunButton::Play
        } else {
            RunButton::Run
        }
    }
}
