//! The state at the cursor: who is ready in which order, who runs, what is set and what is held.

use taskscope_runtime::TaskId;
use yew::{Html, classes, html};

use super::browser;
use super::resources::resources;
use crate::ui::model::{Model, task_class};
use taskscope_session::{Action, Session};
use taskscope_tell::{count_text, moment_text, task_await_text, worker_state_text};
use taskscope_trace::{Phase, State, TimerState, WorkerState};

/// Entries of one list that are shown: a program can have ten thousand tasks, and a pane is read, not searched.
pub(super) const MOST: usize = 30;

pub(super) fn state(model: &Model) -> Html {
    let session = model.session();
    let state = session.state();
    let ready = if state.is_first_in_first_out() { "ready queue" } else { "ready" };
    let queue = state.queue.iter().take(MOST).map(|&task| chip(model, &session, task, ""));
    html! {
        <dl aria-label="State at the cursor">
            <dt>{ "running" }</dt>
            <dd>
                { for state.running.values().map(|&task| chip(model, &session, task, "")) }
                { none(state.running.is_empty()) }
            </dd>
            <dt>{ ready }</dt>
            <dd>{ for queue }{ more(state.queue.len()) }{ none(state.queue.is_empty()) }</dd>
            { waiting(model, &session, &state) }
            { timers(&session, &state) }
            { resources(model, &session, &state) }
            { threads(&session, &state) }
            { browser::so_far(&session) }
        </dl>
    }
}

fn waiting(model: &Model, session: &Session, state: &State) -> Html {
    let waiting = || state.tasks.values().filter(|task| task.phase == Phase::Waiting);
    let lines = waiting().take(MOST).map(|task| {
        html! {
            <span class="line">
                { chip(model, session, task.id, "") }
                <span>{ task_await_text(session.run.trace(), task) }</span>
            </span>
        }
    });
    let count = waiting().count();
    html! {
        <>
            <dt>{ "waiting" }</dt>
            <dd class="lines">{ for lines }{ more(count) }{ none(count == 0) }</dd>
        </>
    }
}

fn none(is_none: bool) -> Html {
    if is_none {
        html! { <span class="none">{ "none" }</span> }
    } else {
        Html::default()
    }
}

/// What stands after a list of which only the first entries are shown.
pub(super) fn more(count: usize) -> Html {
    match count.saturating_sub(MOST) {
        0 => Html::default(),
        more => html! { <span class="none">{ format!("and {more} more") }</span> },
    }
}

/// A task by name, to be selected by a click; `detail` says more about it.
pub(super) fn chip(model: &Model, session: &Session, task: TaskId, detail: &str) -> Html {
    let is_selected = session.selected == Some(task);
    let action = Action::Select((!is_selected).then_some(task));
    html! {
        <button
            class={classes!("chip", task_class(task))}
            aria-pressed={is_selected.to_string()}
            onclick={model.on(action)}
        >
            <i class="dot"></i>{ session.run.trace().task_name(task) }{ detail }
        </button>
    }
}

/// The threads, if there are any: most programs have none.
fn threads(session: &Session, state: &State) -> Html {
    let row = |worker: &WorkerState| {
        let messages = count_text(worker.messages.into(), "message");
        html! {
            <>
                <dt>{ session.run.trace().text(worker.name) }</dt>
                <dd>
                    <span class="fact">{ worker_state_text(worker) }</span>
                    <span class="fact">{ format!("{} done", count_text(worker.calls_ended.into(), "call")) }</span>
                    if worker.messages > 0 { <span class="fact">{ messages }</span> }
                </dd>
            </>
        }
    };
    let hidden = state.workers.len().saturating_sub(MOST);
    html! {
        <>
            { for state.workers.values().take(MOST).map(row) }
            if hidden > 0 {
                <dt>{ "threads" }</dt>
                <dd>{ more(state.workers.len()) }</dd>
            }
        </>
    }
}

fn timers(session: &Session, state: &State) -> Html {
    let mut timers: Vec<_> = state.timers.values().copied().collect();
    timers.sort_unstable_by_key(|timer| (timer.deadline, timer.id));
    let texts = timers.iter().take(MOST).map(|&TimerState { deadline, task, .. }| {
        let who = task.map_or("outside", |task| session.run.trace().task_name(task));
        html! { <span class="fact">{ format!("{} → {who}", moment_text(session.run.trace(), deadline)) }</span> }
    });
    html! {
        <>
            <dt>{ "timers" }</dt>
            <dd>{ for texts }{ more(timers.len()) }{ none(timers.is_empty()) }</dd>
        </>
    }
}
