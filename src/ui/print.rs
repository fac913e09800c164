//! What is printed: a canvas is no picture for paper, so a drawing of the whole run stands in for everything else.

use js_sys::Reflect;
use web_sys::Element;
use yew::{Html, NodeRef, html};

use super::model::Model;
use super::prose::prose;
use super::shared_session::SharedSession;
use crate::page::{Listener, window_of};
use taskscope_gallery::{Row, listing};
use taskscope_scene::themes::THEMES;
use taskscope_session::{PICTURE_WIDTH, Prediction, Session, Settings, Shown, plain_picture};
use taskscope_tell::say;

/// What is printed; `place` is filled while it is.
pub(super) fn paper(model: &Model, place: &NodeRef) -> Html {
    html! { <div class="print"><p>{ model.session().title() }</p><div ref={place.clone()}></div></div> }
}

/// What our own page prints: a sheet for a class, with the question, room for the answer, the picture and the code. While the
/// question is open the picture ends where it is asked.
pub(super) fn sheet(model: &Model, place: &NodeRef) -> Html {
    let session = model.session();
    let Some(settings) = session.settings() else { return paper(model, place) };
    let choices = session.prediction().map_or(&[][..], Prediction::choices);
    html! {
        <div class="print sheet">
            <h1>{ session.title() }</h1>
            if !session.is_asking() { <p>{ prose(&session, settings.variant.watch) }</p> }
            if let Some(question) = settings.demo.question(settings.variant.name) {
                <h2>{ prose(&session, question.asks) }</h2>
                <ul class="answers">{ for choices.iter().map(|choice| html! { <li>{ choice.text() }</li> }) }</ul>
                if choices.is_empty() { <p class="answer">{ say::page_teaching::answer() }</p> }
            }
            <div ref={place.clone()}></div>
            <pre>{ code(settings) }</pre>
        </div>
    }
}

/// The program of the variant as it is printed: numbered lines, with the knobs' values.
fn code(settings: Settings) -> String {
    let entries = listing(settings.demo.source, settings.variant.name).into_iter();
    let line = |entry: Row| match entry {
        Row::Line(line) => format!("{:>4}  {}\n", line.number, line.with_values(&settings.knobs)),
        Row::Fold(_) => "   ⋯\n".to_owned(),
    };
    entries.map(line).collect()
}

/// Keeps `place` filled while the page is printed. The page waits for its listeners, and for nothing else.
pub(super) fn listeners(place: &Element, session: &SharedSession) -> [Listener; 2] {
    let window = window_of(Some(place)).expect("a page has a window");
    let (full, session) = (place.clone(), session.clone());
    let before = Listener::new(&window, "beforeprint", move |_| fill(&full, &picture(&session.read())));
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
        session.view.axis,
        Shown { title: &title, width: PICTURE_WIDTH, themes: &THEMES },
    )
}

fn fill(place: &Element, markup: &str) {
    // A page can refuse markup that is not made by its own policy (trusted types): then the screen is printed.
    drop(Reflect::set(place, &"innerHTML".into(), &markup.into()));
}
