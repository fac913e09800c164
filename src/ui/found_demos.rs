//! What the search in the gallery finds: the demos that are most about the words first, each with where it has them.

use yew::{Callback, Html, MouseEvent, html};

use super::model::Model;
use taskscope_gallery::{Demo, Found, Marked, all, entries};
use taskscope_session::Action;
use taskscope_tell::say;

/// Draws the list; `on_chosen` is called when a demo was chosen.
pub(super) fn found_demos(model: &Model, found: &[Found], on_chosen: &Callback<()>) -> Html {
    if found.is_empty() {
        // Those that are not here have come as soon as somebody searches, if there is a way to them.
        let is_all = all().count() == entries().len();
        let says = if is_all { say::page_gallery::nothing() } else { say::page_gallery::nothing_here() };
        return html! { <p class="empty">{ says }</p> };
    }
    html! {
        <>
            <h2 aria-live="polite">{ say::page_gallery::found(found.len() as u64) }</h2>
            <ul class="found">{ for found.iter().map(|found| item(model, found, on_chosen)) }</ul>
        </>
    }
}

fn item(model: &Model, found: &Found, on_chosen: &Callback<()>) -> Html {
    let Found { demo, title, place } = found;
    let is_current = model.session().settings().is_some_and(|shown| shown.is_of(demo));
    html! {
        <li key={demo.slug}>
            <a href={model.link_to(demo.slug)} onclick={choose(model, demo, on_chosen)} aria-current={is_current.then_some("page")}>
                <span>{ marked(title) }</span>
                if let Some((whence, text)) = place {
                    <small><i>{ whence.label() }</i>{ " " }{ marked(text) }</small>
                }
            </a>
        </li>
    }
}

fn choose(model: &Model, demo: &'static Demo, on_chosen: &Callback<()>) -> Callback<MouseEvent> {
    let settings = model.session().settings_for(demo);
    let (act, on_chosen) = (model.act.clone(), on_chosen.clone());
    Callback::from(move |event: MouseEvent| {
        // A click with a modifier opens the link in a tab of its own, as links do.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            act.emit(Action::ChooseLinked(settings));
            on_chosen.emit(());
        }
    })
}

fn marked(pieces: &Marked) -> Html {
    let piece = |(text, is_marked): &(String, bool)| {
        if *is_marked {
            html! { <mark>{ text }</mark> }
        } else {
            html! { { text } }
        }
    };
    html! { <>{ for pieces.iter().map(piece) }</> }
}
