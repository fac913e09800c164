//! Hosts for a browser, a page or a worker, and the bridge to its promises.

mod asking;
mod browser;
mod faults;
mod js;
mod local;
mod options;
mod promise;
mod watch;

pub use asking::is_available;
pub use browser::{BrowserHost, Pause};
pub(crate) use js::{set_timeout, then};
pub use local::spawn_local;
pub use options::BrowserOptions;
pub use promise::{future_to_promise, future_to_promise_typed, JsFuture};
