//! What the keys do while focus is inside the element: one table, for what happens and for the help that tells of it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use taskscope_scene::Window;
use taskscope_session::{Action, Dialog, Session, Tab, Walk};
use taskscope_trace::{LaneGroup, Step};

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
    act: Act,
}

/// Where a key counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeftTo {
    /// Everywhere but in fields for text.
    TextFields,
    /// Not where it presses something.
    Buttons,
    /// Not where it moves something: sliders, choices, tabs, panes that scroll.
    Sliders,
    /// Only in the timeline: everywhere else it has a meaning of its own.
    AllButTimeline,
}

type Act = fn(&Session) -> Option<Action>;

const fn key(names: &'static [&'static str], shown: &'static str, does: &'static str, act: Act) -> Key {
    Key { names, shown, does, left_to: LeftTo::TextFields, act }
}

/// A key that walks through the timeline.
const fn walk(names: &'static [&'static str], shown: &'static str, does: &'static str, act: Act) -> Key {
    Key { left_to: LeftTo::AllButTimeline, ..key(names, shown, does, act) }
}

/// Every key there is, in the order of the help.
pub(crate) static KEYS: [Key; 31] = [
    Key {
        left_to: LeftTo::Buttons,
        ..key(&[" "], "Space", "run, play or pause", |_| Some(Action::RunButton))
    },
    key(&["r"], "R", "restart", |_| Some(Action::Restart)),
    key(&["."], ".", "one event on; at the live end, one poll", |_| Some(Action::StepForward)),
    key(&[","], ",", "one event back", |_| Some(Action::StepBack)),
    key(&[">", ":"], "Shift .", "next poll of the selected task, or of any", |_| {
        Some(Action::Walk(Walk::NextPoll))
    }),
    key(&["<", ";"], "Shift ,", "the poll before", |_| Some(Action::Walk(Walk::PreviousPoll))),
    Key {
        left_to: LeftTo::Sliders,
        ..key(&["Home"], "Home", "to the start", |_| Some(Action::Seek(Step(0))))
    },
    Key {
        left_to: LeftTo::Sliders,
        ..key(&["End"], "End", "to the end", |session| Some(Action::Seek(session.run.trace().end())))
    },
    walk(&["ArrowRight"], "→", "next span of the lane", |_| Some(Action::Walk(Walk::NextSpan))),
    walk(&["ArrowLeft"], "←", "the span before", |_| Some(Action::Walk(Walk::PreviousSpan))),
    walk(&["ArrowDown"], "↓", "the lane below", |_| Some(Action::Walk(Walk::LaneBelow))),
    walk(&["ArrowUp"], "↑", "the lane above", |_| Some(Action::Walk(Walk::LaneAbove))),
    walk(&["Enter"], "Enter", "fit the range, or open the task", |session| match session.range {
        Some(_) => Some(Action::FitSelection),
        None => session.selected.map(Action::OpenTask),
    }),
    key(&["["], "[", "back to the wake that caused this", |_| Some(Action::Walk(Walk::BackToCause))),
    key(&["]"], "]", "on to the poll that this causes", |_| Some(Action::Walk(Walk::OnToEffect))),
    key(&["f"], "F", "fit the range or the span", |_| Some(Action::FitSelection)),
    key(&["0"], "0", "everything into view", |_| Some(Action::SetWindow(Window::default()))),
    key(&["w", "+", "="], "W or +", "closer", |session| Some(zoomed(session, 1.5))),
    key(&["s", "-"], "S or -", "farther away", |session| Some(zoomed(session, 1.0 / 1.5))),
    key(&["a"], "A", "to the left", |session| Some(Action::SetWindow(session.window.panned(-0.2)))),
    key(&["d"], "D", "to the right", |session| Some(Action::SetWindow(session.window.panned(0.2)))),
    key(&["b"], "B", "fold or open the browser's lanes", |session| {
        Some(Action::Arrange(session.arrangement.clone().with_fold_toggled(LaneGroup::Browser)))
    }),
    key(&["1"], "1", "what the demo is about", |_| Some(Action::ShowTab(Tab::About))),
    key(&["2"], "2", "its source", |_| Some(Action::ShowTab(Tab::Source))),
    key(&["3"], "3", "the selected task", |_| Some(Action::ShowTab(Tab::Task))),
    key(&["4"], "4", "who waits for whom", |_| Some(Action::ShowTab(Tab::Graph))),
    key(&["5"], "5", "the run in numbers", |_| Some(Action::ShowTab(Tab::Stats))),
    key(&["/"], "/", "find a demo", |_| Some(Action::Search)),
    key(&["t"], "T", "dark or light", |_| Some(Action::ToggleTheme)),
    key(&["?"], "?", "show or hide this help", |session| {
        let other = if session.dialog == Some(Dialog::Keys) { None } else { Some(Dialog::Keys) };
        Some(Action::ShowDialog(other))
    }),
    key(&["Escape"], "Esc", "close the help; no range; no task", |session| {
        session.has_selection().then_some(Action::Clear)
    }),
];

/// The action of a key, or none if the key belongs to what has the focus.
pub(crate) fn action(event: &KeyboardEvent, session: &Session) -> Option<Action> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let focused = origin(event)?;
    let name = event.key();
    // What Shift makes of a point and a comma depends on the keyboard, and capitals are letters too.
    let name = match (event.shift_key(), name.as_str()) {
        (true, ".") => ">",
        (true, ",") => "<",
        (_, name) => name,
    };
    let name = if is_character(name) { name.to_lowercase() } else { name.to_owned() };
    if is_character(&name) && name != " " && !session.preferences.has_character_keys {
        return None;
    }
    let key = KEYS.iter().find(|key| key.names.contains(&name.as_str()))?;
    // What lies over everything else leaves the keys of what is below alone.
    let is_open = |dialog| session.dialog == Some(dialog);
    if is_open(Dialog::Embed) || is_open(Dialog::Keys) && !key.names.contains(&"?") {
        return None;
    }
    let uses = |selector: &str| focused.matches(selector).unwrap_or(false);
    let is_left = match key.left_to {
        LeftTo::TextFields => false,
        LeftTo::Buttons => uses("button, a, summary, input, [role=tab]"),
        LeftTo::Sliders => uses("input, [role=tab], [role=tabpanel], [role=separator]"),
        LeftTo::AllButTimeline => !uses(".canvas"),
    };
    let is_text = uses("select, textarea, [type=search], [type=text]");
    if is_left || is_text { None } else { (key.act)(session) }
}

fn is_character(name: &str) -> bool {
    name.chars().count() == 1
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
