//! Hosts for a browser: a page or a worker.

mod browser;
mod js;

pub use browser::{BrowserHost, Pause};
