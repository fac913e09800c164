//! Sharing the moment that is shown: its link, its picture, or both as Markdown.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, MouseEvent};
use yew::{Callback, Html, html, platform};

use super::menu;
use super::model::Model;
use crate::page::{Captions, Picture, copied, copy_address, download, download_blob};
use taskscope_session::{Action, RECORDING, address, markdown};
use taskscope_tell::{say, step_time_text};

/// The button with its menu. A run that no link can open has its file instead of a link.
pub(super) fn share(model: &Model) -> Html {
    let has_link = model.session().settings().is_some();
    let is_off = model.session().run.trace().is_empty();
    html! {
        <details class="drop share" onkeydown={menu::close_on_escape()}>
            <summary class="btn">{ say::page_files::share() }</summary>
            <ul class="menu">
                if has_link {
                    <li><button onclick={share_link(model)}>{ say::page_share::link() }</button></li>
                } else {
                    <li><button disabled={is_off} onclick={share_file(model)}>{ say::page_files::save_run() }</button></li>
                }
                <li><button disabled={is_off} onclick={copy_image(model)}>{ say::page_share::image() }</button></li>
                <li><button disabled={is_off} onclick={copy_markdown(model)}>{ say::page_share::markdown() }</button></li>
            </ul>
        </details>
    }
}

fn share_file(model: &Model) -> Callback<MouseEvent> {
    let act = model.act.clone();
    Callback::from(move |event: MouseEvent| {
        menu::close(&event);
        act.emit(Action::Export(RECORDING));
        act.emit(Action::Tell(say::page_files::saving()));
    })
}

fn share_link(model: &Model) -> Callback<MouseEvent> {
    let (act, model) = (model.act.clone(), model.clone());
    Callback::from(move |event: MouseEvent| {
        menu::close(&event);
        let act = act.clone();
        let loses_moment = {
            let session = model.session();
            session.is_in_real_time() && !session.run.trace().is_empty()
        };
        copy_address(move |address, is_copied| {
            act.emit(if is_copied {
                Action::Tell(if loses_moment {
                    say::page_files::link_without_moment()
                } else {
                    say::page_files::link_copied()
                })
            } else {
                Action::ShowLink(address)
            });
        });
    })
}

fn copy_image(model: &Model) -> Callback<MouseEvent> {
    let model = model.clone();
    Callback::from(move |event: MouseEvent| {
        let picture = picture(&model, &event);
        menu::close(&event);
        let Some(picture) = picture else { return };
        let (act, name) = (model.act.clone(), model.session().file_stem() + ".png");
        let copy = picture.copy();
        platform::spawn_local(async move {
            if copy.await {
                act.emit(Action::Tell(say::page_share::image_copied()));
            } else if let Some(blob) = picture.blob().await {
                download_blob(&name, &blob);
                act.emit(Action::Tell(say::page_share::image_saved()));
            }
        });
    })
}

/// Saves the picture as a file.
pub(super) fn save_picture(model: &Model) -> Callback<MouseEvent> {
    let model = model.clone();
    Callback::from(move |event: MouseEvent| {
        let picture = picture(&model, &event);
        menu::close(&event);
        let name = model.session().file_stem() + ".png";
        platform::spawn_local(async move {
            let Some(picture) = picture else { return };
            if let Some(blob) = picture.blob().await {
                download_blob(&name, &blob);
            }
        });
    })
}

/// The timeline of the app that an event is from, with its title and the sentence of the step.
fn picture(model: &Model, event: &Event) -> Option<Picture> {
    let app = menu::element(event)?.closest(".app").ok().flatten()?;
    let canvas: HtmlCanvasElement = app.query_selector("canvas").ok().flatten()?.dyn_into().ok()?;
    let session = model.session();
    let (trace, cursor) = (session.run.trace(), session.cursor());
    let (lines, told) = session.shown().sentences(1, 0);
    let sentence = told.checked_sub(1).and_then(|last| lines.get(last));
    let moment = step_time_text(trace, cursor);
    let captions = Captions {
        title: session.title(),
        sentence: sentence.map_or_else(String::new, |line| line.text(trace)),
        moment: say::session_markdown::at(&moment, cursor.0 as u64, trace.end().0 as u64),
    };
    Picture::of(&canvas, &captions)
}

fn copy_markdown(model: &Model) -> Callback<MouseEvent> {
    let model = model.clone();
    Callback::from(move |event: MouseEvent| {
        menu::close(&event);
        let (act, name, text) = {
            let session = model.session();
            let query = address(&session);
            // A package does not know where a playground is, and a file has no link.
            let link =
                (!query.is_empty() && !model.site.is_empty()).then(|| format!("{}?{query}", model.site));
            (model.act.clone(), session.file_stem() + ".md", markdown(&session, link.as_deref()))
        };
        platform::spawn_local(async move {
            let says = if copied(&text).await {
                say::page_share::markdown_copied()
            } else {
                download(&name, "text/markdown", text.as_bytes());
                say::page_share::markdown_saved()
            };
            act.emit(Action::Tell(says));
        });
    })
}
