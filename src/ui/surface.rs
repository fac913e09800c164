//! What the app listens to on its own element, and the sizes that its style sheet is told.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::Context;

use super::app::{App, Message};
use super::{dropping, keys, printing};
use crate::page::Listener;
use taskscope_session::Divider;

impl App {
    pub(super) fn listen(&mut self, context: &Context<Self>, root: &Element) {
        let link = context.link();
        let (dropping, open) = (link.callback(Message::Dropping), link.callback(Message::File));
        self.listeners.extend(dropping::listeners(root, &dropping, open));
        if let Some(document) = root.owner_document() {
            let link = link.clone();
            let tell = move |_| link.send_message(Message::Visibility);
            self.listeners.push(Listener::new(&document, "visibilitychange", tell));
        }
        if let Some(place) = self.print.cast() {
            self.listeners.extend(printing::listeners(&place, &self.session));
        }
        let (link, session) = (link.clone(), Rc::clone(&self.session));
        self.listeners.push(Listener::new(root, "keydown", move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let action = keys::action(event, &session.borrow());
            if let Some(action) = action {
                event.prevent_default();
                event.stop_propagation();
                link.send_message(Message::Act(action));
            }
        }));
    }

    /// Tells the style sheet how large the panes are: inline styles in markup are against the site's policy.
    pub(super) fn show_sizes(&mut self, root: &HtmlElement) {
        let preferences = self.session.borrow().preferences;
        let sizes = Divider::ALL.map(|divider| preferences.size(divider));
        if self.sizes.replace(sizes) == Some(sizes) {
            return;
        }
        for (divider, size) in Divider::ALL.into_iter().zip(sizes) {
            // Refused only for a property that is no property.
            drop(root.style().set_property(&format!("--{}-size", divider.name()), &format!("{size}px")));
        }
    }
}
