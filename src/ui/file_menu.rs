//! Sharing, saving and opening runs, and what else is rarely needed: the buttons at the right of the header.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};
use yew::{Callback, Html, html};

use super::header::tour;
use super::icons::{MORE, icon};
use super::menu;
use super::model::Model;
use super::room::Room;
use super::rules_menu::rules;
use super::share_menu::{save_picture, share};
use super::transport::clocks;
use taskscope_session::{Action, Dialog, EXPORTS, Export, Preference, Teach, Theme};
use taskscope_tell::say;

/// The menu of everything that is not needed at each step: files, the text to embed, the theme, the keys. On a phone also
/// what has no room in the row of controls.
pub(super) fn more_menu(model: &Model, id: &str, room: Room) -> Html {
    let theme = say::page_controls::theme(&theme_text(model.session().preferences.theme));
    let more = say::page_files::name();
    html! {
        <details class="drop export" onkeydown={menu::close_on_escape()}>
            <summary class="btn icon" aria-label={more.clone()} title={more}>{ icon(MORE) }</summary>
            <div class="menu">
                if room == Room::Phone {
                    <div class="row">{ tour(model) }{ share(model) }</div>
                    <div class="form">
                        <span class="label" aria-hidden="true">{ say::page_controls::clock() }</span>
                        { clocks(model, id) }
                        { rules(model) }
                    </div>
                }
                <ul>
                    <li>
                        <label class="open">
                            { say::page_files::open() }
                            <input type="file" accept=".json,.taskscope,.gz" onchange={open(model)} />
                        </label>
                    </li>
                    <li><button onclick={show_code(model)}>{ say::page_files::embed() }</button></li>
                    { for (0..).zip(&EXPORTS).map(|(form, export)| item(model, form, export)) }
                    <li><button onclick={save_picture(model)}>{ say::page_files::picture() }</button></li>
                    <li class="first"><button class="again" onclick={close_and(model, Action::Restart)}>{ say::page_controls::restart_all() }<kbd aria-hidden="true">{ "R" }</kbd></button></li>
                    <li><button onclick={model.on(Action::Prefer(Preference::NextTheme))}>{ theme }<kbd aria-hidden="true">{ "T" }</kbd></button></li>
                    { switch(model, Teach::Toggle, model.session().teaching.is_on, (say::page_teaching::view(), "V")) }
                    { switch(model, Teach::ToggleSpotlight, model.session().teaching.has_spotlight, (say::page_teaching::spotlight(), "X")) }
                    <li><button onclick={close_and(model, Action::ShowDialog(Some(Dialog::Glossary(None))))}>{ say::page_glossary::label() }<kbd aria-hidden="true">{ "G" }</kbd></button></li>
                    <li><button onclick={close_and(model, Action::ShowDialog(Some(Dialog::Keys)))}>{ say::page::keys() }<kbd aria-hidden="true">{ "?" }</kbd></button></li>
                </ul>
            </div>
        </details>
    }
}

/// A part of the teacher's view, and its key.
fn switch(model: &Model, change: Teach, is_on: bool, (says, key): (String, &'static str)) -> Html {
    html! {
        <li>
            <button role="switch" aria-checked={is_on.to_string()} onclick={close_and(model, Action::Teach(change))}>
                { says }if is_on { <span aria-hidden="true">{ "✓" }</span> }<kbd aria-hidden="true">{ key }</kbd>
            </button>
        </li>
    }
}

fn theme_text(theme: Theme) -> String {
    match theme {
        Theme::Auto => say::page_controls::auto(),
        Theme::Dark => say::page_controls::dark(),
        Theme::Light => say::page_controls::light(),
    }
}

fn show_code(model: &Model) -> Callback<MouseEvent> {
    close_and(model, Action::ShowDialog(Some(Dialog::Embed)))
}

/// The menu closes first, so that a dialog gives the focus back to its button.
pub(super) fn close_and(model: &Model, action: Action) -> Callback<MouseEvent> {
    let act = model.on(action);
    Callback::from(move |event: MouseEvent| {
        menu::close(&event);
        act.emit(());
    })
}

/// A form to save the run in.
fn item(model: &Model, form: u32, export: &'static Export) -> Html {
    let act = model.act.clone();
    let save = Callback::from(move |event: MouseEvent| {
        menu::close(&event);
        act.emit(Action::Export(form));
    });
    let is_off = model.session().run.trace().is_empty();
    html! { <li><button disabled={is_off} onclick={save}>{ (export.label)() }</button></li> }
}

fn open(model: &Model) -> Callback<Event> {
    let open = model.open.clone();
    Callback::from(move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        menu::close(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            open.emit(file);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    })
}
