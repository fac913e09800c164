//! Looks ahead to the first Run: in the playground, what a program needs is fetched as soon as its demo is on the screen and
//! the browser has nothing else to do. An element in somebody else's page fetches nothing that nobody has asked for.

use taskscope_gallery::Section;
use taskscope_session::Session;
use yew::Callback;

use super::message::Message;
use crate::page::{Idle, may_load_ahead};

/// The section whose module is fetched, or will be.
#[derive(Default)]
pub(super) struct Ahead {
    section: Option<Section>,
    idle: Option<Idle>,
}

impl Ahead {
    /// Follows what is on the screen; [`Message::Prepare`] comes once for each section that is.
    pub(super) fn follow(&mut self, session: &Session, send: &Callback<Message>) {
        let section = session.settings().map(|settings| settings.demo.section);
        if section == self.section {
            return;
        }
        self.section = section;
        self.idle = (section.is_some() && may_load_ahead()).then(|| {
            let send = send.clone();
            Idle::wait(move || send.emit(Message::Prepare))
        });
    }
}
