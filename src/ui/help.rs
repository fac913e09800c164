//! The keys and what they do, over everything else, until it is closed.

use yew::{Html, html};

use super::keys::KEYS;
use super::model::Model;
use crate::session::Action;

pub(crate) fn help(model: &Model) -> Html {
    if !model.session().is_helping {
        return Html::default();
    }
    let rows = KEYS.iter().map(|key| {
        html! { <><dt><kbd>{ key.shown }</kbd></dt><dd>{ key.does }</dd></> }
    });
    html! {
        <dialog class="help" open=true aria-label="Keys">
            <h2>{ "Keys" }</h2>
            <dl>{ for rows }</dl>
            <p>{ "In the timeline: Ctrl and the wheel zoom, Shift and the wheel move, a double click fits a span." }</p>
            <button class="btn" onclick={model.on(Action::ShowHelp(false))}>{ "Close" }</button>
        </dialog>
    }
}
