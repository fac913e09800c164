//! What the browser keeps for the page from visit to visit, if it is allowed to.

use web_sys::Storage;

/// What is kept by itself, so that a change of it writes nothing else.
#[derive(Clone, Copy)]
pub enum Entry {
    /// What the visitor has set up.
    Preferences,
    /// What became of the questions.
    Answers,
}

impl Entry {
    fn key(self) -> &'static str {
        match self {
            Self::Preferences => "task-scope",
            Self::Answers => "task-scope-answers",
        }
    }

    /// What was kept. `None` if nothing was, or if the browser refuses.
    #[must_use]
    pub fn kept(self) -> Option<String> {
        storage()?.get_item(self.key()).ok().flatten()
    }

    /// Keeps a text in place of the one before. Whether the browser does.
    #[must_use]
    pub fn keep(self, text: &str) -> bool {
        storage().is_some_and(|storage| storage.set_item(self.key(), text).is_ok())
    }
}

/// The mere question for it fails where cookies are blocked and in sandboxed frames.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
