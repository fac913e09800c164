//! How traces are written: compact, whole wherever a batch is cut, and shortened where that was asked for.

#[path = "recording/damaged.rs"]
mod damaged;
#[path = "recording/host.rs"]
mod host;
#[path = "recording/latest.rs"]
mod latest;
#[path = "recording/picture.rs"]
mod picture;
#[path = "recording/polls.rs"]
mod polls;
#[path = "recording/reading.rs"]
mod reading;
#[path = "recording/world.rs"]
mod world;
