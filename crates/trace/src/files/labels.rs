//! What a file for another program calls what it shows by name: the words are those of whoever writes the file.

use taskscope_format::{ResourceId, ThreadId, Wait};

use crate::Trace;

/// Names for what has none of its own in a trace.
pub trait Labels {
    /// A resource.
    fn resource(&self, trace: &Trace, resource: ResourceId) -> String;

    /// A thread.
    fn thread(&self, trace: &Trace, thread: ThreadId) -> String;

    /// What a task waits for.
    fn wait(&self, trace: &Trace, on: Wait) -> String;
}
