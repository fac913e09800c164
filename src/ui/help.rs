//! The keys and what they do.

use yew::{Html, html};

use super::keys::KEYS;
use super::modal::Modal;
use super::model::Model;
use taskscope_session::{Action, Dialog};

pub(crate) fn help(model: &Model) -> Html {
    let has_character_keys = model.session().preferences.has_character_keys;
    let rows = KEYS.iter().map(|key| {
        html! { <div><dt><kbd>{ key.shown }</kbd></dt><dd>{ key.does }</dd></div> }
    });
    html! {
        <Modal model={model.clone()} dialog={Dialog::Keys} label="Keys">
            <dl class="key-list">{ for rows }</dl>
            <p>
                { "In the timeline: drag to select a range, Shift and drag to move, Ctrl and the wheel to zoom. \
                   Arrows and Enter count while the timeline has the focus." }
            </p>
            <label class="check">
                <input
                    type="checkbox"
                    checked={has_character_keys}
                    onchange={model.on(Action::SetCharacterKeys(!has_character_keys))}
                />
                { "Keys of one character do something" }
            </label>
            <div class="buttons">
                <button class="btn" onclick={model.on(Action::ShowDialog(None))}>{ "Close" }</button>
            </div>
        </Modal>
    }
}
