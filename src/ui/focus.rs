//! Where the focus goes when an action takes away what has it: a reader with a keyboard goes on from there.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};
use yew::NodeRef;
use yew::platform::spawn_local;

use taskscope_session::Action;

/// What an action takes away, and where the focus goes then: to the first of these that is there.
#[expect(clippy::wildcard_enum_match_arm, reason = "no other action takes away what it was done with")]
fn heirs(action: &Action) -> Option<(&'static str, &'static [&'static str])> {
    Some(match action {
        Action::Guess(_) => (".question, .story", &[".story .btn", ".canvas"]),
        Action::Visit(_) => (".tour, .greeting, .story, .callout", &[".callout .btn.primary", ".canvas"]),
        Action::EndTour => (".callout", &["header .tour", ".canvas"]),
        _ => return None,
    })
}

/// Called before an action is carried out, which draws the app anew.
pub(super) fn hand_over(root: &NodeRef, action: &Action) {
    let Some((from, to)) = heirs(action) else { return };
    let Some(root) = root.cast::<Element>() else { return };
    let is_lost = active(&root).and_then(|active| active.closest(from).ok()?).is_some();
    if !is_lost {
        return;
    }
    // What is drawn anew is there as soon as this task is over.
    spawn_local(async move {
        let heir = to.iter().find_map(|selector| root.query_selector(selector).ok()?);
        if let Some(heir) = heir.and_then(|heir| heir.dyn_into::<HtmlElement>().ok()) {
            // Fails only for what can't have the focus.
            drop(heir.focus());
        }
    });
}

/// What has the focus in the tree that the app is part of.
fn active(root: &Element) -> Option<Element> {
    match root.get_root_node().dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.active_element(),
        Err(_) => root.owner_document()?.active_element(),
    }
}
