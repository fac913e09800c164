//! Pages of the web, as the Book's first listings load them.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll};
use std::time::Duration;

use crate::fetch::{self, Fetch, Served, Text};

/// Loads the page at `url`. Nothing is asked for before the future is polled.
///
/// On the browser's clock the host's network is asked, which may refuse: a page reaches other sites only where they and
/// its own policy allow it. On the virtual clock a stand-in answers, after 100 ms, and its page takes another 50 ms;
/// the title is `url`.
///
/// ```
/// use taskscope_runtime::book::{self as trpl, Html};
///
/// async fn page_title(url: &str) -> Option<String> {
///     let text = trpl::get(url).await.text().await;
///     Html::parse(&text).select_first("title").map(|title| title.inner_html())
/// }
///
/// trpl::block_on(async {
///     assert_eq!(page_title("https://rust-lang.org").await.as_deref(), Some("https://rust-lang.org"));
/// });
/// ```
///
/// # Panics
/// The future does if the page does not arrive, as its namesake's does, or when it is polled outside a task.
#[track_caller]
pub fn get(url: &str) -> Get<'_> {
    Get { url, fetch: None, location: Location::caller() }
}

/// The future of [`get`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Get<'a> {
    url: &'a str,
    /// `None` before the first poll.
    fetch: Option<Fetch>,
    location: &'static Location<'static>,
}

impl Future for Get<'_> {
    type Output = Response;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Response> {
        let Self { url, fetch, location } = self.get_mut();
        let fetch = fetch.get_or_insert_with(|| start(url, location));
        match ready!(Pin::new(fetch).poll(cx)) {
            Ok(response) => Poll::Ready(Response(response)),
            Err(error) => panic!("the page at {url} can't be shown: {error}"),
        }
    }
}

fn start(url: &str, location: &'static Location<'static>) -> Fetch {
    let title = url.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!("<!doctype html>\n<html><head><title>{title}</title></head><body></body></html>\n");
    let served = Served {
        bytes: page.as_bytes(),
        latency: Duration::from_millis(100),
        duration: Duration::from_millis(50),
        chunks: 1,
    };
    Fetch::start("get", url, served, location)
}

/// What a server answered: see [`get`].
#[derive(Debug)]
pub struct Response(fetch::Response);

impl Response {
    /// The whole page as text.
    ///
    /// # Panics
    /// The future does if the page does not arrive to its end, as its namesake's does.
    #[track_caller]
    pub fn text(self) -> PageText {
        PageText(self.0.text_at(Location::caller()))
    }
}

/// The future of [`Response::text`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct PageText(Text);

impl Future for PageText {
    type Output = String;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<String> {
        match ready!(Pin::new(&mut self.0).poll(cx)) {
            Ok(text) => Poll::Ready(text),
            Err(error) => panic!("the page can't be shown: {error}"),
        }
    }
}
