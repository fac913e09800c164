//! What a visitor may guess before looking. The answer is read from the run that is shown, never written down.

use crate::tour::Spot;

/// A question about a program's run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question<T = &'static str> {
    /// The variant whose run answers it.
    pub variant: T,
    /// The question.
    pub asks: T,
    /// Where the answer is found.
    pub answer: Answer<T>,
}

/// What the answer is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<T = &'static str> {
    /// Whether everything that began ends.
    Ends,
    /// The n-th line of output, from 1.
    Line(usize),
    /// How many lines are printed.
    Lines,
    /// How long the run takes.
    Takes,
    /// Which task is over first.
    FirstOver,
    /// Which task is over last, of those that `main` does not outlive.
    LastOver,
    /// Which task is polled next after a spot.
    NextPolled(Spot<T>),
    /// How often a task is polled.
    Polls(T),
}
