//! What the keys do while focus is inside the element.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

use crate::scene::Window;
use crate::session::{Action, Session, Tab};
use crate::trace::Step;

/// The action of a key, or none if the key belongs to what has the focus.
pub(crate) fn action(event: &KeyboardEvent, session: &Session) -> Option<Action> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let focused = origin(event)?;
    if is_text_field(&focused) {
        return None;
    }
    let is_button = focused.matches("button, a, summary, input, [role=tab]").unwrap_or(false);
    let uses_arrows = focused.matches("input, [role=tab]").unwrap_or(false);
    let end = session.run.trace().end();
    Some(match event.key().as_str() {
        " " if !is_button => Action::RunButton,
        "." => Action::StepForward,
        "," => Action::StepBack,
        "Home" if !uses_arrows => Action::Seek(Step(0)),
        "End" if !uses_arrows => Action::Seek(end),
        "r" => Action::Restart,
        "s" => Action::Stop,
        "0" => Action::SetWindow(Window::default()),
        "+" | "w" => Action::SetWindow(session.window.zoomed(1.5, cursor_share(session))),
        "-" => Action::SetWindow(session.window.zoomed(1.0 / 1.5, cursor_share(session))),
        "a" => Action::SetWindow(session.window.panned(-0.2)),
        "d" => Action::SetWindow(session.window.panned(0.2)),
        key @ ("1" | "2" | "3" | "4" | "5") => Action::ShowTab(tab_of(key)?),
        "Escape" if session.selected.is_some() => Action::Select(None),
        _ => return None,
    })
}

/// The tab that a number shows.
fn tab_of(key: &str) -> Option<Tab> {
    Tab::ALL.get(key.parse::<usize>().ok()?.checked_sub(1)?).copied()
}

/// Where in the view the cursor is, so that zooming keeps it there.
fn cursor_share(session: &Session) -> f64 {
    let axis = session.axis();
    let window = session.window;
    let at = axis.position(session.cursor()) / axis.length();
    ((at - window.from) / (window.to - window.from)).clamp(0.0, 1.0)
}

/// The element that the event began at, also inside a shadow root.
fn origin(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}

fn is_text_field(element: &Element) -> bool {
    let Some(input) = element.dyn_ref::<HtmlInputElement>() else { return false };
    matches!(input.type_().as_str(), "search" | "text")
}
