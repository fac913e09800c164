//! What the words of the statistics mean, a line each, for whoever reads them on the page.

/// A word that the statistics use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Polls.
    Polls,
    /// Busy.
    Busy,
    /// Ready.
    Ready,
    /// Waiting.
    Waiting,
    /// Wakes.
    Wakes,
    /// Wakes that changed nothing.
    ChangedNothing,
    /// Wakes of a task by itself.
    WokeItself,
    /// The longest poll.
    LongestPoll,
    /// Time that polls share.
    SharedTime,
    /// The longest wait for the processor.
    LongestReady,
    /// The depth of the queue.
    QueueDepth,
    /// Fairness.
    Fairness,
    /// Makespan.
    Makespan,
    /// Turns.
    Turns,
    /// The critical path.
    CriticalPath,
    /// Turns by microtask.
    Microtasks,
    /// Turns by macrotask.
    Macrotasks,
    /// The longest turn.
    LongestTurn,
    /// Frames.
    Frames,
    /// Frames that were missed.
    MissedFrames,
    /// Frames per second.
    FrameRate,
    /// Long tasks.
    LongTasks,
}

impl Term {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::Polls,
        Self::Busy,
        Self::Ready,
        Self::Waiting,
        Self::Wakes,
        Self::ChangedNothing,
        Self::WokeItself,
        Self::LongestPoll,
        Self::SharedTime,
        Self::LongestReady,
        Self::QueueDepth,
        Self::Fairness,
        Self::Makespan,
        Self::Turns,
        Self::CriticalPath,
        Self::Microtasks,
        Self::Macrotasks,
        Self::LongestTurn,
        Self::Frames,
        Self::MissedFrames,
        Self::FrameRate,
        Self::LongTasks,
    ];
}
