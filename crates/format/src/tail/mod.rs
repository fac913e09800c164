//! The end of a stream that may have none: its last events, and of those before them what they left behind.

mod defined;
mod store;
mod stream;

use self::store::Store;
use crate::DecodeError;

/// The last events of a run that may go on for ever, in a bounded amount of memory.
///
/// The trace that it gives is complete all the same. It begins with the start of the run and
/// [`EventsDropped`](crate::Event::EventsDropped); then come the fewest events that rebuild the state at that point, with
/// everything that is alive, and then the last events as they were.
///
/// Of what is over, only what later events name is written again, at the moment of the cut; if even its own parent is
/// forgotten, it is said to have none.
pub struct Tail(Store);

impl Tail {
    /// Keeps at least the last `capacity` events of a stream, and about a sixteenth more at most. `generation` is how many
    /// texts the writer of the stream defines before it forgets them all, as [`Names`](crate::Names) do; `u32::MAX` if it
    /// never does.
    #[must_use]
    pub fn new(capacity: usize, generation: u32) -> Self {
        Self(Store::new(capacity, generation))
    }

    /// Takes in whole records, the next of the stream.
    ///
    /// # Errors
    /// If the words are no trace. It must not be used after that.
    pub fn read(&mut self, words: &[u32]) -> Result<(), DecodeError> {
        self.0.read(words)
    }

    /// The trace so far, four words a record.
    #[must_use]
    pub fn words(&self) -> Vec<u32> {
        self.0.words()
    }

    /// How many events the trace lacks so far.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.0.dropped()
    }
}

impl std::fmt::Debug for Tail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Tail").finish_non_exhaustive()
    }
}

/// The trace with its last `capacity` events, as a [`Tail`] would have given it; a trace that has no more stays as it is.
///
/// # Errors
/// If the words are no trace.
pub fn shorten(words: &[u32], capacity: usize) -> Result<Vec<u32>, DecodeError> {
    let mut tail = Tail::new(capacity, u32::MAX);
    tail.read(words)?;
    Ok(tail.words())
}
