//! The app's own element: what it listens to there, and the sizes that its style sheet is told.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent};
use yew::{Callback, NodeRef};

use super::message::Message;
use super::shared_session::SharedSession;
use super::{drop_target, held_keys, keys, lights, menu, print};
use crate::page::{Listener, Resized, as_kind};
use taskscope_session::{Divider, Preferences};

/// The element, as soon as it is drawn.
#[derive(Default)]
pub(super) struct RootElement {
    /// The element.
    pub(super) root: NodeRef,
    /// Where the picture for paper is while there is one.
    pub(super) print: NodeRef,
    /// The sizes of panes that the style sheet was told.
    sizes: Option<[u32; 4]>,
    /// Keys, files that are dropped, and what closes menus.
    listeners: Vec<Listener>,
    resized: Option<Resized>,
    /// The part of the page whose search is to have the focus as soon as it can be seen.
    wants_search: Option<&'static str>,
}

impl RootElement {
    /// Listens to keys, dropped files, the printer and whether the page is seen. On a page of our own keys count wherever
    /// the focus is, and the browser's way back is ours; in another page only inside, and the page does not hear those we use.
    pub(super) fn listen(&mut self, session: &SharedSession, send: &Callback<Message>, is_own_page: bool) {
        let Some(root) = self.root.cast::<HtmlElement>() else { return };
        let document = root.owner_document();
        let keys_of: &EventTarget = match &document {
            Some(document) if is_own_page => document,
            _ => &root,
        };
        self.listeners.push(menu::close_others(&root));
        if is_own_page {
            let (send, element) = (send.clone(), root.clone());
            self.resized = Resized::new(&root, move || send.emit(Message::Width(element.client_width())));
        }
        if let Some(window) = web_sys::window().filter(|_| is_own_page) {
            let send = send.clone();
            self.listeners.push(Listener::new(&window, "popstate", move |_| send.emit(Message::Address)));
        }
        let (dropping, open) = (send.reform(Message::Dropping), send.reform(Message::File));
        self.listeners.extend(drop_target::listeners(&root, &dropping, open));
        if let Some(document) = &document {
            let send = send.clone();
            let tell = move |_| send.emit(Message::Visibility);
            self.listeners.push(Listener::new(document, "visibilitychange", tell));
        }
        self.listeners.extend(lights::listeners(&root, session, &send.reform(Message::Act)));
        if let Some(place) = self.print.cast() {
            self.listeners.extend(print::listeners(&place, session));
        }
        if !is_own_page {
            self.listeners.extend(held_keys::listeners(&root, session));
        }
        let (send, session) = (send.clone(), session.clone());
        self.listeners.push(Listener::new(keys_of, "keydown", move |event| {
            let Some(event) = as_kind::<KeyboardEvent>(&event, "KeyboardEvent") else { return };
            let action = keys::action(&event, &session.read());
            if let Some(action) = action {
                event.prevent_default();
                event.stop_propagation();
                send.emit(Message::Act(action));
            } else if is_own_page && event.key() == "Escape" {
                send.emit(Message::CloseGallery);
            }
        }));
    }

    /// What has to be done by hand after the app was drawn: sizes, and marks on what is lit.
    pub(super) fn rendered(&mut self, session: &SharedSession) {
        self.show_sizes(&session.read().preferences);
        if let Some(root) = self.root.cast::<Element>() {
            lights::show(&root, session);
        }
    }

    /// Tells the style sheet how large the panes are: inline styles in markup are against the site's policy.
    fn show_sizes(&mut self, preferences: &Preferences) {
        let Some(root) = self.root.cast::<HtmlElement>() else { return };
        let sizes = Divider::ALL.map(|divider| preferences.size(divider));
        if self.sizes.replace(sizes) == Some(sizes) {
            return;
        }
        for (divider, size) in Divider::ALL.into_iter().zip(sizes) {
            // Both are refused only for a property that is no property.
            let property = format!("--{}-size", divider.name());
            if size == 0 {
                drop(root.style().remove_property(&property));
            } else {
                drop(root.style().set_property(&property, &format!("{size}px")));
            }
        }
    }

    /// Puts the focus into the search field of the part of the page that has a class, as soon as the page is drawn.
    pub(super) fn want_search(&mut self, class: &'static str) {
        self.wants_search = Some(class);
    }

    /// The page is drawn: the search that was wanted takes the focus.
    pub(super) fn focus_search(&mut self) {
        let Some(class) = self.wants_search.take() else { return };
        let part =
            self.root.cast::<Element>().and_then(|root| root.query_selector(&format!(".{class}")).ok()?);
        let field = part.and_then(|part| part.query_selector("[type=search]").ok()?);
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // Fails only for elements that can't have the focus.
            drop(field.focus());
        }
    }
}
