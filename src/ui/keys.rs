//! What the keys do, on our own page and while the focus is inside an element of another: one table, for what happens and
//! for the help.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::native_keys;
use taskscope_scene::Window;
use taskscope_session::{Action, Dialog, Guess, Look, Preference, Session, Tab, Teach, Walk};
use taskscope_tell::say;
use taskscope_trace::{LaneGroup, Step};

/// A key and what it does.
pub(crate) struct Key {
    /// The keys that do it, as the browser calls them.
    names: &'static [&'static str],
    /// As the help shows them.
    pub(crate) shown: Shown,
    /// What it does, in words.
    pub(crate) does: fn() -> String,
    /// Whether it counts only in the timeline: everywhere else it has a meaning of its own.
    is_of_timeline: bool,
    /// Whether it takes Alt as well.
    with_alt: bool,
    act: Act,
}

/// What is on a key.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    /// A letter or a sign, in every language.
    Sign(&'static str),
    /// A sign that needs Shift.
    Shift(&'static str),
    /// A sign from one to another.
    Range(&'static str, &'static str),
    /// A sign with Alt.
    Alt(&'static str),
    /// One of two signs.
    Either(&'static str, &'static str),
    /// A name.
    Name(fn() -> String),
}

impl Shown {
    /// As the help writes it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Sign(sign) => sign.to_owned(),
            Self::Shift(sign) => say::page_keys::shift(sign),
            Self::Range(first, last) => format!("{first}–{last}"),
            Self::Alt(sign) => say::page_keys::alt(sign),
            Self::Either(one, other) => say::page_keys::either(one, other),
            Self::Name(name) => name(),
        }
    }
}

type Act = fn(&Session) -> Option<Action>;

const fn key(names: &'static [&'static str], shown: Shown, does: fn() -> String, act: Act) -> Key {
    Key { names, shown, does, is_of_timeline: false, with_alt: false, act }
}

/// A key that walks through the timeline.
const fn walk(names: &'static [&'static str], shown: Shown, does: fn() -> String, act: Act) -> Key {
    Key { is_of_timeline: true, ..key(names, shown, does, act) }
}

