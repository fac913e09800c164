//! Several futures inside one task.
// As `expect!` writes them.
#![allow(clippy::needless_raw_string_hashes)]

#[path = "combine/drops.rs"]
mod drops;
#[path = "combine/function_traces.rs"]
mod function_traces;
#[path = "combine/functions.rs"]
mod functions;
#[path = "combine/select.rs"]
mod select;
#[path = "combine/select_traces.rs"]
mod select_traces;
#[path = "combine/sets.rs"]
mod sets;
mod support;
#[path = "combine/tools.rs"]
mod tools;
#[path = "combine/wide.rs"]
mod wide;
