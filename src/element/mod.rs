//! The custom element's two ways: what a script asks of it, and what its page is told.

mod api;
mod events;
mod request;

pub use api::ElementApi;
pub use events::Events;
pub use request::{Reply, Request};
