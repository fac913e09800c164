//! The names of the Rust Book's `trpl` crate, for the listings of its chapter 17.
//!
//! A listing that needs no file compiles with one line more and prints the same; where it sleeps for seconds, it ends at
//! once, because its clock is virtual.
//!
//! ```
//! use std::time::Duration;
//! use taskscope_runtime::book as trpl;
//!
//! trpl::block_on(async {
//!     let (tx, mut rx) = trpl::channel();
//!     let ferry = trpl::spawn_task(async move {
//!         trpl::sleep(Duration::from_secs(3600)).await;
//!         tx.send("across").unwrap();
//!     });
//!     assert_eq!(rx.recv().await, Some("across"));
//!     ferry.await.unwrap();
//! });
//! ```
//!
//! [`get`] asks the network of a browser on the browser's clock. On the virtual clock there is none: there every address
//! has a small page, whose title is that address.
//!
//! Not there: `read_to_string`, which needs a disk, and `Runtime`.
//!
//! What else differs from the Book, where everything runs on threads of Tokio: all tasks share one thread, so their
//! order is the same in every run, and a future need not be `Send`. Sleeps are exact: in the listing with two senders
//! of which one sleeps for 500 ms and the other for 1500 ms (17-13), both wake at the same moments, and what the first
//! one sends comes first; in the Book the three short sleeps have taken a little longer.

#[cfg(not(target_arch = "wasm32"))]
mod block_on;
mod get;
mod handle;
mod html;
#[cfg(target_arch = "wasm32")]
mod page;

use std::borrow::Cow;
use std::future::Future;
use std::panic::Location;

#[cfg(not(target_arch = "wasm32"))]
pub use self::block_on::{block_on, run};
pub use self::get::{get, Get, PageText, Response};
pub use self::handle::JoinHandle;
pub use self::html::{Element, Html};
#[cfg(target_arch = "wasm32")]
pub use self::page::{block_on, run, CannotBlock};
pub use crate::stream::{IntervalStream, UnboundedReceiverStream as ReceiverStream};
// Of two futures that are ready at once the first wins, under both names: the Book's `race` is not this crate's.
pub use crate::combine::join3;
pub use crate::combine::{select, select as race};
pub use crate::mpsc::{
    unbounded_channel as channel, UnboundedReceiver as Receiver, UnboundedSender as Sender,
};
pub use crate::{interval, join, join_all, sleep, stream_from_iter, yield_now, Either, Stream, StreamExt};

use crate::context;

/// Spawns a task, which is called after the file and line of this call.
///
/// # Panics
/// When called outside [`block_on`] and outside a task.
#[track_caller]
pub fn spawn_task<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    let location = Location::caller();
    let core = context::expect_current("spawn_task");
    JoinHandle::new(core.spawn(Cow::Owned(name_of(location)), 0, future, location))
}

/// The file without its folders, and the line.
fn name_of(location: &Location<'_>) -> String {
    let file = location.file().rsplit(['/', '\\']).next().unwrap_or_default();
    format!("{file}:{}", location.line())
}
