//! Keeps what the visitor has set up, where the browser lets the page; says once where it does not.

use crate::page::{keep, kept};
use taskscope_session::Preferences;
use taskscope_tell::say;

/// What is kept now.
pub(super) struct PreferenceStore {
    kept: Preferences,
    /// Whether nothing is to be kept: it is somebody else's page, or the browser has refused.
    is_off: bool,
}

impl PreferenceStore {
    /// What was kept before. An element in somebody else's page neither reads nor writes anything.
    pub(super) fn recall(owns_page: bool) -> Self {
        let kept = if owns_page { kept() } else { None };
        let kept = kept.map(|text| Preferences::from_text(&text)).unwrap_or_default();
        Self { kept, is_off: !owns_page }
    }

    pub(super) fn preferences(&self) -> Preferences {
        self.kept.clone()
    }

    /// Keeps them, if they are others than before. A sentence for the visitor if that is refused for the first time.
    pub(super) fn keep(&mut self, preferences: &Preferences) -> Option<String> {
        if self.is_off || *preferences == self.kept {
            return None;
        }
        self.kept = preferences.clone();
        self.is_off = !keep(&preferences.to_string());
        self.is_off.then(say::page_notice::not_kept)
    }
}
