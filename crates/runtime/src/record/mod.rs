//! What the runtime reports through: the recorder, and the one that keeps a run's last events.

mod latest;
// Each event comes through it: what is inlined is the way to one function, through registers.
#[allow(clippy::inline_always)]
mod recorder;

pub use latest::Latest;
pub use recorder::Recorder;
pub use taskscope_format::{
    one_line, shorten, transcript, Access, ChartEvent, DecodeError, Decoder, Encoder, Entry, Event, FetchEnd,
    FetchEvent, HostThread, Observation, Order, Place, Record, Reporter, ResourceKind, RunEnd, ThreadEnd,
    ThreadEvent, TurnCause, Unit, Wait, WakeSource, Way,
};
