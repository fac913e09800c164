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
        let mut held = self.packs.release(slug).into_iter().peekable();
        match outcome {
            Ok(()) => self.act(Action::Learned),
            Err(reason) => {
                let first = held.next();
                // What a script asked of this demo is not for the one that is still shown.
                if first.as_ref().is_some_and(|first| matches!(first, Message::Asked(_))) {
                    while let Some(message) = held.next_if(is_for_the_demo) {
                        refuse(message, &not_here(slug, &reason));
                    }
                }
                if let Some(first) = first {
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
            self.act(Action::WorkFailed(not_here(slug, reason)));
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

fn not_here(slug: &str, reason: &str) -> String {
    let title = entry(slug).map_or(slug, |entry| entry.title);
    say::session_notice::not_here(title, reason)
}

/// Whether a message asks something of the demo that was asked for before it, and not for another demo, file or look.
fn is_for_the_demo(message: &Message) -> bool {
    let Message::Asked(request) = message else { return false };
    !matches!(request, Request::Show(..) | Request::Open(..) | Request::Look(..))
}

/// A message that nothing is done for; a caller that waits for an answer learns why.
fn refuse(message: Message, reason: &str) {
    if let Message::Asked(Request::Export(_, reply)) = message {
        reply.fail(reason);
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
        | Message::Prepare
        | Message::Exported(..) => None,
    }
}