/// Every key there is, in the order of the help.
pub(crate) static KEYS: &[Key] = &[
    key(&[" "], Shown::Name(say::page_keys::space), say::page_keys::run, |_| Some(Action::RunButton)),
    key(&["r"], Shown::Sign("R"), say::page_keys::restart, |_| Some(Action::Restart)),
    key(&["."], Shown::Sign("."), say::page_keys::step_forward, |_| Some(Action::StepForward)),
    key(&[","], Shown::Sign(","), say::page_keys::step_back, |_| Some(Action::StepBack)),
    Key {
        with_alt: true,
        ..key(&["."], Shown::Alt("."), say::page_keys::event_forward, |_| Some(Action::EventForward))
    },
    Key {
        with_alt: true,
        ..key(&[","], Shown::Alt(","), say::page_keys::event_back, |_| Some(Action::EventBack))
    },
    key(&[">", ":"], Shown::Shift("."), say::page_keys::next_poll, |_| Some(Action::Walk(Walk::NextPoll))),
    key(&["<", ";"], Shown::Shift(","), say::page_keys::previous_poll, |_| {
        Some(Action::Walk(Walk::PreviousPoll))
    }),
    key(&["Home"], Shown::Name(say::page_keys::home), say::page_keys::to_start, |_| {
        Some(Action::Seek(Step(0)))
    }),
    key(&["End"], Shown::Name(say::page_keys::end), say::page_keys::to_end, |session| {
        Some(Action::Seek(session.run.trace().end()))
    }),
    walk(&["ArrowRight"], Shown::Sign("→"), say::page_keys::next_span, |_| {
        Some(Action::Walk(Walk::NextSpan))
    }),
    walk(&["ArrowLeft"], Shown::Sign("←"), say::page_keys::previous_span, |_| {
        Some(Action::Walk(Walk::PreviousSpan))
    }),
    walk(&["ArrowDown"], Shown::Sign("↓"), say::page_keys::lane_below, |_| {
        Some(Action::Walk(Walk::LaneBelow))
    }),
    walk(&["ArrowUp"], Shown::Sign("↑"), say::page_keys::lane_above, |_| {
        Some(Action::Walk(Walk::LaneAbove))
    }),
    walk(
        &["Enter"],
        Shown::Name(say::page_keys::enter),
        say::page_keys::fit_or_open,
        |session| match session.view.range {
            Some(_) => Some(Action::Look(Look::FitSelection)),
            None => session.view.selected.map(|task| Action::Look(Look::OpenTask(task))),
        },
    ),
    key(&["c"], Shown::Sign("C"), say::page_keys::back_to_cause, |_| Some(Action::Walk(Walk::BackToCause))),
    key(&["e"], Shown::Sign("E"), say::page_keys::on_to_effect, |_| Some(Action::Walk(Walk::OnToEffect))),
    key(&["j"], Shown::Sign("J"), say::page_keys::next_mark, |_| Some(Action::NextMark)),
    key(&["k"], Shown::Sign("K"), say::page_keys::previous_mark, |_| Some(Action::PreviousMark)),
    key(&["f"], Shown::Sign("F"), say::page_keys::fit, |_| Some(Action::Look(Look::FitSelection))),
    key(&["0"], Shown::Sign("0"), say::page_keys::fit_all, |_| {
        Some(Action::Look(Look::ZoomTo(Window::default())))
    }),
    key(&["z"], Shown::Sign("Z"), say::page_keys::undo_zoom, |_| Some(Action::Look(Look::UndoZoom))),
    key(&["y"], Shown::Sign("Y"), say::page_keys::redo_zoom, |_| Some(Action::Look(Look::RedoZoom))),
    key(&["i"], Shown::Sign("I"), say::page_keys::range_from, |session| {
        session.shown().range_from_cursor().map(|range| Action::Look(Look::Range(Some(range))))
    }),
    key(&["o"], Shown::Sign("O"), say::page_keys::range_to, |session| {
        session.shown().range_to_cursor().map(|range| Action::Look(Look::Range(Some(range))))
    }),
    key(&["w", "+", "="], Shown::Either("W", "+"), say::page_keys::closer, |session| {
        Some(zoomed(session, 1.5))
    }),
    key(&["s", "-"], Shown::Either("S", "-"), say::page_keys::farther, |session| {
        Some(zoomed(session, 1.0 / 1.5))
    }),
    key(&["a"], Shown::Sign("A"), say::page_keys::left, |session| {
        Some(Action::Look(Look::Window(session.view.window.panned(-0.2))))
    }),
    key(&["d"], Shown::Sign("D"), say::page_keys::right, |session| {
        Some(Action::Look(Look::Window(session.view.window.panned(0.2))))
    }),
    key(&["b"], Shown::Sign("B"), say::page_keys::fold, |session| {
        Some(Action::Look(Look::Arrange(
            session.view.arrangement.clone().with_fold_toggled(LaneGroup::Browser),
        )))
    }),
    // `action` knows which choice it is; here it is for the help.
    key(&[], Shown::Range("1", "4"), say::page_keys::choose, |_| None),
    key(&["1"], Shown::Sign("1"), say::page_keys::about, |_| Some(Action::Look(Look::Tab(Tab::About)))),
    key(&["2"], Shown::Sign("2"), say::page_keys::source, |_| Some(Action::Look(Look::Tab(Tab::Source)))),
    key(&["3"], Shown::Sign("3"), say::page_keys::task, |_| Some(Action::Look(Look::Tab(Tab::Task)))),
    key(&["4"], Shown::Sign("4"), say::page_keys::graph, |_| Some(Action::Look(Look::Tab(Tab::Graph)))),
    key(&["5"], Shown::Sign("5"), say::page_keys::stats, |_| Some(Action::Look(Look::Tab(Tab::Stats)))),
    key(&["/"], Shown::Sign("/"), say::page_keys::find, |_| Some(Action::Search)),
    key(&["l"], Shown::Sign("L"), say::page_keys::find_event, |_| Some(Action::SearchEvents)),
    key(&["n"], Shown::Sign("N"), say::page_keys::next_match, |_| Some(Action::Walk(Walk::NextMatch))),
    key(&["p"], Shown::Sign("P"), say::page_keys::previous_match, |_| {
        Some(Action::Walk(Walk::PreviousMatch))
    }),
    key(&["["], Shown::Sign("["), say::page_keys::demos, |_| Some(Action::Prefer(Preference::ToggleGallery))),
    key(&["g"], Shown::Sign("G"), say::page_glossary::key, |session| {
        let is_open = matches!(session.dialog, Some(Dialog::Glossary(_)));
        Some(Action::ShowDialog((!is_open).then_some(Dialog::Glossary(None))))
    }),
    key(&["v"], Shown::Sign("V"), say::page_teaching::key, |_| Some(Action::Teach(Teach::Toggle))),
    key(&["x"], Shown::Sign("X"), say::page_teaching::light, |_| Some(Action::Teach(Teach::ToggleSpotlight))),
    key(&["t"], Shown::Sign("T"), say::page_keys::theme, |_| Some(Action::Prefer(Preference::NextTheme))),
    key(&["?"], Shown::Sign("?"), say::page_keys::help, |session| {
        let other = if session.dialog == Some(Dialog::Keys) { None } else { Some(Dialog::Keys) };
        Some(Action::ShowDialog(other))
    }),
    key(&["Escape"], Shown::Name(say::page_keys::escape), say::page_keys::clear, |session| {
        session.view.has_selection().then_some(Action::Look(Look::Clear))
    }),
];

