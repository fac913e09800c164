//! Menus that open below a button.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};
use yew::Callback;

use crate::page::Listener;

/// For the keys of a menu: Escape closes it, if it is open.
pub(super) fn close_on_escape() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        let is_open = || {
            element(&event)
                .is_some_and(|element| element.closest("details[open]").is_ok_and(|menu| menu.is_some()))
        };
        if event.key() == "Escape" && is_open() {
            event.stop_propagation();
            close(&event);
        }
    })
}

/// Closes the menus inside an element when a pointer goes down elsewhere in it, as menus of the system do.
pub(super) fn close_others(root: &HtmlElement) -> Listener {
    let inside = root.clone();
    Listener::new(root, "pointerdown", move |event| {
        let within = event.composed_path().get(0).dyn_into::<Element>().ok();
        let own = within.and_then(|element| element.closest("details.drop").ok().flatten());
        let Ok(open) = inside.query_selector_all("details.drop[open]") else { return };
        let menus = (0..open.length()).filter_map(|index| open.item(index)?.dyn_into::<Element>().ok());
        // A menu inside a menu keeps that open.
        for menu in menus.filter(|menu| !own.as_ref().is_some_and(|own| menu.contains(Some(own)))) {
            drop(menu.remove_attribute("open"));
        }
    })
}

/// The element that an event comes from.
pub(super) fn element(event: &Event) -> Option<HtmlElement> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Closes the menu that the event comes from; the focus goes to its button.
pub(super) fn close(event: &Event) {
    let menu = element(event).and_then(|element| element.closest("details").ok().flatten());
    let Some(menu) = menu else { return };
    drop(menu.remove_attribute("open"));
    let button = menu.query_selector("summary").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        drop(button.focus());
    }
}
