//! Demos on their way: fetched when one is chosen, and ahead where one is likely to be chosen.

use yew::Callback;

use super::message::Message;
use crate::page::{Site, fetch_demo, fetch_words};
use taskscope_gallery::{all, entries, is_here};

/// What was asked of the site, and what waits for it.
pub(super) struct Packs {
    site: Site,
    send: Callback<Message>,
    /// A demo that has to come, and what goes on then.
    held: Option<(&'static str, Vec<Message>)>,
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

    /// Whether something waits for a demo: then what comes after it waits, too.
    pub(super) fn is_holding(&self) -> bool {
        self.held.is_some()
    }

    /// Fetches a demo, and keeps a message until it has come.
    pub(super) fn hold(&mut self, slug: &'static str, message: Message) {
        self.held = Some((slug, vec![message]));
        self.fetch(slug);
    }

    /// Keeps a message until what waits already has had its turn.
    pub(super) fn line_up(&mut self, message: Message) {
        if let Some((_, line)) = &mut self.held {
            line.push(message);
        }
    }

    /// What was kept for a demo, in order.
    pub(super) fn release(&mut self, slug: &str) -> Vec<Message> {
        self.held.take_if(|(wanted, _)| *wanted == slug).map(|(_, line)| line).unwrap_or_default()
    }
}
