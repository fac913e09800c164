//! The keys and what they do. Each is a button as well, for who has no keyboard.

use web_sys::MouseEvent;
use yew::{Callback, Html, html};

use super::keys::{KEYS, Key};
use super::modal::Modal;
use super::model::Model;
use taskscope_session::{Action, Dialog, Preference, Preferences};
use taskscope_tell::say;

pub(crate) fn help(model: &Model) -> Html {
    let Preferences { has_character_keys, asks_questions, .. } = model.session().preferences;
    html! {
        <Modal model={model.clone()} dialog={Dialog::Keys} label={say::page::keys()}>
            <label class="check">
                <input
                    type="checkbox"
                    checked={has_character_keys}
                    onchange={model.on(Action::Prefer(Preference::CharacterKeys(!has_character_keys)))}
                />
                { say::page_keys::characters() }
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    checked={asks_questions}
                    onchange={model.on(Action::Prefer(Preference::Questions(!asks_questions)))}
                />
                { say::page_question::ask() }
            </label>
            { key_list(model) }
            <p>{ say::page_keys::pointer() }</p>
            <div class="buttons">
                <button class="btn" onclick={model.on(Action::ShowDialog(None))}>{ say::page::close() }</button>
            </div>
        </Modal>
    }
}

/// Every key there is, with a button that does the same.
pub(crate) fn key_list(model: &Model) -> Html {
    let row = |key: &'static Key| {
        html! {
            <li>
                <button class="key" onclick={pressed(model, key)}>
                    <kbd>{ key.shown.text() }</kbd><span>{ (key.does)() }</span>
                </button>
            </li>
        }
    };
    html! { <ul class="key-list">{ for KEYS.iter().map(row) }</ul> }
}

/// Does what the key would do in the page below.
fn pressed(model: &Model, key: &'static Key) -> Callback<MouseEvent> {
    let model = model.clone();
    Callback::from(move |_| {
        let action = key.action(&model.session());
        model.act.emit(Action::ShowDialog(None));
        if let Some(action) = action {
            model.act.emit(action);
        }
    })
}
