//! How the timeline is drawn: its axis, and which lanes and wakes are shown. A small menu in the corner above the names.

use web_sys::{HtmlInputElement, InputEvent};
use yew::{Callback, Html, TargetCast, html};

use super::super::heading::axes;
use super::super::icons::{MORE, icon};
use super::super::menu;
use super::super::model::Model;
use super::super::radio_row::radio_row;
use taskscope_scene::Arrows;
use taskscope_session::{Action, Look};
use taskscope_tell::{lane_group_text, say};
use taskscope_trace::{Arrangement, LaneGroup, LaneOrder, Phase};

const PHASES: [(Phase, fn() -> String); 6] = [
    (Phase::Ready, say::state::ready),
    (Phase::Running, say::state::running),
    (Phase::Waiting, say::state::waiting),
    (Phase::Done, say::state::done),
    (Phase::Cancelled, say::state::cancelled),
    (Phase::Panicked, say::state::panicked),
];

/// Draws the menu; `id` makes names of radio buttons unique. The page has no other place for the axis.
pub(super) fn lanes(model: &Model, id: &str, is_page: bool) -> Html {
    let session = model.session();
    let arrangement = &session.view.arrangement;
    let has_browser = session.run.browser().host().is_some();
    let is_filtered = !arrangement.name.is_empty()
        || !arrangement.phases.is_empty()
        || (has_browser && arrangement.hidden.contains(&LaneGroup::Browser));
    let name = if is_filtered { say::page_lanes::some() } else { say::page_lanes::name() };
    html! {
        <details class="drop lanes" onkeydown={menu::close_on_escape()}>
            <summary class="btn plain icon" aria-label={name.clone()} title={name}>
                { icon(MORE) }
                if is_filtered { <span class="dot"></span> }
            </summary>
            <div class="menu form">
                if is_page {
                    <span class="label" aria-hidden="true">{ say::page_heading::axis() }</span>
                    { axes(model, id) }
                }
                <label class="field">
                    <span>{ say::page_lanes::task_name() }</span>
                    <input
                        type="text"
                        placeholder={say::page_lanes::all_tasks()}
                        value={arrangement.name.clone()}
                        oninput={name_input(model, arrangement)}
                    />
                </label>
                <fieldset>
                    <legend>{ say::page_lanes::state() }</legend>
                    { for PHASES.iter().map(|&(phase, label)| phase_box(model, arrangement, phase, label())) }
                </fieldset>
                <span class="label" aria-hidden="true">{ say::page_lanes::order() }</span>
                { orders(model, arrangement, id) }
                <span class="label" aria-hidden="true">{ say::page_lanes::wakes() }</span>
                { arrows(model, session.view.arrows, id) }
                { group_box(model, arrangement, LaneGroup::Browser) }
                <label class="check">
                    <input
                        type="checkbox"
                        checked={session.view.is_following}
                        onchange={model.on(Action::Look(Look::Follow(!session.view.is_following)))}
                    />
                    { say::page_lanes::follow() }
                </label>
            </div>
        </details>
    }
}

fn name_input(model: &Model, arrangement: &Arrangement) -> Callback<InputEvent> {
    let arrangement = arrangement.clone();
    model.act.reform(move |event: InputEvent| {
        let name = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::Look(Look::Arrange(Arrangement { name, ..arrangement.clone() }))
    })
}

fn phase_box(model: &Model, arrangement: &Arrangement, phase: Phase, label: String) -> Html {
    let mut toggled = arrangement.clone();
    let is_chosen = !toggled.phases.insert(phase);
    if is_chosen {
        toggled.phases.remove(&phase);
    }
    html! {
        <label class="check">
            <input type="checkbox" checked={is_chosen} onchange={model.on(Action::Look(Look::Arrange(toggled)))} />
            { label }
        </label>
    }
}

/// Shows and hides a group of lanes, also before a run that has them.
fn group_box(model: &Model, arrangement: &Arrangement, group: LaneGroup) -> Html {
    let is_shown = !arrangement.hidden.contains(&group);
    let toggled = arrangement.clone().with_toggled(group);
    html! {
        <label class="check" title={say::page_lanes::about_browser()}>
            <input type="checkbox" checked={is_shown} onchange={model.on(Action::Look(Look::Arrange(toggled)))} />
            { say::page_lanes::group(&lane_group_text(group)) }
        </label>
    }
}

fn orders(model: &Model, arrangement: &Arrangement, id: &str) -> Html {
    const ORDERS: [LaneOrder; 2] = [LaneOrder::Spawn, LaneOrder::Tree];
    let chosen = ORDERS.iter().position(|&order| order == arrangement.order).unwrap_or_default();
    let arrangement = arrangement.clone();
    let on_choose = model.act.reform(move |index: usize| {
        let order = ORDERS.get(index).copied().unwrap_or_default();
        Action::Look(Look::Arrange(Arrangement { order, ..arrangement.clone() }))
    });
    let choices = [say::page_lanes::as_spawned(), say::page_lanes::by_tree()];
    radio_row(say::page_lanes::order_of_lanes(), &format!("order-{id}"), &choices, chosen, &on_choose)
}

fn arrows(model: &Model, arrows: Arrows, id: &str) -> Html {
    const ARROWS: [Arrows; 3] = [Arrows::Selected, Arrows::All, Arrows::None];
    let chosen = ARROWS.iter().position(|&choice| choice == arrows).unwrap_or_default();
    let on_choose = model
        .act
        .reform(|index: usize| Action::Look(Look::Arrows(ARROWS.get(index).copied().unwrap_or_default())));
    let choices =
        [say::page_lanes::wakes_of_selection(), say::page_lanes::all_wakes(), say::page_lanes::no_wakes()];
    radio_row(say::page_lanes::wakes(), &format!("wakes-{id}"), &choices, chosen, &on_choose)
}
