//! What is behind the feature `tokio-like`, beyond what `tests/peer` compares with Tokio: threads that block, and the places
//! that the trace names.
#![cfg(all(feature = "tokio-like", not(target_arch = "wasm32")))]

#[path = "ports/blocking.rs"]
mod blocking;
#[path = "ports/places.rs"]
mod places;
