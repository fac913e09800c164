//! The address and the title of the page: they follow what is seen, where the page is this app's. Another demo or variant is
//! a step in the browser's history, so that Back leads to the one before; an element in another page leaves history alone.

use taskscope_session::{Session, address};

use crate::page::{asked_language, asked_query, name_page, push_query, replace_query};

/// What the address says now.
pub(super) struct AddressBar {
    is_ours: bool,
    /// The language that it asks for, which stays.
    language: Option<String>,
    query: String,
    /// The demo and the variant that it names; nothing before the first.
    place: Option<Place>,
    /// The run whose title the page has.
    titled: Option<u32>,
}

/// What is a step of its own in the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    demo: &'static str,
    variant: &'static str,
    is_file: bool,
}

impl Place {
    fn of(session: &Session) -> Option<Self> {
        let is_file = session.program.recording().is_some();
        let settings = session.settings();
        let (demo, variant) = settings.map_or(("", ""), |own| (own.demo.slug, own.variant.name));
        (settings.is_some() || is_file).then_some(Self { demo, variant, is_file })
    }
}

impl AddressBar {
    pub(super) fn new(is_ours: bool) -> Self {
        Self { is_ours, language: asked_language(), query: String::new(), place: None, titled: None }
    }

    /// Shows the address of what is seen. To be called while that does not move.
    pub(super) fn show(&mut self, session: &Session) {
        if !self.is_ours || session.is_awaiting() {
            return;
        }
        let query =
            self.language.iter().fold(address(session), |query, language| format!("{query}&{language}"));
        let place = Place::of(session);
        let is_elsewhere = self.place.is_some() && self.place != place;
        if is_elsewhere {
            push_query(&query);
        } else if self.query != query {
            replace_query(&query);
        }
        (self.query, self.place) = (query, place);
    }

    /// Gives the page the title of what is seen.
    pub(super) fn name(&mut self, session: &Session) {
        if self.is_ours && self.titled.replace(session.run_number) != Some(session.run_number) {
            name_page(&format!("{} · taskscope", session.title()));
        }
    }

    /// The visitor went back or forward: what the address asks for. What is shown for it is no step of its own.
    pub(super) fn go(&mut self) -> String {
        (self.query, self.place) = (String::new(), None);
        asked_query()
    }
}
