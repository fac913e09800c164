//! The trace as it is written: events, their 16-byte records, and the recorder that the runtime reports through.

mod code;
mod codes;
mod decode;
mod event;
mod recorder;
mod terms;
mod transcript;

pub use code::Record;
pub use decode::{DecodeError, Decoder, Entry, Place};
pub use event::Event;
pub use recorder::Recorder;
pub use terms::{Access, Order, ResourceKind, RunEnd, TurnCause, Wait, WakeSource};
pub use transcript::transcript;
