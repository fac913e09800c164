//! The address of the page: it follows what is seen, where it is this app's.

use taskscope_session::{Session, address};

use crate::page::{asked_language, replace_query};

/// What the address says now.
pub(super) struct AddressBar {
    is_ours: bool,
    /// The language that it asks for, which stays.
    language: Option<String>,
    query: String,
}

impl AddressBar {
    pub(super) fn new(is_ours: bool) -> Self {
        Self { is_ours, language: asked_language(), query: String::new() }
    }

    /// Shows the address of what is seen. To be called while that does not move.
    pub(super) fn show(&mut self, session: &Session) {
        if !self.is_ours || session.is_awaiting() {
            return;
        }
        let query =
            self.language.iter().fold(address(session), |query, language| format!("{query}&{language}"));
        if self.query != query {
            replace_query(&query);
            self.query = query;
        }
    }
}
