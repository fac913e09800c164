//! Whether keys of one character do something: kept by the browser from visit to visit, if it is allowed to.

use web_sys::Storage;

const NAME: &str = "task-scope-character-keys";
const OFF: &str = "off";

/// Whether the keys are on, as they were left. They are on where nothing was kept.
#[must_use]
pub fn has_character_keys() -> bool {
    let kept = storage().and_then(|storage| storage.get_item(NAME).ok().flatten());
    kept.as_deref() != Some(OFF)
}

/// Keeps it. A browser that refuses forgets it with the page.
pub fn keep_character_keys(are_on: bool) {
    if let Some(storage) = storage() {
        drop(storage.set_item(NAME, if are_on { "on" } else { OFF }));
    }
}

/// The mere question for it fails where cookies are blocked and in sandboxed frames.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
