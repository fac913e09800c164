//! How traces are written: compact, whole wherever a batch is cut, and shortened where that was asked for.
// Helpers of tests fail as tests do, and models pick the events that they know.
#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm)]

#[path = "recording/choices.rs"]
mod choices;
#[path = "recording/clock.rs"]
mod clock;
#[path = "recording/damaged.rs"]
mod damaged;
#[path = "recording/host.rs"]
mod host;
#[path = "recording/latest.rs"]
mod latest;
#[path = "recording/out.rs"]
mod out;
#[path = "recording/picture.rs"]
mod picture;
#[path = "recording/polls.rs"]
mod polls;
#[path = "recording/reading.rs"]
mod reading;
#[path = "recording/strangers.rs"]
mod strangers;
#[path = "recording/things.rs"]
mod things;
#[path = "recording/world.rs"]
mod world;
#[path = "recording/writing.rs"]
mod writing;
