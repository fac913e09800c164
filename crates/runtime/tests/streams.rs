//! Streams and their combinators.
// As `expect!` writes them.
#![allow(clippy::needless_raw_string_hashes)]

#[path = "streams/buffers.rs"]
mod buffers;
#[path = "streams/combinators.rs"]
mod combinators;
#[path = "streams/consumers.rs"]
mod consumers;
#[cfg(feature = "futures")]
#[path = "streams/futures.rs"]
mod futures;
#[path = "streams/sizes.rs"]
mod sizes;
#[path = "streams/sources.rs"]
mod sources;
mod support;
#[path = "streams/timed.rs"]
mod timed;
#[path = "streams/tools.rs"]
mod tools;
