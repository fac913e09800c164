//! What takes long, how far it is, and a way out.

use yew::{Html, html};

use super::model::Model;
use taskscope_session::{Action, Work};
use taskscope_tell::say;

/// Draws it; it comes into sight only if it lasts.
pub(super) fn progress(model: &Model) -> Html {
    let session = model.session();
    let Some(Work { label, share }) = &session.notices.work else { return Html::default() };
    html! {
        <div class="work" role="group" aria-label={say::page_files::in_progress()}>
            <label>{ label }{ " " }
                <progress max="1" value={share.map(|share| format!("{share:.2}"))}></progress>
            </label>
            <button class="btn" onclick={model.on(Action::Cancel)}>{ say::page_files::cancel() }</button>
        </div>
    }
}
