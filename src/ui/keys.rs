//! What the keys do while focus is inside the element: one table, for what happens and for the help that tells of it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

use crate::scene::Window;
use crate::session::{Action, Session, Tab, Walk};
use crate::trace::Step;

/// A key and what it does.
pub(crate) struct Key {
    /// The keys that do it, as the browser calls them.
    names: &'static [&'static str],
    /// As the help shows them.
    pub(crate) shown: &'static str,
    /// What it does, in words.
    pub(crate) does: &'static str,
    /// Which controls have another use for it while they have the focus.
    left_to: LeftTo,
    act: fn(&Session) -> Option<Action>,
}

/// Controls that keep a key for themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeftTo {
    /// None but fields for text.
    TextFields,
    /// Whatever is pressed by it.
    Buttons,
    /// Whatever moves by it: sliders, choices, tabs.
    Sliders,
}

const fn key(
    names: &'static [&'static str],
    shown: &'static str,
    does: &'static str,
    act: fn(&Session) -> Option<Action>,
) -> Key {
    Key { names, shown, does, left_to: LeftTo::TextFields, act }
}

/// Every key there is, in the order of the help.
pub(crate) static KEYS: [Key; 23] = [
    Key {
        left_to: LeftTo::Buttons,
        ..key(&[" "], "Space", "run, play or pause", |_| Some(Action::RunButton))
    },
    key(&["."], ".", "one event on; at the live end, one poll", |_| Some(Action::StepForward)),
    key(&[","], ",", "one event back", |_| Some(Action::StepBack)),
    key(&[">", ":"], "Shift .", "next poll of the selected task, or of any", |_| {
        Some(Action::Walk(Walk::NextPoll))
    }),
    key(&["<", ";"], "Shift ,", "the poll before", |_| Some(Action::Walk(Walk::PreviousPoll))),
    key(&["["], "[", "back to the wake that caused this", |_| Some(Action::Walk(Walk::BackToCause))),
    key(&["]"], "]", "on to the poll that this causes", |_| Some(Action::Walk(Walk::OnToEffect))),
    Key {
        left_to: LeftTo::Sliders,
        ..key(&["Home"], "Home", "to the start", |_| Some(Action::Seek(Step(0))))
    },
    Key {
        left_to: LeftTo::Sliders,
        ..key(&["End"], "End", "to the end", |session| Some(Action::Seek(session.run.trace().end())))
    },
    key(&["w", "+"], "W or +", "closer", |session| Some(zoomed(session, 1.5))),
    key(&["-"], "-", "farther away", |session| Some(zoomed(session, 1.0 / 1.5))),
    key(&["a"], "A", "to the left", |session| Some(Action::SetWindow(session.window.panned(-0.2)))),
    key(&["d"], "D", "to the right", |session| Some(Action::SetWindow(session.window.panned(0.2)))),
    key(&["0"], "0", "everything into view", |_| Some(Action::SetWindow(Window::default()))),
    key(&["1"], "1", "about the demo", |_| Some(Action::ShowTab(Tab::About))),
    key(&["2"], "2", "its source", |_| Some(Action::ShowTab(Tab::Source))),
    key(&["3"], "3", "the selected task", |_| Some(Action::ShowTab(Tab::Task))),
    key(&["4"], "4", "who waits for whom", |_| Some(Action::ShowTab(Tab::Graph))),
    key(&["5"], "5", "the run in numbers", |_| Some(Action::ShowTab(Tab::Stats))),
    key(&["r"], "R", "restart", |_| Some(Action::Restart)),
    key(&["s"], "S", "stop", |_| Some(Action::Stop)),
    key(&["?"], "?", "show or hide this help", |session| Some(Action::ShowHelp(!session.is_helping))),
    key(&["Escape"], "Esc", "close the help, or select no task", |session| {
        if session.is_helping {
            return Some(Action::ShowHelp(false));
        }
        session.selected.map(|_| Action::Select(None))
    }),
];

/// The action of a key, or none if the key belongs to what has the focus.
pub(crate) fn action(event: &KeyboardEvent, session: &Session) -> Option<Action> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let focused = origin(event)?;
    let name = event.key();
    // What Shift makes of a point and a comma depends on the keyboard.
    let name = match (event.shift_key(), name.as_str()) {
        (true, ".") => ">",
        (true, ",") => "<",
        (_, name) => name,
    };
    let key = KEYS.iter().find(|key| key.names.contains(&name))?;
    let uses = |selector: &str| focused.matches(selector).unwrap_or(false);
    let is_left = match key.left_to {
        LeftTo::TextFields => false,
        LeftTo::Buttons => uses("button, a, summary, input, [role=tab]"),
        LeftTo::Sliders => uses("input, [role=tab], [role=separator]"),
    };
    if is_left || is_text_field(&focused) { None } else { (key.act)(session) }
}

fn zoomed(session: &Session, factor: f64) -> Action {
    Action::SetWindow(session.window.zoomed(factor, cursor_share(session)))
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
