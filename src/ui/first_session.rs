//! The session that an app begins with.

use taskscope_session::{
    Action, Answers, Parts, Preference, Preferences, Program, Recording, Session, Speed, Theme,
};

use super::props::{AppProps, Start};
use super::shared_session::SharedSession;
use crate::page::prefers_less_motion;

/// The session as the element asks for it, before anything is run.
pub(super) fn first_session(props: &AppProps, preferences: Preferences, answers: Answers) -> SharedSession {
    let program = match props.start {
        Start::Wait => Program::Recording(Recording::awaited()),
        Start::Usual | Start::Whole | Start::Play => Program::BuiltIn(props.address.settings),
    };
    let session = Session::new(program).with_kept(preferences, answers);
    // In somebody else's page the author has the say over what is shown.
    let is_usual = matches!(props.start, Start::Usual | Start::Wait);
    let is_asking = is_usual && props.surroundings.owns_address && props.parts == Parts::Full;
    let session = SharedSession::new(if is_asking { session.asking() } else { session });
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
