//! Traces as files: they come back as they were, whatever is in a file is read or refused, and other programs find what
//! they expect.
//!
//! `TASKSCOPE_CASES` says how many random files each property is tried on; 256 where nothing is said.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[path = "files/chrome.rs"]
mod chrome;
mod hosted;
#[path = "files/hostile.rs"]
mod hostile;
#[path = "files/refused.rs"]
mod refused;
#[path = "files/round_trip.rs"]
mod round_trip;
#[path = "files/schema.rs"]
mod schema;
#[path = "files/support.rs"]
mod support;
#[path = "files/versions.rs"]
mod versions;
