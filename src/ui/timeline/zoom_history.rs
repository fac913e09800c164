//! Two buttons beside the menu of the lanes: the part of the run that was in view before, and back again.

use yew::{Html, html};

use super::super::model::Model;
use taskscope_session::{Action, Look};
use taskscope_tell::say;

/// Draws them, as soon as there is something to undo.
pub(super) fn zoom_history(model: &Model) -> Html {
    let zooms = model.session().view.zooms();
    if zooms == [false, false] {
        return Html::default();
    }
    let [undo, redo] = zooms;
    html! {
        <div class="zooms" role="group" aria-label={say::page_range::zooms()}>
            { button(model, "↶", (say::page_range::undo_zoom(), "Z"), Look::UndoZoom, undo) }
            { button(model, "↷", (say::page_range::redo_zoom(), "Y"), Look::RedoZoom, redo) }
        </div>
    }
}

/// A button that has nothing to do stays one: if it were disabled, the focus would be lost with the last undo.
fn button(model: &Model, sign: &'static str, (label, key): (String, &str), look: Look, is_on: bool) -> Html {
    let title = say::page_controls::with_key(&label, key);
    html! {
        <button class="btn icon" aria-label={label} {title} aria-disabled={(!is_on).to_string()} onclick={model.on(Action::Look(look))}>
            { sign }
        </button>
    }
}
