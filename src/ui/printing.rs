//! What is printed: a canvas is no picture for paper, so a drawing of the whole run stands in for everything else.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use web_sys::Element;
use yew::{Html, NodeRef, html};

use super::model::Model;
use crate::page::Listener;
use taskscope_scene::themes::THEMES;
use taskscope_session::{PICTURE_WIDTH, Session, Shown, plain_picture};

/// What is printed; `place` is filled while it is.
pub(super) fn paper(model: &Model, place: &NodeRef) -> Html {
    html! { <div class="print"><p>{ model.session().title() }</p><div ref={place.clone()}></div></div> }
}

/// Keeps `place` filled while the page is printed. The page waits for its listeners, and for nothing else.
pub(super) fn listeners(place: &Element, session: &Rc<RefCell<Session>>) -> [Listener; 2] {
    let window = web_sys::window().expect("a page has a window");
    let (full, session) = (place.clone(), Rc::clone(session));
    let before = Listener::new(&window, "beforeprint", move |_| fill(&full, &picture(&session.borrow())));
    let empty = place.clone();
    let after = Listener::new(&window, "afterprint", move |_| fill(&empty, ""));
    [before, after]
}

fn picture(session: &Session) -> String {
    if session.run.trace().is_empty() {
        return String::new();
    }
    let title = session.title();
    plain_picture(
        &session.run,
        session.settings.axis,
        Shown { title: &title, width: PICTURE_WIDTH, themes: &THEMES },
    )
}

fn fill(place: &Element, markup: &str) {
    // A page can refuse markup that is not made by its own policy (trusted types): then the screen is printed.
    drop(Reflect::set(place, &"innerHTML".into(), &markup.into()));
}
