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

    /// How it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Polls => "polls",
            Self::Busy => "busy",
            Self::Ready => "ready",
            Self::Waiting => "waiting",
            Self::Wakes => "wakes",
            Self::ChangedNothing => "changed nothing",
            Self::WokeItself => "woke itself",
            Self::LongestPoll => "longest poll",
            Self::SharedTime => "shared by short polls",
            Self::LongestReady => "longest wait for the processor",
            Self::QueueDepth => "queue depth",
            Self::Fairness => "fairness",
            Self::Makespan => "makespan",
            Self::Turns => "turns",
            Self::CriticalPath => "critical path",
            Self::Microtasks => "turns by microtask",
            Self::Macrotasks => "turns by macrotask",
            Self::LongestTurn => "longest turn",
            Self::Frames => "frames",
            Self::MissedFrames => "frames missed",
            Self::FrameRate => "frames per second",
            Self::LongTasks => "long tasks",
        }
    }

    /// What it means.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Polls => "How often the executor called poll on the task.",
            Self::Busy => "Time in which the task was polled; no other task can run meanwhile.",
            Self::Ready => "Time in which the task could have run and stood in the queue.",
            Self::Waiting => "Time in which the task stood at an await.",
            Self::Wakes => {
                "Calls of the task's waker, by who called: itself, a task, a timer, a promise, something outside."
            }
            Self::ChangedNothing => "Wakes that came when the task was woken already.",
            Self::WokeItself => "Wakes of the task by itself, as yield_now does.",
            Self::LongestPoll => "The longest time for which the task kept the processor without giving way.",
            Self::SharedTime => {
                "Time that polls too short for the browser's clock took together; no task is counted as busy for it."
            }
            Self::LongestReady => "The longest time between becoming ready and being polled.",
            Self::QueueDepth => "How many tasks stood in the queue: the most, and the mean over time.",
            Self::Fairness => {
                "Jain's index of the wait for the processor: 1 if all waited the same, 1/n if one waited for all."
            }
            Self::Makespan => "Time from the first event to the last.",
            Self::Turns => "How often the host gave the executor control.",
            Self::CriticalPath => "The chain of polls and waits that made the run as long as it was.",
            Self::Microtasks => "Turns that came before the browser did anything else.",
            Self::Macrotasks => "Turns that the browser's event loop gave in its own order.",
            Self::LongestTurn => {
                "The longest time for which the executor kept the thread without giving way."
            }
            Self::Frames => "How often the browser began to draw.",
            Self::MissedFrames => "Frames that should have begun and did not, because the thread was busy.",
            Self::FrameRate => "Frames by the time from the first to the last.",
            Self::LongTasks => {
                "Tasks of the browser's event loop that took 50 ms and more, as it reports them."
            }
        }
    }
}