impl Key {
    /// What it does now, for who has no such key.
    pub(crate) fn action(&self, session: &Session) -> Option<Action> {
        (self.act)(session)
    }
}

/// The action of a key, or none if the key belongs to what has the focus.
pub(crate) fn action(event: &KeyboardEvent, session: &Session) -> Option<Action> {
    if event.ctrl_key() || event.meta_key() {
        return None;
    }
    let focused = origin(event)?;
    // On some keyboards Alt makes another sign of a point and a comma; where the key is stays the same.
    let name = match (event.alt_key(), event.code().as_str()) {
        (true, "Period") => ".".to_owned(),
        (true, "Comma") => ",".to_owned(),
        _ => event.key(),
    };
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
    let choice: Option<usize> = name.parse().ok().filter(|nth| session.is_asking() && (1..=4).contains(nth));
    let key =
        KEYS.iter().find(|key| key.with_alt == event.alt_key() && key.names.contains(&name.as_str()))?;
    // What lies over everything else leaves the keys of what is below alone.
    let is_held = match session.dialog {
        Some(Dialog::Embed) => true,
        Some(Dialog::Keys) => !key.names.contains(&"?"),
        Some(Dialog::Glossary(_)) => !key.names.contains(&"g"),
        None => false,
    };
    if is_held {
        return None;
    }
    if native_keys::uses(&focused, event)
        || (key.is_of_timeline && !focused.matches(".canvas").unwrap_or(false))
    {
        return None;
    }
    match choice {
        Some(nth) => Some(Action::Guess(Guess::Made(nth - 1))),
        None => (key.act)(session),
    }
}

fn is_character(name: &str) -> bool {
    name.chars().count() == 1
}

fn zoomed(session: &Session, factor: f64) -> Action {
    Action::Look(Look::ZoomTo(session.view.window.zoomed(factor, cursor_share(session))))
}

/// Where in the view the cursor is, so that zooming keeps it there.
fn cursor_share(session: &Session) -> f64 {
    let axis = session.axis();
    let window = session.view.window;
    let at = axis.position(session.cursor()) / axis.length();
    ((at - window.from) / (window.to - window.from)).clamp(0.0, 1.0)
}

/// The element that the event began at, also inside a shadow root.
fn origin(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}
