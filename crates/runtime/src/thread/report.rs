//! What is heard of a thread.

use std::time::Duration;

/// What a thread took to start, as it reports itself. No browser reports what else it needs for a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// From the moment it was asked for until its instance of the program was ready to be called.
    pub took: Duration,
    /// The bytes of that instance's memory.
    pub memory: u64,
}

/// What is heard of a thread.
pub(crate) enum Report {
    /// It has started; a simulated one measures nothing.
    Ready(Option<Footprint>),
    /// It sent a message so long ago.
    Message { bytes: Vec<u8>, ago: Duration },
    /// Its oldest call has ended.
    Returned { value: Vec<u8>, took: Duration, ago: Duration },
    /// It is no more.
    Failed(String),
}
