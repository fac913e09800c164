//! Where a run and its cursor are, in words.

use taskscope_format::RunEnd;
use taskscope_tell::{micros_text, say, step_time_text};

use super::{Session, Status};

impl Session {
    /// Which step the cursor is on, of how many; and at which time.
    #[must_use]
    pub fn position_text(&self) -> [String; 2] {
        let (trace, cursor) = (self.run.trace(), self.cursor());
        let now = cursor.0 as u64;
        let step = match self.steps().1 {
            Some(end) => say::page_controls::position(now, end.0 as u64),
            None => say::page_controls::position_of_some(now),
        };
        [step, say::page_controls::at(&step_time_text(trace, cursor))]
    }

    /// Where the run is, and how long nothing was heard of it.
    #[must_use]
    pub fn status_text(&self) -> String {
        match self.silence().filter(|_| self.program.recording().is_none()) {
            Some(seconds) => say::page_status::silent(&in_a_word(self.shown_status()), seconds.into()),
            None => in_a_word(self.shown_status()),
        }
    }

    /// The same, and the file that the run comes from: an element has no other place for it.
    #[must_use]
    pub fn compact_status_text(&self) -> String {
        match self.program.recording() {
            Some(opened) => say::page_status::from(&in_a_word(self.shown_status()), &opened.shown_name()),
            None => self.status_text(),
        }
    }

    /// Where the run is as the cursor shows it: before the end of a run nothing has ended yet, and playing goes on from there.
    fn shown_status(&self) -> Status {
        let status = self.status();
        let is_over = matches!(status, Status::Ended(how) if how != RunEnd::Stopped);
        if is_over && self.cursor() < self.run.trace().end() { Status::Paused } else { status }
    }

    /// The kind of mark that goes with it.
    #[must_use]
    pub fn status_kind(&self) -> &'static str {
        match self.shown_status() {
            Status::Idle | Status::Asked => "idle",
            Status::Running if self.silence().is_some() => "silent",
            Status::Running | Status::Playing => "running",
            Status::Paused => "paused",
            Status::Stopped | Status::Ended(RunEnd::Stopped) => "stopped",
            Status::Ended(RunEnd::Finished) => "finished",
            Status::Ended(
                RunEnd::Stuck
                | RunEnd::LimitReached
                | RunEnd::Panicked
                | RunEnd::Crashed
                | RunEnd::HeldTooLong,
            ) => "failed",
        }
    }

    /// How many tasks, polls and wakes the run has, and how long it is; empty while it has no tasks.
    #[must_use]
    pub fn numbers_text(&self) -> String {
        let state = self.run.live_state();
        if state.tasks.is_empty() {
            return String::new();
        }
        let time = micros_text(self.run.trace().length());
        let tasks = say::count::task(state.tasks.len() as u64);
        let facts =
            [String::new(), tasks, say::count::poll(state.polls), say::count::wake(state.wakes), time];
        facts.join(&say::state::facts())
    }
}

/// Where a run is, in a word or two.
fn in_a_word(status: Status) -> String {
    match status {
        Status::Idle => say::page_status::idle(),
        Status::Running => say::page_status::running(),
        Status::Playing => say::page_status::playing(),
        Status::Asked => say::page_status::asked(),
        Status::Paused => say::page_status::paused(),
        Status::Stopped | Status::Ended(RunEnd::Stopped) => say::page_status::stopped(),
        Status::Ended(RunEnd::Finished) => say::page_status::finished(),
        Status::Ended(RunEnd::Stuck) => say::page_status::stuck(),
        Status::Ended(RunEnd::LimitReached) => say::page_status::full(),
        Status::Ended(RunEnd::Panicked) => say::page_status::panicked(),
        Status::Ended(RunEnd::Crashed) => say::page_status::crashed(),
        Status::Ended(RunEnd::HeldTooLong) => say::page_status::held_too_long(),
    }
}
