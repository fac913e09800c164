//! What the page around an element does not hear: keys that a control or a dialog of ours has used.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, ShadowRoot};

use super::native_keys;
use super::shared_session::SharedSession;
use crate::page::Listener;

/// Listens in the shadow root around the app, behind everything inside it. What was stopped on its way has been used, too:
/// the page hears neither of the key going down nor of it coming up.
pub(super) fn listeners(root: &Element, session: &SharedSession) -> Vec<Listener> {
    let Ok(shadow) = root.get_root_node().dyn_into::<ShadowRoot>() else { return Vec::new() };
    let held = Rc::new(RefCell::new(Vec::<String>::new()));
    let down = {
        let held = held.clone();
        Listener::first(&shadow, "keydown", move |event| {
            let mut held = held.borrow_mut();
            let code = code_of(&event);
            if !held.contains(&code) {
                held.push(code);
            }
        })
    };
    let passed = {
        let (held, session, shadow) = (held.clone(), session.clone(), shadow.clone());
        Listener::new(&shadow.clone(), "keydown", move |event| {
            if is_used(&event, &shadow, &session) {
                event.stop_propagation();
            } else {
                release(&held, &event);
            }
        })
    };
    let typed = {
        let held = held.clone();
        Listener::new(&shadow, "keypress", move |event| {
            if held.borrow().contains(&code_of(&event)) {
                event.stop_propagation();
            }
        })
    };
    let up = Listener::new(&shadow, "keyup", move |event| {
        if release(&held, &event) {
            event.stop_propagation();
        }
    });
    vec![down, passed, typed, up]
}

fn is_used(event: &Event, shadow: &ShadowRoot, session: &SharedSession) -> bool {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return false };
    let Ok(focused) = event.composed_path().get(0).dyn_into::<Element>() else { return false };
    // There is nothing else that keys could be meant for.
    let is_alone = session.read().dialog.is_some() || shadow.host().matches(":fullscreen").unwrap_or(false);
    is_alone || native_keys::uses(&focused, event) || native_keys::scrolls(&focused, event)
}

/// Whether it was held.
fn release(held: &RefCell<Vec<String>>, event: &Event) -> bool {
    let (mut held, code) = (held.borrow_mut(), code_of(event));
    let before = held.len();
    held.retain(|held| *held != code);
    held.len() < before
}

fn code_of(event: &Event) -> String {
    event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::code).unwrap_or_default()
}
