//! Three hints for somebody who is here for the first time, until they are dismissed.

use yew::{Html, html};

use super::model::Model;
use taskscope_session::Action;

pub(crate) fn hints(model: &Model) -> Html {
    html! {
        <div class="hints" role="note" aria-label="Hints">
            <ul>
                <li><i class="swatch running"></i>{ "A bar in a row: this task runs." }</li>
                <li><i class="swatch waiting"></i>{ "A thin line: it waits to be woken." }</li>
                <li><span>{ "Press " }<kbd>{ "." }</kbd>{ " to step." }</span></li>
            </ul>
            <button class="btn" onclick={model.on(Action::HintsRead)}>{ "Got it" }</button>
        </div>
    }
}
