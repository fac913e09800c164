//! Lights what is lit, wherever it is shown: elements say by attributes what they show, and what the visitor points at or
//! has focused is looked up from those.
//!
//! | attribute | what is shown |
//! |---|---|
//! | `data-told="12 15"` | a sentence, with its step and the last step that it covers |
//! | `data-task="2"` | a task |
//! | `data-resource="1"` | a resource |
//! | `data-line="21"` | a line of the source |
//!
//! A pane draws nothing anew for it: `data-lit` is set by hand, also on elements that were drawn since.

use std::str::FromStr;

use taskscope_format::{ResourceId, TaskId};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlElement};
use yew::Callback;

use super::shared_session::SharedSession;
use crate::page::Listener;
use taskscope_session::{Action, Aim, Lit};
use taskscope_trace::Step;

const SELECTOR: &str = "[data-told], [data-task], [data-resource], [data-line]";
const LIT: &str = "data-lit";
const LIT_SELECTOR: &str = "[data-lit]";

/// Listens to pointers and focus: what they come to is aimed at. Pictures say by themselves what is aimed at in them.
pub(super) fn listeners(
    root: &HtmlElement,
    session: &SharedSession,
    act: &Callback<Action>,
) -> Vec<Listener> {
    let aims = |kind, of: fn(&Event) -> Option<Element>| {
        let (root, session, act) = (root.clone(), session.clone(), act.clone());
        Listener::new(&root.clone(), kind, move |event| {
            let aim = of(&event).and_then(|element| aim(&element));
            if session.read().aim == aim {
                // What was drawn meanwhile is not lit yet.
                show(&root, &session);
            } else {
                act.emit(Action::Aim(aim));
            }
        })
    };
    let target = |event: &Event| element(event.composed_path().get(0));
    let nothing = |_: &Event| None;
    vec![
        aims("pointerover", target),
        aims("pointerleave", nothing),
        aims("focusin", target),
        aims("focusout", nothing),
    ]
}

/// Marks what is lit, and nothing else.
pub(super) fn show(root: &Element, session: &SharedSession) {
    let session = session.read();
    // While the cursor moves by itself, marks that come and go would only distract.
    let lit = if session.is_playing() && session.aim.is_none() { Lit::default() } else { session.lit() };
    // Where nothing is lit, only what was has to be looked at: far less than all that says what it shows.
    let selector = if lit == Lit::default() { LIT_SELECTOR } else { SELECTOR };
    let Ok(shown) = root.query_selector_all(selector) else { return };
    for index in 0..shown.length() {
        let Some(element) = shown.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        let is_lit = is_lit(&element, &lit);
        if element.has_attribute(LIT) != is_lit {
            // Fails only for what is no name.
            drop(element.toggle_attribute_with_force(LIT, is_lit));
        }
    }
}

fn element(target: impl JsCast) -> Option<Element> {
    target.dyn_into::<EventTarget>().ok()?.dyn_into().ok()
}

/// What an element, or the nearest one around it that says so, shows.
fn aim(element: &Element) -> Option<Aim> {
    let shown = element.closest(SELECTOR).ok()??;
    let told = told(&shown).map(|[step, _]| Aim::Step(step));
    let task = || number(&shown, "data-task").map(|id| Aim::Task(TaskId(id)));
    let resource = || number(&shown, "data-resource").map(|id| Aim::Resource(ResourceId(id)));
    let line = || number(&shown, "data-line").map(Aim::Line);
    told.or_else(task).or_else(resource).or_else(line)
}

fn is_lit(shown: &Element, lit: &Lit) -> bool {
    told(shown).is_some_and(|[step, until]| lit.has_told(step, until))
        || number(shown, "data-task").is_some_and(|id| lit.tasks.contains(&TaskId(id)))
        || number(shown, "data-resource").is_some_and(|id| lit.resource == Some(ResourceId(id)))
        || number(shown, "data-line").is_some_and(|line| lit.lines.contains(&line))
}

fn told(shown: &Element) -> Option<[Step; 2]> {
    let text = shown.get_attribute("data-told")?;
    let (step, until) = text.split_once(' ')?;
    Some([Step(step.parse().ok()?), Step(until.parse().ok()?)])
}

fn number<T: FromStr>(shown: &Element, name: &str) -> Option<T> {
    shown.get_attribute(name)?.parse().ok()
}
