//! The rules that the program is scheduled by: a menu in the header.

use web_sys::HtmlInputElement;
use yew::{Callback, Html, TargetCast, html};

use super::menu;
use super::model::Model;
use super::pick::pick;
use crate::demos::{Order, Scheduling};
use crate::session::{Action, Settings};

/// Limits to choose from, next to the one there is; 0 stands for none.
const OPERATIONS: [u32; 5] = [1, 8, 32, 128, 0];
/// The same for the polls of a turn.
const POLLS: [u32; 5] = [1, 10, 100, 1000, 0];

pub(crate) fn rules(model: &Model) -> Html {
    let settings = model.session().settings;
    let now = settings.scheduling();
    let own = settings.variant.scheduling;
    let choose = model
        .act
        .reform(move |scheduling| Action::Choose(Settings { scheduling: Some(scheduling), ..settings }));
    let reset = model.on(Action::Choose(Settings { scheduling: None, ..settings }));
    let is_own = now == own;
    html! {
        <details class="drop rules" onkeydown={menu::close_on_escape()}>
            <summary class="btn" title="Which task runs next, and how much it may do at a stretch">
                { "Policy: " }{ now.order.name() }{ if is_own { "" } else { " *" } }
            </summary>
            <div class="menu form">
                { order(now, &choose) }
                { seed(now, &choose) }
                { limit("Operations in a poll", "how many may succeed before the task has to yield", &OPERATIONS,
                    now.operations, &choose.reform(move |operations| Scheduling { operations, ..now })) }
                { limit("Polls in a turn", "how many before the browser gets control back", &POLLS,
                    now.polls, &choose.reform(move |polls| Scheduling { polls, ..now })) }
                <button class="btn" disabled={is_own} onclick={reset}>{ "As the demo has them" }</button>
            </div>
        </details>
    }
}

fn order(now: Scheduling, choose: &Callback<Scheduling>) -> Html {
    let choices = Order::ALL.map(|order| order.label().to_owned());
    let chosen = Order::ALL.iter().position(|&order| order == now.order).unwrap_or_default();
    let on_choose =
        choose.reform(move |index: usize| now.ordered(Order::ALL.get(index).copied().unwrap_or_default()));
    field("Policy", "which ready task runs next", pick("Policy", &choices, chosen, &on_choose))
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
            aria-label="Seed"
            min="0"
            max={u32::MAX.to_string()}
            value={now.seed.to_string()}
            {oninput}
        />
    };
    field("Seed", "where the random choices start from", input)
}

fn limit(name: &'static str, hint: &'static str, usual: &[u32], now: u32, choose: &Callback<u32>) -> Html {
    let other = (!usual.contains(&now)).then_some(now);
    let limits: Vec<u32> = other.into_iter().chain(usual.iter().copied()).collect();
    let text = |&limit: &u32| if limit == 0 { "no limit".to_owned() } else { limit.to_string() };
    let choices: Vec<String> = limits.iter().map(text).collect();
    let chosen = limits.iter().position(|&limit| limit == now).unwrap_or_default();
    let on_choose = choose.reform(move |index: usize| limits.get(index).copied().unwrap_or(now));
    field(name, hint, pick(name, &choices, chosen, &on_choose))
}

fn field(name: &'static str, hint: &'static str, control: Html) -> Html {
    html! { <label class="field" title={hint}><span>{ name }</span>{ control }</label> }
}
