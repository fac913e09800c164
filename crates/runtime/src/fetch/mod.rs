//! Files of the site that a program is served from, loaded while its tasks go on.
//!
//! On the browser's clock a file is really fetched, if the host has a [`Network`]: the trace has the answer and each part of
//! the file as they arrive, whether a task waits for them or not. On the virtual clock there is no network, whose pace
//! would be different every time: a stand-in serves the very same bytes from the program, in the times that the
//! [`SiteFile`] names, and the trace says that it is one.
//!
//! ```
//! use std::time::Duration;
//! use taskscope_runtime::{fetch, println, simulate, SiteFile};
//!
//! static PAGE: SiteFile = SiteFile::new("pages/rust.html", b"<title>Rust</title>");
//!
//! let run = simulate("main", async {
//!     let page = PAGE.answering_after(Duration::from_millis(20)).taking(Duration::from_millis(5));
//!     let response = fetch(page).await.expect("a stand-in answers");
//!     let text = response.text().await.expect("it has all of the file");
//!     println!("{text}");
//! });
//! assert_eq!(run.output(), ["<title>Rust</title>"]);
//! assert_eq!(run.elapsed(), Duration::from_millis(25));
//! ```

mod error;
mod fetches;
mod host;
mod response;
mod site_file;
mod stand_in;
mod transfer;

pub use error::FetchError;
pub use host::{Arrivals, Network, Request};
pub use response::{fetch, Chunk, Fetch, Response, Text};
pub use site_file::SiteFile;

pub(crate) use site_file::Served;
