//! The futures of a request: its answer, the next part of the file, all of it.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::error::FetchError;
use super::fetches::Fetches;
use super::site_file::{Served, SiteFile};
use super::transfer::Held;
use crate::context;
use crate::core::poll_operation;

/// The answer to a request: see [`fetch`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Fetch {
    held: Option<Held>,
    location: &'static Location<'static>,
}

/// What a server answered. The file behind it arrives meanwhile; dropping the response cancels it.
#[derive(Debug)]
pub struct Response {
    held: Held,
    status: u16,
}

/// The next part of a file: see [`Response::chunk`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Chunk<'a> {
    response: &'a Response,
    location: &'static Location<'static>,
}

/// A whole file as text: see [`Response::text`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Text {
    response: Response,
    bytes: Vec<u8>,
    location: &'static Location<'static>,
}

/// Asks for a file of the site, at once. Dropping the future cancels the request.
///
/// # Errors
/// If there is no answer. One that says that there is no such file is an answer: see [`Response::is_ok`].
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn fetch(file: SiteFile) -> Fetch {
    Fetch::start("fetch", file.path(), file.served(), Location::caller())
}

impl Fetch {
    /// A fetch that another future of this crate consists of: `what` names it.
    #[track_caller]
    pub(crate) fn start(
        what: &str,
        path: &str,
        file: Served<'_>,
        location: &'static Location<'static>,
    ) -> Self {
        let core = context::expect_current(what);
        let transfer = core.outside::<Fetches>().start_fetch(&core, path, file, location);
        Self { held: Some(Held(transfer)), location }
    }
}

impl Response {
    /// The status that HTTP has for it: 200 if all is well, 404 if there is no such file.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Whether the server has the file.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The next part of the file, as it arrived; `None` behind the last one.
    ///
    /// # Errors
    /// If the rest of the file did not arrive. The parts before are given out first.
    #[track_caller]
    pub fn chunk(&mut self) -> Chunk<'_> {
        Chunk { response: self, location: Location::caller() }
    }

    /// The whole file as text, the parts not taken yet.
    ///
    /// # Errors
    /// If it did not arrive to its end, or is no UTF-8.
    #[track_caller]
    pub fn text(self) -> Text {
        self.text_at(Location::caller())
    }

    pub(crate) fn text_at(self, location: &'static Location<'static>) -> Text {
        Text { response: self, bytes: Vec::new(), location }
    }

    fn poll_chunk(
        &self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Result<Option<Vec<u8>>, FetchError>> {
        let Poll::Ready(operation) = poll_operation(cx, location) else { return Poll::Pending };
        let transfer = &self.held.0;
        let chunk = transfer.chunks.borrow_mut().pop_front();
        let chunk = match (chunk, transfer.end()) {
            (Some(chunk), _) => Ok(Some(chunk)),
            (None, Some(end)) => end.map(|()| None),
            (None, None) => return transfer.wait(cx, location),
        };
        operation.made_progress();
        Poll::Ready(chunk)
    }
}

impl Future for Fetch {
    type Output = Result<Response, FetchError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let held = self.held.take().expect("a future is not polled again after it is ready");
        let transfer = &held.0;
        match (transfer.status.get(), transfer.end()) {
            (Some(status), _) => Poll::Ready(Ok(Response { held, status })),
            (None, Some(end)) => Poll::Ready(Err(end.err().unwrap_or(FetchError::Cancelled))),
            (None, None) => {
                let waiting = transfer.wait(cx, self.location);
                self.held = Some(held);
                waiting
            }
        }
    }
}

impl Future for Chunk<'_> {
    type Output = Result<Option<Vec<u8>>, FetchError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.response.poll_chunk(cx, self.location)
    }
}

impl Future for Text {
    type Output = Result<String, FetchError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        loop {
            match this.response.poll_chunk(cx, this.location) {
                Poll::Ready(Ok(Some(chunk))) => this.bytes.extend(chunk),
                Poll::Ready(Ok(None)) => {
                    let bytes = std::mem::take(&mut this.bytes);
                    return Poll::Ready(String::from_utf8(bytes).map_err(|_| FetchError::NoText));
                }
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}
