//! The trace of a run: what takes it, and what a finished one is.
//!
//! A [`Recorder`] writes every event as a 16-byte record and hands over batches of them, to a file, a socket or another
//! thread; [`Latest`] is one that never fills, for runs without end. [`simulate`](crate::simulate) gives a [`Recording`].
//! What the records mean is in [`mod@format`], which is the crate `taskscope-format`: its `Event` is every fact that a trace
//! can hold, its `Decoder` reads records, and its `transcript` writes them out as text.
//!
//! ```
//! use taskscope_runtime::record::format::{transcript, RunEnd};
//! use taskscope_runtime::simulate;
//!
//! let run = simulate("main", async {});
//! assert_eq!(run.end(), Some(RunEnd::Finished));
//! assert!(transcript(run.words()).is_ok_and(|text| text.contains("main")));
//! ```

mod latest;
// Each event comes through it: what is inlined is the way to one function, through registers.
#[allow(clippy::inline_always)]
mod recorder;

pub use crate::simulator::Recording;
pub use latest::Latest;
pub use recorder::Recorder;
pub use taskscope_format as format;

pub(crate) use taskscope_format::{
    Access, ChartEvent, Decoder, Entry, Event, FetchEnd, FetchEvent, Order, Record, ResourceKind, RunEnd,
    ThreadEnd, ThreadEvent, TurnCause, Unit, Wait, WakeSource,
};
