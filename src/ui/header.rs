//! The bar at the top of the playground: the demos, the place, the tour, sharing, and the menu of everything else.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};
use yew::{Callback, Html, html};

use super::file_menu::{close_and, more_menu};
use super::heading::variant_list;
use super::icons::{DEMOS, icon, logo};
use super::menu;
use super::model::Model;
use super::room::Room;
use super::share_menu::share;
use taskscope_session::{Action, Preference};
use taskscope_tell::say;

/// What the bar shows beside the session.
pub(super) struct Header<'a> {
    pub(super) model: &'a Model,
    /// Makes names of radio buttons unique.
    pub(super) id: &'a str,
    pub(super) room: Room,
    pub(super) is_gallery_open: bool,
}

pub(super) fn header(props: &Header<'_>) -> Html {
    let &Header { model, room, is_gallery_open, .. } = props;
    let demos = say::page::demos();
    html! {
        <header>
            <button class="skip btn" onclick={to_timeline()}>{ say::page::skip() }</button>
            <button
                class="btn icon plain"
                aria-label={demos.clone()}
                title={say::page_controls::with_key(&demos, "[")}
                aria-expanded={is_gallery_open.to_string()}
                onclick={model.on(Action::Prefer(Preference::ToggleGallery))}
            >
                { icon(DEMOS) }
            </button>
            if room == Room::Phone {
                <h1 class="place">{ model.session().heading().into_owned() }</h1>
                <span class="space"></span>
                { for model.session().settings().map(|settings| variant_list(model, settings)) }
            } else {
                <span class="brand">{ logo() }<b>{ "taskscope" }</b></span>
                if !is_gallery_open || room == Room::Middle { { place(model) } }
                <span class="space"></span>
                { tour(model) }
                { share(model) }
            }
            { more_menu(model, props.id, room) }
        </header>
    }
}

/// Where in the gallery the demo is, while the gallery does not say so.
fn place(model: &Model) -> Html {
    let session = model.session();
    let Some(settings) = session.settings() else { return Html::default() };
    let section = settings.demo.section.title();
    let (name, _) = section.split_once(" · ").unwrap_or((&section, ""));
    html! { <span class="crumb"><span>{ name.to_owned() }</span><span aria-hidden="true">{ "/" }</span><b>{ settings.demo.title }</b></span> }
}

/// The way into the tour; none where the demo has none.
pub(super) fn tour(model: &Model) -> Html {
    let session = model.session();
    let has_tour = session.settings().is_some_and(|settings| !settings.demo.tour.is_empty());
    if !has_tour {
        return Html::default();
    }
    let is_on = session.story.stop().is_some();
    html! {
        <button class="btn tour" title={say::page_heading::about_tour()} disabled={is_on} onclick={close_and(model, Action::Visit(0))}>
            { say::page_heading::tour() }
        </button>
    }
}

/// Puts the focus into the timeline.
fn to_timeline() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        let app = menu::element(&event).and_then(|element| element.closest(".app").ok().flatten());
        let canvas = app.and_then(|app| app.query_selector(".canvas").ok().flatten());
        if let Some(canvas) = canvas.and_then(|canvas| canvas.dyn_into::<HtmlElement>().ok()) {
            // Fails only for what can't have the focus.
            drop(canvas.focus());
        }
    })
}
