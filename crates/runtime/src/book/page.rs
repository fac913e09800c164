//! What `block_on` is in a browser: a sentence that says why it can't be.

use std::error::Error;
use std::fmt;
use std::future::Future;

/// Why [`block_on`] does nothing in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CannotBlock(());

impl fmt::Display for CannotBlock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "a page can't block: the thread that would wait is the one that has to draw the page and fire its \
             timers. Call `simulate` to run the future at once on the virtual clock, or `Executor::start` with a \
             `web::BrowserHost` to run it while the page lives on",
        )
    }
}

impl Error for CannotBlock {}

/// Drops the future and says why: a page can't block.
///
/// # Errors
/// Always, in a browser. Elsewhere this function runs the future and returns its output.
pub fn block_on<F: Future>(future: F) -> Result<F::Output, CannotBlock> {
    drop(future);
    Err(CannotBlock(()))
}

/// The same as [`block_on`], under the name it had in earlier editions of the chapter.
///
/// # Errors
/// Always, in a browser. Elsewhere this function runs the future and returns its output.
pub fn run<F: Future>(future: F) -> Result<F::Output, CannotBlock> {
    block_on(future)
}
