//! Keeps what the visitor has set up and answered, where the browser lets the page; says once where it does not.

use crate::page::Entry;
use taskscope_session::{Answers, Preferences, Session};
use taskscope_tell::say;

/// What is kept now.
pub(super) struct PreferenceStore {
    preferences: Preferences,
    /// How often the answers had changed when they were kept.
    answers: u32,
    /// Whether nothing is to be kept: it is somebody else's page, or the browser has refused.
    is_off: bool,
}

impl PreferenceStore {
    /// What was kept before. An element in somebody else's page neither reads nor writes anything.
    pub(super) fn recall(owns_page: bool) -> (Self, Preferences, Answers) {
        let kept = |entry: Entry| if owns_page { entry.kept() } else { None };
        let preferences =
            kept(Entry::Preferences).map(|text| Preferences::from_text(&text)).unwrap_or_default();
        let answers = kept(Entry::Answers).map(|text| Answers::from_text(&text)).unwrap_or_default();
        let store = Self { preferences: preferences.clone(), answers: answers.changes(), is_off: !owns_page };
        (store, preferences, answers)
    }

    /// Keeps what is other than before. A sentence for the visitor if that is refused for the first time.
    pub(super) fn keep(&mut self, session: &Session) -> Option<String> {
        let Session { preferences, answers, .. } = session;
        let are_new = (*preferences != self.preferences, answers.changes() != self.answers);
        if self.is_off || are_new == (false, false) {
            return None;
        }
        (self.preferences, self.answers) = (preferences.clone(), answers.changes());
        let is_kept = (!are_new.0 || Entry::Preferences.keep(&preferences.to_string()))
            && (!are_new.1 || Entry::Answers.keep(&answers.to_string()));
        self.is_off = !is_kept;
        self.is_off.then(say::page_notice::not_kept)
    }
}
