//! Recorded runs: they are the runs of the programs to the byte, and a session that shows one can't be told from a session
//! that ran the program.

#[path = "recorded/alike.rs"]
mod alike;
#[path = "recorded/program.rs"]
mod program;
#[path = "recorded/runs.rs"]
mod runs;
#[path = "recorded/support.rs"]
mod support;
