//! The form for people and scripts: one JSON object, one event a line.
//!
//! ```json
//! {"format":"taskscope","version":2,
//! "origin":{"demo":"counting","variant":"fixed","knobs":{"pause":20}},
//! "texts":["crates/programs/src/book/counting.rs","main"],
//! "places":[{"file":0,"line":34,"column":5}],
//! "events":[
//! {"time":0,"event":"run_started","clock":"virtual","order":"fifo","seed":0},
//! {"time":0,"event":"task_spawned","task":1,"name":1,"place":0},
//! {"time":0,"event":"task_ready","task":1,"by":"spawn"}
//! ]}
//! ```
//!
//! Times are microseconds since the run began and never go back. Texts and places are named by their index. What is not
//! there is left out (a task without a parent, an await at a task's own level). Numbers above 2^53 - 1, which many readers
//! would round, are strings of digits. Members can stand in any order, and there are none but those of the schema.

mod fault;
mod object;
mod read;
mod reader;
mod write;
mod writer;

pub(super) use object::Members;
pub(super) use read::{origin_from, read};
pub(super) use write::origin_text;
pub(super) use writer::JsonWriter;

pub use write::json_file;
