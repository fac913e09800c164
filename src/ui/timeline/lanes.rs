//! Which lanes and wakes are shown: a small menu in the corner above the names.

use web_sys::{HtmlInputElement, InputEvent};
use yew::{Callback, Html, TargetCast, html};

use super::super::menu;
use super::super::model::Model;
use super::super::segmented::segmented;
use taskscope_scene::Arrows;
use taskscope_session::Action;
use taskscope_trace::{Arrangement, LaneGroup, LaneOrder, Phase};

const PHASES: [(Phase, &str); 6] = [
    (Phase::Ready, "ready"),
    (Phase::Running, "running"),
    (Phase::Waiting, "waiting"),
    (Phase::Done, "done"),
    (Phase::Cancelled, "cancelled"),
    (Phase::Panicked, "panicked"),
];

/// Draws the menu; `id` makes names of radio buttons unique.
pub(super) fn lanes(model: &Model, id: &str) -> Html {
    let session = model.session();
    let arrangement = &session.arrangement;
    let has_browser = session.run.browser().host().is_some();
    let is_filtered = !arrangement.name.is_empty()
        || !arrangement.phases.is_empty()
        || (has_browser && arrangement.hidden.contains(&LaneGroup::Browser));
    html! {
        <details class="drop lanes" onkeydown={menu::close_on_escape()}>
            <summary class="btn">{ if is_filtered { "Lanes: some" } else { "Lanes" } }</summary>
            <div class="menu form">
                <label class="field">
                    <span>{ "Name" }</span>
                    <input
                        type="text"
                        placeholder="all tasks"
                        value={arrangement.name.clone()}
                        oninput={name_input(model, arrangement)}
                    />
                </label>
                <fieldset>
                    <legend>{ "State at the cursor" }</legend>
                    { for PHASES.iter().map(|&(phase, label)| phase_box(model, arrangement, phase, label)) }
                </fieldset>
                <span class="label" aria-hidden="true">{ "Order" }</span>
                { orders(model, arrangement, id) }
                <span class="label" aria-hidden="true">{ "Wakes" }</span>
                { arrows(model, session.arrows, id) }
                { group_box(model, arrangement, LaneGroup::Browser) }
                <label class="check">
                    <input
                        type="checkbox"
                        checked={session.is_following}
                        onchange={model.on(Action::Follow(!session.is_following))}
                    />
                    { "View follows the cursor" }
                </label>
            </div>
        </details>
    }
}

fn name_input(model: &Model, arrangement: &Arrangement) -> Callback<InputEvent> {
    let arrangement = arrangement.clone();
    model.act.reform(move |event: InputEvent| {
        let name = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::Arrange(Arrangement { name, ..arrangement.clone() })
    })
}

fn phase_box(model: &Model, arrangement: &Arrangement, phase: Phase, label: &'static str) -> Html {
    let mut toggled = arrangement.clone();
    let is_chosen = !toggled.phases.insert(phase);
    if is_chosen {
        toggled.phases.remove(&phase);
    }
    html! {
        <label class="check">
            <input type="checkbox" checked={is_chosen} onchange={model.on(Action::Arrange(toggled))} />
            { label }
        </label>
    }
}

/// Shows and hides a group of lanes, also before a run that has them.
fn group_box(model: &Model, arrangement: &Arrangement, group: LaneGroup) -> Html {
    let is_shown = !arrangement.hidden.contains(&group);
    let toggled = arrangement.clone().with_toggled(group);
    html! {
        <label class="check" title="On the browser clock: turns, frames, long tasks">
            <input type="checkbox" checked={is_shown} onchange={model.on(Action::Arrange(toggled))} />
            { format!("{} lanes", group.name()) }
        </label>
    }
}

fn orders(model: &Model, arrangement: &Arrangement, id: &str) -> Html {
    const ORDERS: [LaneOrder; 2] = [LaneOrder::Spawn, LaneOrder::Tree];
    let chosen = ORDERS.iter().position(|&order| order == arrangement.order).unwrap_or_default();
    let arrangement = arrangement.clone();
    let on_choose = model.act.reform(move |index: usize| {
        let order = ORDERS.get(index).copied().unwrap_or_default();
        Action::Arrange(Arrangement { order, ..arrangement.clone() })
    });
    segmented("Order of lanes", &format!("order-{id}"), &["as spawned", "by tree"], chosen, &on_choose)
}

fn arrows(model: &Model, arrows: Arrows, id: &str) -> Html {
    const ARROWS: [Arrows; 3] = [Arrows::Selected, Arrows::All, Arrows::None];
    let chosen = ARROWS.iter().position(|&choice| choice == arrows).unwrap_or_default();
    let on_choose =
        model.act.reform(|index: usize| Action::SetArrows(ARROWS.get(index).copied().unwrap_or_default()));
    segmented("Wakes", &format!("wakes-{id}"), &["selection", "all", "none"], chosen, &on_choose)
}
