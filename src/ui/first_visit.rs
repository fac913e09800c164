//! For somebody who is here for the first time: what this is, where to begin, and how to read the picture.

use yew::{Callback, Html, html};

use super::icons::{PLAY, icon};
use super::model::Model;
use super::room::Room;
use taskscope_session::{Action, Preference, Session};
use taskscope_tell::{Piece, say};

/// Whether the greeting is shown: until it is hidden, or the tour was begun.
pub(super) fn is_greeting(session: &Session) -> bool {
    !session.preferences.are_hints_read && session.story.stop().is_none()
}

/// The greeting above the demo.
pub(super) fn greeting(model: &Model) -> Html {
    let stops = model.session().settings().map_or(0, |settings| settings.demo.tour.len());
    let hide = model.on(Action::Prefer(Preference::HintsRead));
    let begin: Callback<yew::MouseEvent> = {
        let act = model.act.clone();
        Callback::from(move |_| {
            act.emit(Action::Prefer(Preference::HintsRead));
            act.emit(Action::Visit(0));
        })
    };
    html! {
        <div class="greeting" role="region" aria-label={say::page_greeting::label()}>
            <h2>{ say::page_greeting::claim() }</h2>
            <p>{ say::page_greeting::how() }</p>
            <div class="row">
                if stops > 0 {
                    <button class="btn primary" onclick={begin}>{ icon(PLAY) }{ say::page_greeting::tour() }</button>
                    <span class="note">{ say::page_greeting::stops(stops as u64) }</span>
                }
                <span class="space"></span>
                <button class="btn plain" onclick={hide}>{ say::page_greeting::hide() }</button>
            </div>
        </div>
    }
}

/// The three states of a task as the lanes draw them, and the two keys to begin with.
pub(super) fn legend(room: Room) -> Html {
    let states = [
        ("running", say::page_greeting::running()),
        ("ready", say::page_greeting::ready()),
        ("waiting", say::page_greeting::waiting()),
    ];
    let keys = say::page_greeting::keys(".", &say::page_keys::space()).into_pieces();
    let piece = |piece: Piece| match piece {
        Piece::Said(key) => html! { <kbd>{ key }</kbd> },
        Piece::Text(text) => html! { { text } },
        Piece::Task(_) | Piece::Future { .. } | Piece::Line(_) => Html::default(),
    };
    html! {
        <div class="reading" role="note" aria-label={say::page_greeting::legend()}>
            <ul>{ for states.map(|(class, says)| html! { <li><i class={format!("swatch {class}")}></i>{ says }</li> }) }</ul>
            if room != Room::Phone { <p>{ for keys.into_iter().map(piece) }</p> }
        </div>
    }
}
