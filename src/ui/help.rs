//! The keys and what they do.

use yew::{Html, html};

use super::keys::KEYS;
use super::modal::Modal;
use super::model::Model;
use taskscope_session::{Action, Dialog, Preference, Preferences};
use taskscope_tell::say;

pub(crate) fn help(model: &Model) -> Html {
    let Preferences { has_character_keys, asks_questions, .. } = model.session().preferences;
    let rows = KEYS.iter().map(|key| {
        html! { <div><dt><kbd>{ key.shown.text() }</kbd></dt><dd>{ (key.does)() }</dd></div> }
    });
    html! {
        <Modal model={model.clone()} dialog={Dialog::Keys} label={say::page::keys()}>
            <dl class="key-list">{ for rows }</dl>
            <p>{ say::page_keys::pointer() }</p>
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
            <div class="buttons">
                <button class="btn" onclick={model.on(Action::ShowDialog(None))}>{ say::page::close() }</button>
            </div>
        </Modal>
    }
}
