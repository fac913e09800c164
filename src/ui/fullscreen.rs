//! Lets an element fill the screen, and gives the screen back.

use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, Node, ShadowRoot};
use yew::Callback;

/// Whether the page lets it: a frame only with `allow="fullscreen"`, and some phones never.
pub(crate) fn can_fill_screen() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_some_and(|document| document.fullscreen_enabled())
}

/// Toggles it for the element whose button is pressed.
pub(crate) fn fullscreen() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        // It may be a part of the button's icon.
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let shadow = target.and_then(|target| target.get_root_node().dyn_into::<ShadowRoot>().ok());
        let Some(host) = shadow.map(|shadow| shadow.host()) else { return };
        let Some(document) = host.owner_document() else { return };
        if document.fullscreen_element().is_some() {
            document.exit_fullscreen();
        } else {
            // A refusal comes as a rejected promise, or as an exception where there is no such method.
            drop(host.request_fullscreen());
        }
    })
}
