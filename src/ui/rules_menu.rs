//! The rules that the program is scheduled by, and in real time what drives it: a menu among the controls.

use web_sys::HtmlInputElement;
use yew::{Callback, Html, TargetCast, html};

use super::field::field;
use super::host_fields::{host, host_fields};
use super::menu;
use super::model::Model;
use super::pick::{Choice, pick};
use taskscope_gallery::{Order, Scheduling};
use taskscope_session::{Action, Settings};
use taskscope_tell::say;

/// Limits to choose from, next to the one there is; 0 stands for none.
const OPERATIONS: [u32; 5] = [1, 8, 32, 128, 0];
/// The positions of the slider for the polls of a turn; 0 stands for none, as above.
const POLLS: [u32; 14] = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 0];

pub(crate) fn rules_menu(model: &Model) -> Html {
    let Some(settings) = model.session().settings() else { return Html::default() };
    let now = settings.scheduling();
    let is_own = now == settings.variant.scheduling;
    html! {
        <details class="drop rules" onkeydown={menu::close_on_escape()}>
            <summary class="btn" title={say::page_rules::about()}>
                <span class="value"><span class="name">{ say::page_rules::name() }</span>{ now.order.name() }{ if is_own { "" } else { " *" } }</span>
                { for host(settings).map(|host| html! { <span class="value">{ say::page_rules::runs_in(&host) }</span> }) }
            </summary>
            <div class="menu form">{ rules(model) }</div>
        </details>
    }
}

/// What the menu is set to, as fields.
pub(super) fn rules(model: &Model) -> Html {
    let Some(settings) = model.session().settings() else { return Html::default() };
    let now = settings.scheduling();
    let own = settings.variant.scheduling;
    let choose = model
        .act
        .reform(move |scheduling| Action::Choose(Settings { scheduling: Some(scheduling), ..settings }));
    let reset = model.on(Action::Choose(Settings { scheduling: None, ..settings }));
    html! {
        <>
            { order(now, &choose) }
            { seed(now, &choose) }
            { limit([say::page_rules::operations(), say::page_rules::about_operations()], &OPERATIONS, now.operations,
                &choose.reform(move |operations| Scheduling { operations, ..now })) }
            { budget(now, &choose) }
            { host_fields(model, settings) }
            <button class="btn reset" disabled={now == own} onclick={reset}>{ say::page_rules::reset() }</button>
        </>
    }
}

fn order(now: Scheduling, choose: &Callback<Scheduling>) -> Html {
    let choices = Order::ALL.map(|order| Choice::from(order.label()));
    let chosen = Order::ALL.iter().position(|&order| order == now.order).unwrap_or_default();
    let on_choose =
        choose.reform(move |index: usize| now.ordered(Order::ALL.get(index).copied().unwrap_or_default()));
    field(
        say::page_rules::policy(),
        say::page_rules::about_policy(),
        pick(say::page_rules::policy(), &choices, chosen, &on_choose),
    )
}

fn seed(now: Scheduling, choose: &Callback<Scheduling>) -> Html {
    // At every key: what is typed and not taken yet would be lost when the page is drawn anew.
    let oninput = choose.reform(move |event: yew::InputEvent| {
        let said = event.target_unchecked_into::<HtmlInputElement>().value();
        Scheduling { seed: said.parse().unwrap_or(now.seed), ..now }
    });
    let input = html! {
        <input
            type="number"
            aria-label={say::page_rules::seed()}
            min="0"
            max={u32::MAX.to_string()}
            value={now.seed.to_string()}
            {oninput}
        />
    };
    field(say::page_rules::seed(), say::page_rules::about_seed(), input)
}

fn limit([name, hint]: [String; 2], usual: &[u32], now: u32, choose: &Callback<u32>) -> Html {
    let other = (!usual.contains(&now)).then_some(now);
    let limits: Vec<u32> = other.into_iter().chain(usual.iter().copied()).collect();
    let text = |&limit: &u32| if limit == 0 { say::page_rules::no_limit() } else { limit.to_string() };
    let choices: Vec<Choice> = limits.iter().map(text).map(Choice::from).collect();
    let chosen = limits.iter().position(|&limit| limit == now).unwrap_or_default();
    let on_choose = choose.reform(move |index: usize| limits.get(index).copied().unwrap_or(now));
    field(name.clone(), hint, pick(name, &choices, chosen, &on_choose))
}

/// How many polls a turn may have, from one to no limit: a slider, as there is most to see on the way.
fn budget(now: Scheduling, choose: &Callback<Scheduling>) -> Html {
    let last = POLLS.len() - 1;
    let position = POLLS.iter().position(|&polls| polls == 0 || polls >= now.polls).unwrap_or(last);
    let position = if now.polls == 0 { last } else { position };
    let shown = if now.polls == 0 { say::page_rules::no_limit() } else { now.polls.to_string() };
    let oninput = choose.reform(move |event: yew::InputEvent| {
        let said = event.target_unchecked_into::<HtmlInputElement>().value();
        let polls = said.parse().ok().and_then(|position: usize| POLLS.get(position)).copied();
        Scheduling { polls: polls.unwrap_or(now.polls), ..now }
    });
    let control = html! {
        <span class="slider">
            <input
                type="range"
                aria-label={say::page_rules::polls()}
                aria-valuetext={shown.clone()}
                min="0"
                max={last.to_string()}
                value={position.to_string()}
                {oninput}
            />
            <span class="value">{ shown }</span>
        </span>
    };
    field(say::page_rules::polls(), say::page_rules::about_polls(), control)
}
