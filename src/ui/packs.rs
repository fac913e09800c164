//! Demos on their way: fetched when one is chosen, and ahead where one is likely to be chosen.

use yew::Callback;

use super::message::Message;
use crate::page::{Site, fetch_demo, fetch_words};
use taskscope_gallery::{all, entries, is_here};

/// What was asked of the site, and what waits for it.
pub(super) struct Packs {
    site: Site,
    send: Callback<Message>,
    /// What goes on as soon as a demo is here.
    held: Option<(&'static str, Message)>,
}

impl Packs {
    pub(super) fn new(site: Site, send: Callback<Message>) -> Self {
        Self { site, send, held: None }
    }

    /// Fetches a demo; [`Message::Fetched`] follows.
    pub(super) fn fetch(&self, slug: &'static str) {
        let send = self.send.clone();
        fetch_demo(&self.site, slug, move |outcome| {
            send.emit(Message::Fetched(slug, outcome));
        });
    }

    /// Fetches a demo that may be wanted soon. If it does not come, nobody has to know.
    pub(super) fn fetch_ahead(&self, slug: &str) {
        if !is_here(slug) {
            fetch_demo(&self.site, slug, drop);
        }
    }

    /// Fetches the words of all demos, unless they are here; [`Message::WordsFetched`] follows.
    pub(super) fn fetch_words(&self) {
        if all().count() < entries().len() {
            let send = self.send.clone();
            fetch_words(&self.site, move |outcome| send.emit(Message::WordsFetched(outcome)));
        }
    }

    /// Gives a message back whose demo is here. Any other is kept until its demo has come, or another message takes its place.
    pub(super) fn hold(&mut self, slug: &'static str, message: Message) -> Option<Message> {
        self.held = None;
        if is_here(slug) {
            return Some(message);
        }
        self.held = Some((slug, message));
        self.fetch(slug);
        None
    }

    /// What was kept for a demo.
    pub(super) fn release(&mut self, slug: &str) -> Option<Message> {
        self.held.take_if(|(wanted, _)| *wanted == slug).map(|(_, message)| message)
    }
}
