//! What the visitor points at, wherever it is shown.

use taskscope_format::{ResourceId, TaskId};
use taskscope_scene::Stretch;
use taskscope_trace::Step;

/// What the visitor points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// What happened right before a step: a sentence.
    Step(Step),
    /// A task: a chip.
    Task(TaskId),
    /// A resource, by its name.
    Resource(ResourceId),
    /// A line of the source.
    Line(u32),
    /// A span in the timeline.
    Stretch(Stretch),
}
