//! What the browser keeps for the page from visit to visit, if it is allowed to.

use web_sys::Storage;

/// One entry for all of it.
const KEY: &str = "task-scope";

/// What was kept. `None` if nothing was, or if the browser refuses.
#[must_use]
pub fn kept() -> Option<String> {
    storage()?.get_item(KEY).ok().flatten()
}

/// Keeps a text in place of the one before. Whether the browser does.
#[must_use]
pub fn keep(text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(KEY, text).is_ok())
}

/// The mere question for it fails where cookies are blocked and in sandboxed frames.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
