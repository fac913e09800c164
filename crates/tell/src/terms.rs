//! The words of the statistics, what they mean, and what groups of lanes are called.

use taskscope_trace::{LaneGroup, Term};

use crate::catalogue::say;

/// A word of the statistics, as it is written.
#[must_use]
pub fn term_text(term: Term) -> String {
    match term {
        Term::Polls => say::term::polls(),
        Term::Busy => say::term::busy(),
        Term::Ready => say::term::ready(),
        Term::Waiting => say::term::waiting(),
        Term::Wakes => say::term::wakes(),
        Term::ChangedNothing => say::term::changed_nothing(),
        Term::WokeItself => say::term::woke_itself(),
        Term::LongestPoll => say::term::longest_poll(),
        Term::SharedTime => say::term::shared_time(),
        Term::LongestReady => say::term::longest_ready(),
        Term::QueueDepth => say::term::queue_depth(),
        Term::Fairness => say::term::fairness(),
        Term::Makespan => say::term::makespan(),
        Term::Turns => say::term::turns(),
        Term::CriticalPath => say::term::critical_path(),
        Term::Microtasks => say::term::microtasks(),
        Term::Macrotasks => say::term::macrotasks(),
        Term::LongestTurn => say::term::longest_turn(),
        Term::Frames => say::term::frames(),
        Term::MissedFrames => say::term::missed_frames(),
        Term::FrameRate => say::term::frame_rate(),
        Term::LongTasks => say::term::long_tasks(),
    }
}

/// What a word of the statistics means, in a sentence.
#[must_use]
pub fn term_meaning(term: Term) -> String {
    match term {
        Term::Polls => say::term::about_polls(),
        Term::Busy => say::term::about_busy(),
        Term::Ready => say::term::about_ready(),
        Term::Waiting => say::term::about_waiting(),
        Term::Wakes => say::term::about_wakes(),
        Term::ChangedNothing => say::term::about_changed_nothing(),
        Term::WokeItself => say::term::about_woke_itself(),
        Term::LongestPoll => say::term::about_longest_poll(),
        Term::SharedTime => say::term::about_shared_time(),
        Term::LongestReady => say::term::about_longest_ready(),
        Term::QueueDepth => say::term::about_queue_depth(),
        Term::Fairness => say::term::about_fairness(),
        Term::Makespan => say::term::about_makespan(),
        Term::Turns => say::term::about_turns(),
        Term::CriticalPath => say::term::about_critical_path(),
        Term::Microtasks => say::term::about_microtasks(),
        Term::Macrotasks => say::term::about_macrotasks(),
        Term::LongestTurn => say::term::about_longest_turn(),
        Term::Frames => say::term::about_frames(),
        Term::MissedFrames => say::term::about_missed_frames(),
        Term::FrameRate => say::term::about_frame_rate(),
        Term::LongTasks => say::term::about_long_tasks(),
    }
}

/// What a group of lanes is called.
#[must_use]
pub fn lane_group_text(group: LaneGroup) -> String {
    match group {
        LaneGroup::Browser => say::lanes::browser(),
    }
}
