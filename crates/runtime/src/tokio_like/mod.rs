//! Tokio's module tree, for code that was written for it: `use taskscope_runtime::tokio_like as tokio;`.
//!
//! Most names lead to the same items as elsewhere in this crate. Spawning is different: [`spawn`] takes no name, and
//! returns a [`JoinHandle`](task::JoinHandle) that is itself a future, as Tokio's is.
//!
//! ```
//! use std::time::Duration;
//! use taskscope_runtime::{simulate, tokio_like as tokio};
//!
//! async fn slow(n: u64) -> Result<u64, String> {
//!     tokio::time::sleep(Duration::from_millis(n)).await;
//!     Ok(n)
//! }
//!
//! simulate("main", async {
//!     let (tx, mut rx) = tokio::sync::mpsc::channel(1);
//!     let task = tokio::spawn(async move { tx.send(tokio::try_join!(slow(1), slow(2))).await });
//!     assert_eq!(rx.recv().await, Some(Ok((1, 2))));
//!     assert!(task.await.is_ok());
//! });
//! ```
//!
//! Futures need not be `Send`: every executor of this crate keeps its tasks on one thread. What depends on an operating
//! system (`net`, `fs`, `process`, `signal`), on a runtime as a value, or on closures that run on other threads, is not
//! here; for the last see [`thread`](crate::thread).
//!
//! With the feature `tokio-like`.

pub mod stream;
pub mod sync;
pub mod task;
pub mod time;

pub use crate::{join, select, try_join};
pub use task::spawn;
