//! Sharing, saving and opening runs: the buttons at the right of the header.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};
use yew::{Callback, Html, html};

use super::menu;
use super::model::Model;
use super::share_menu::{save_picture, share};
use taskscope_session::{Action, Dialog, EXPORTS, Export};
use taskscope_tell::say;

pub(crate) fn file_menu(model: &Model) -> Html {
    html! {
        <>
            { share(model) }
            <details class="drop export" onkeydown={menu::close_on_escape()}>
                <summary class="btn">{ say::page_files::name() }</summary>
                <ul class="menu">
                    <li>
                        <label class="open">
                            { say::page_files::open() }
                            <input type="file" accept=".json,.taskscope,.gz" onchange={open(model)} />
                        </label>
                    </li>
                    <li><button onclick={show_code(model)}>{ say::page_files::embed() }</button></li>
                    { for (0..).zip(&EXPORTS).map(|(form, export)| item(model, form, export)) }
                    <li><button onclick={save_picture(model)}>{ say::page_files::picture() }</button></li>
                </ul>
            </details>
        </>
    }
}

/// The menu closes first, so that the dialog gives the focus back to its button.
fn show_code(model: &Model) -> Callback<MouseEvent> {
    let show = model.on(Action::ShowDialog(Some(Dialog::Embed)));
    Callback::from(move |event: MouseEvent| {
        menu::close(&event);
        show.emit(());
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
