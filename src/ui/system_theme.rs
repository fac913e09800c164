//! Whether the system is dark or light, for visitors who chose neither.

use web_sys::MediaQueryList;
use yew::Callback;

use super::message::Message;
use crate::page::Listener;
use taskscope_session::Theme;

/// The system's theme, and who is told when it changes.
pub(super) struct SystemTheme {
    list: MediaQueryList,
    #[expect(dead_code, reason = "it listens until it is dropped")]
    listener: Listener,
}

impl SystemTheme {
    /// `None` where the browser does not say.
    pub(super) fn watch(send: &Callback<Message>) -> Option<Self> {
        let list = web_sys::window()?.match_media("(prefers-color-scheme: light)").ok()??;
        let send = send.clone();
        let listener = Listener::new(&list, "change", move |_| send.emit(Message::SystemTheme));
        Some(Self { list, listener })
    }

    /// What it is now.
    pub(super) fn theme(&self) -> Theme {
        if self.list.matches() { Theme::Light } else { Theme::Dark }
    }
}
