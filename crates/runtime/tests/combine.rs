//! Several futures inside one task.

#[path = "combine/drops.rs"]
mod drops;
#[path = "combine/functions.rs"]
mod functions;
#[path = "combine/select.rs"]
mod select;
#[path = "combine/sets.rs"]
mod sets;
mod support;
#[path = "combine/tools.rs"]
mod tools;
#[path = "combine/traces.rs"]
mod traces;
#[path = "combine/wide.rs"]
mod wide;
