//! The trace of a run and everything that is read from it: the state at any step, lanes, axes, sentences. Pure.

mod arrangement;
mod axis;
mod chunks;
pub mod files;
mod history;
mod lanes;
mod measure;
mod moment;
mod narration;
mod rows;
mod run;
mod state;
mod store;
mod table;
mod times;
mod track;
mod wording;

pub use arrangement::{Arrangement, LaneOrder, ShownLane};
pub use axis::{Axis, AxisKind, Fold};
pub use history::History;
pub use lanes::{Lane, Lanes, Wake};
pub use measure::Measure;
pub use moment::{Moment, follow};
pub use narration::{Around, Line, Narration, Piece, plain_text};
pub use rows::NodeRow;
pub use run::Run;
pub use state::{Await, Awaits, Holder, NodeState, Phase, ResourceState, State, TaskState, Waiter};
pub use store::{Step, Trace};
pub use table::{Id, Table};
pub use track::{End, Extent, Span, SpanKind, Sums, Track};
pub use wording::{contents_text, count_text, micros_text, resource_text, state_text, task_await_text};
