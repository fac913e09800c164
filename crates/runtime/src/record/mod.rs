//! The trace as it is written: events, their 16-byte records, and the recorder that the runtime reports through.

mod charted;
mod code;
mod code_of_fetches;
mod code_of_threads;
mod codes;
mod decode;
mod encode;
mod event;
mod fetched;
mod latest;
mod named;
mod names;
mod one_line;
mod recorder;
mod referred;
mod summary;
mod terms;
mod threaded;
mod transcript;
mod transcript_of_threads;

pub use charted::ChartEvent;
pub use code::Record;
pub use decode::{DecodeError, Decoder, Entry, Place};
pub use encode::Encoder;
pub use event::Event;
pub use fetched::FetchEvent;
pub use latest::{shorten, Latest};
pub use one_line::one_line;
pub use recorder::Recorder;
pub use terms::{
    Access, FetchEnd, HostThread, Observation, Order, Reporter, ResourceKind, RunEnd, TurnCause, Unit, Wait,
    WakeSource, Way, WorkerEnd,
};
pub use threaded::ThreadEvent;
pub use transcript::transcript;
