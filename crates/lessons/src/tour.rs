//! Steps worth visiting, said in the words of the program, so that they are found in its trace whatever the knobs are.

/// A stop of a guided tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Stop<T = &'static str> {
    /// The variant in whose run it lies.
    pub variant: T,
    /// Where.
    pub at: Spot<T>,
    /// A sentence on what is to be seen there.
    pub says: T,
}

/// An event of a run, in the words of its program. Counts are from 1; tasks and futures go by their names, and of several
/// tasks with one name the first is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Spot<T = &'static str> {
    /// A task is spawned.
    Spawned(T),
    /// A task becomes ready for the n-th time.
    Ready(T, usize),
    /// The n-th poll of a task begins.
    Poll(T, usize),
    /// A task comes to its n-th wait, in itself or in one of its futures.
    Wait(T, usize),
    /// A task begins to keep the processor busy for the n-th time.
    Work(T, usize),
    /// A task is done, cancelled or panics.
    End(T),
    /// A future inside a task is polled for the n-th time, counted over all of this name.
    NodePoll(T, usize),
    /// A future inside a task is woken for the n-th time, counted over all of this name.
    NodeWoken(T, usize),
    /// The n-th future of this name inside a task is dropped.
    NodeDropped(T, usize),
    /// A timer fires for the n-th time.
    TimerFired(usize),
    /// The n-th line of output that begins so.
    Line(T, usize),
    /// What was found first, at the step to look at.
    Finding,
    /// The run ends.
    RunEnd,
}
