//! The trace as it is written: events, their 16-byte records, and the recorder that the runtime reports through.

mod code;
mod decode;
mod event;
mod recorder;
mod transcript;

pub use code::Record;
pub use decode::{DecodeError, Decoder, Entry, Place};
pub use event::{Event, RunEnd, TurnCause, Wait, WakeSource};
pub use recorder::Recorder;
pub use transcript::transcript;
