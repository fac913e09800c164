//! The header of an embedded element: what every reader needs, and the rest if its author wants it.

use yew::{Html, html};

use super::fullscreen::{can_fill_screen, fullscreen};
use super::icons::{FULL_SCREEN, WAY_OUT, icon};
use super::model::Model;
use super::pick::{Choice, pick};
use super::rules_menu::rules_menu;
use super::transport::{clocks, play, restart, step_back, step_forward, stop};
use taskscope_session::{Action, Pace, Speed, address};
use taskscope_tell::say;

pub(crate) fn compact_controls(model: &Model, id: &str, has_all: bool) -> Html {
    html! {
        <header part="controls">
            <div class="controls" role="toolbar" aria-label={say::page_controls::label()}>
                { play(model, false) }{ step_back(model) }{ step_forward(model) }{ restart(model) }{ stop(model) }
                { speeds(model) }
                if has_all { { paces(model) }{ clocks(model, id) }{ rules_menu(model) } }
            </div>
            <span class="space"></span>
            // A package does not know of any, and a recorded run can't be opened by a link.
            if !model.site.is_empty() && model.session().settings().is_some() {
                <a class="btn icon" href={address_of(model)} target="_blank" rel="noopener"
                    aria-label={say::page_controls::playground()} title={say::page_controls::playground()}>
                    { icon(WAY_OUT) }
                </a>
            }
            if can_fill_screen() {
                <button class="btn icon" aria-label={say::page_controls::full_screen()} title={say::page_controls::full_screen()}
                    onclick={fullscreen()}>
                    { icon(FULL_SCREEN) }
                </button>
            }
        </header>
    }
}

/// The playground with what is seen now: it lies beside the element's own script.
fn address_of(model: &Model) -> String {
    format!("{}?{}", model.site, address(&model.session()))
}

fn speeds(model: &Model) -> Html {
    let chosen = model.session().player.speed;
    let choices = Speed::ALL.map(|speed| Choice::from(speed.label()));
    let on_choose =
        model.act.reform(|index: usize| Action::SetSpeed(Speed::ALL.get(index).copied().unwrap_or_default()));
    let index = Speed::ALL.iter().position(|&speed| speed == chosen).unwrap_or_default();
    pick(say::page_controls::speed(), &choices, index, &on_choose)
}

fn paces(model: &Model) -> Html {
    let chosen = model.session().player.pace;
    let choices = Pace::ALL.map(|pace| Choice::from(pace.label()));
    let on_choose =
        model.act.reform(|index: usize| Action::SetPace(Pace::ALL.get(index).copied().unwrap_or_default()));
    let index = Pace::ALL.iter().position(|&pace| pace == chosen).unwrap_or_default();
    pick(say::page_controls::pace(), &choices, index, &on_choose)
}
