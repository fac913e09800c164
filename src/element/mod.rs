//! The custom element's two ways: what a script asks of it, and the events that its page gets.

mod api;
mod events;
mod request;

pub use api::ElementApi;
pub use events::Events;
pub use request::{Reply, Request};
