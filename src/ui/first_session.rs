//! The session that an app begins with.

use super::preference_store::PreferenceStore;
use super::props::{AppProps, Start};
use super::shared_session::SharedSession;
use crate::page::prefers_less_motion;
use taskscope_session::{Action, Preference, Program, Recording, Session, Speed, Theme};

/// The session as the element asks for it, before anything is run.
pub(super) fn first_session(props: &AppProps, store: &PreferenceStore) -> SharedSession {
    let program = match props.start {
        Start::Wait => Program::Recording(Recording::awaited()),
        Start::Usual | Start::Whole | Start::Play => Program::BuiltIn(props.address.settings),
    };
    let session = SharedSession::new(Session::new(program).with_preferences(store.preferences()));
    let mut first = Vec::new();
    if props.theme != Theme::Auto {
        first.push(Action::Prefer(Preference::Theme(props.theme)));
    }
    let speed = if prefers_less_motion() { Some(Speed::Max) } else { props.speed };
    first.extend(speed.map(Action::SetSpeed));
    for action in first {
        session.apply(action);
    }
    session
}
