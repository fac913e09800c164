//! Three hints for somebody who is here for the first time, until they are dismissed.

use yew::{Html, html};

use super::model::Model;
use taskscope_session::{Action, Preference};
use taskscope_tell::{Piece, say};

pub(crate) fn hints(model: &Model) -> Html {
    let step = say::page_hints::step(".").into_pieces();
    let piece = |piece: Piece| match piece {
        Piece::Said(key) => html! { <kbd>{ key }</kbd> },
        Piece::Text(text) => html! { { text } },
        Piece::Task(_) | Piece::Future { .. } | Piece::Line(_) => Html::default(),
    };
    html! {
        <div class="hints" role="note" aria-label={say::page_hints::label()}>
            <ul>
                <li><i class="swatch running"></i>{ say::page_hints::bar() }</li>
                <li><i class="swatch waiting"></i>{ say::page_hints::line() }</li>
                <li><span>{ for step.into_iter().map(piece) }</span></li>
            </ul>
            <button class="btn" onclick={model.on(Action::Prefer(Preference::HintsRead))}>{ say::page_hints::got_it() }</button>
        </div>
    }
}
