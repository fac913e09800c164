//! What has to wait for a demo, and what happens when that has come, or does not come.

use super::super::clockwork::Change;
use super::super::message::Message;
use super::super::props::AppProps;
use super::App;
use crate::element::Request;
use crate::page::{JobResult, asked_query};
use taskscope_gallery::{entry, is_here};
use taskscope_session::{Action, demo_of};
use taskscope_tell::say;

impl App {
    /// Takes a message, as soon as the demo that it speaks of is here. What a script asks keeps its order.
    pub(super) fn receive(&mut self, props: &AppProps, message: Message) -> Change {
        let needed = demo_for(&message);
        let has_order = needed.is_some() || matches!(message, Message::Asked(_));
        match needed.filter(|slug| !is_here(slug)) {
            _ if has_order && self.packs.is_holding() => self.packs.line_up(message),
            Some(slug) => self.packs.hold(slug, message),
            None => return self.take(props, message),
        }
        Change::Nothing
    }

    /// A demo has come, or does not come.
    pub(super) fn take_fetched(
        &mut self,
        props: &AppProps,
        slug: &'static str,
        outcome: Result<(), String>,
    ) -> Change {
        let mut held = self.packs.release(slug).into_iter();
        match outcome {
            Ok(()) => self.act(Action::Learned),
            Err(reason) => {
                if let Some(first) = held.next() {
                    self.do_without(slug, &reason, first);
                }
                self.act(Action::NotLearned(slug, reason));
            }
        }
        for message in held {
            self.receive(props, message);
        }
        Change::Everything
    }

    /// A message whose demo does not come.
    fn do_without(&mut self, slug: &str, reason: &str, message: Message) {
        if let Message::JobDone(number, result) = message {
            // The run is there, without what is said about it.
            let outcome = self.files.take_result(number, result);
            self.act_on(outcome);
        } else {
            let title = entry(slug).map_or(slug, |entry| entry.title);
            self.act(Action::WorkFailed(say::session_notice::not_here(title, reason)));
        }
    }

    /// The words of all demos have come, or do not come.
    pub(super) fn take_words(&mut self, outcome: Result<(), String>) -> Change {
        self.act(match outcome {
            Ok(()) => Action::Learned,
            Err(reason) => Action::Tell(say::page_gallery::no_words(&reason)),
        });
        Change::Everything
    }
}

/// The demo that has to be here before a message can be taken.
fn demo_for(message: &Message) -> Option<&'static str> {
    match message {
        Message::Address => Some(demo_of(&asked_query()).slug),
        Message::Asked(Request::Show(query)) => Some(demo_of(query).slug),
        Message::JobDone(_, JobResult::Read(_, origin)) => Some(entry(origin.demo.as_deref()?)?.slug),
        Message::Act(_)
        | Message::Stop
        | Message::Frame(_)
        | Message::Program(_)
        | Message::SystemTheme
        | Message::Visibility
        | Message::Width(_)
        | Message::CloseGallery
        | Message::Dropping(_)
        | Message::File(_)
        | Message::FileRead(..)
        | Message::JobDone(..)
        | Message::Fetch(_)
        | Message::Fetched(..)
        | Message::WordsFetched(_)
        | Message::Asked(_)
        | Message::Exported(..) => None,
    }
}
