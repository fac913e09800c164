//! What a visitor predicts before looking. The answer is read from the run that is shown, never written down.

use crate::tour::Spot;

/// A question about a program's run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question<T = &'static str, L = &'static [&'static str]> {
    /// The variant whose run answers it.
    pub variant: T,
    /// The question.
    pub asks: T,
    /// Where the answer is found.
    pub answer: Answer<T>,
    /// The last step that is shown while the question is open. By default the one that the answer begins with, or else
    /// the first poll of `main`.
    pub at: Option<Spot<T>>,
    /// The step that shows why the answer is right. By default the one where the answer is seen.
    pub shows: Option<Spot<T>>,
    /// The choices, for the knobs and rules that the program has at first: lines, names of tasks, numbers, or milliseconds.
    /// By default they are made from the run.
    pub choices: L,
    /// Why the answer is right, in a sentence, for the knobs and rules that the program has at first.
    pub because: T,
}

/// What the answer is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
    /// Which series of a chart is the highest for one of a kind. Its choices have to be written down.
    Costs(T),
}
