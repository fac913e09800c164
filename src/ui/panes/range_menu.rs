//! What can be done with a part of the run: set its ends, measure it, zoom to it, count it, save it.

use yew::{Callback, Html, MouseEvent, classes, html};

use crate::ui::menu;
use crate::ui::model::Model;
use taskscope_session::{Action, EXPORTS, Look, Tab};
use taskscope_tell::{micros_text, say};

/// The button says how long the range is, if there is one.
pub(super) fn range_menu(model: &Model) -> Html {
    let session = model.session();
    let shown = session.shown();
    let measured = shown.measured_text();
    let length = shown.measured().map(|measured| micros_text(measured.length));
    let name = length.unwrap_or_else(say::page_range::name);
    let [from, to] = [shown.range_from_cursor(), shown.range_to_cursor()]
        .map(|range| range.map(|range| Look::Range(Some(range))));
    html! {
        <details class={classes!("drop", "range", measured.is_some().then_some("used"))} onkeydown={menu::close_on_escape()}>
            <summary class="btn plain" title={say::page_range::about()}>{ name }</summary>
            <ul class="menu">
                if let Some(ends) = shown.range_text() {
                    <li class="facts"><b>{ ends }</b><span>{ measured.unwrap_or_default() }</span></li>
                }
                { item(model, say::page_range::starts(), "I", from.map(Action::Look)) }
                { item(model, say::page_range::ends(), "O", to.map(Action::Look)) }
                if session.view.range.is_some() { { of_range(model) } }
            </ul>
        </details>
    }
}

/// What needs a range.
fn of_range(model: &Model) -> Html {
    let forms = (0..).zip(&EXPORTS).filter(|(_, export)| export.holds_parts);
    let saves = forms.map(|(form, export)| {
        item(model, say::page_range::save(&(export.label)()), "", Some(Action::ExportRange(form)))
    });
    html! {
        <>
            { item(model, say::page_range::zoom(), "F", Some(Action::Look(Look::FitSelection))) }
            { item(model, say::page_range::statistics(), "5", Some(Action::Look(Look::Tab(Tab::Stats)))) }
            { for saves }
            { item(model, say::page_range::clear(), "", Some(Action::Look(Look::Range(None)))) }
        </>
    }
}

fn item(model: &Model, name: String, key: &'static str, action: Option<Action>) -> Html {
    let is_off = action.is_none();
    let act = model.act.clone();
    let choose = Callback::from(move |event: MouseEvent| {
        menu::close(&event);
        if let Some(action) = action.clone() {
            act.emit(action);
        }
    });
    html! {
        <li><button disabled={is_off} onclick={choose}>{ name }if !key.is_empty() { <kbd>{ key }</kbd> }</button></li>
    }
}

/// Says that only what is in the range is shown, with a way out; nothing where there is none.
pub(super) fn range_note(model: &Model) -> Html {
    let Some(ends) = model.session().shown().range_text() else { return Html::default() };
    html! {
        <p class="range-note">
            { say::page_range::only(&ends) }{ " " }
            <button class="link" onclick={model.on(Action::Look(Look::Range(None)))}>{ say::page_range::all() }</button>
        </p>
    }
}
