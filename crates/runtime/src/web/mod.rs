//! Hosts for a browser, a page or a worker, and the bridge to its promises.

mod browser;
mod js;
mod local;
mod promise;

pub use browser::{BrowserHost, Pause};
pub use local::spawn_local;
pub use promise::{future_to_promise, JsFuture};
