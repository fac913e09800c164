//! What has to wait for a demo, and what happens when that has come, or does not come.

use super::super::clockwork::Change;
use super::super::message::Message;
use super::super::props::AppProps;
use super::App;
use crate::element::Request;
use crate::page::{JobResult, asked_query};
use taskscope_gallery::entry;
use taskscope_session::{Action, demo_of};
use taskscope_tell::say;

impl App {
    /// Takes a message, as soon as the demo that it speaks of is here.
    pub(super) fn receive(&mut self, props: &AppProps, message: Message) -> Change {
        let Some(slug) = demo_for(&message) else { return self.take(props, message) };
        match self.packs.hold(slug, message) {
            Some(message) => self.take(props, message),
            None => Change::Nothing,
        }
    }

    /// A demo has come, or does not come.
    pub(super) fn take_fetched(
        &mut self,
        props: &AppProps,
        slug: &'static str,
        outcome: Result<(), String>,
    ) -> Change {
        let held = self.packs.release(slug);
        match (outcome, held) {
            (Ok(()), held) => {
                self.act(Action::Learned);
                if let Some(message) = held {
                    return self.take(props, message);
                }
            }
            (Err(reason), None) => self.act(Action::NotLearned(slug, reason)),
            // The run is there, without what is said about it.
            (Err(_), Some(Message::JobDone(number, result))) => {
                let outcome = self.files.take_result(number, result);
                self.act_on(outcome);
            }
            (Err(reason), Some(_)) => {
                let title = entry(slug).map_or(slug, |entry| entry.title);
                self.act(Action::WorkFailed(say::session_notice::not_here(title, &reason)));
            }
        }
        Change::Everything
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
        _ => None,
    }
}
