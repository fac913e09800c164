//! The state at the cursor: who is ready in which order, who runs, what is set and what is held.

use yew::{Html, html};

use super::browser;
use super::chip::{MOST, chip, more};
use super::resources::resources;
use super::why::why;
use crate::ui::model::Model;
use taskscope_session::Session;
use taskscope_tell::{WaitingTasks, moment_text, say, thread_state_text, waiting_tasks};
use taskscope_trace::{State, ThreadState, TimerState};

pub(super) fn state(model: &Model) -> Html {
    let session = model.session();
    let state = session.state();
    let ready =
        if state.is_first_in_first_out() { say::page_state::ready_queue() } else { say::page_state::ready() };
    let queue = state.queue.iter().take(MOST).map(|&task| chip(model, &session, task, ""));
    html! {
        <>
        <dl aria-label={say::page_state::list()}>
            <dt>{ say::page_state::running() }</dt>
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
        { why(model, &session, &state) }
        </>
    }
}

fn waiting(model: &Model, session: &Session, state: &State) -> Html {
    let (rows, left_out) = waiting_tasks(session.run.trace(), state, MOST);
    let lines = rows.iter().map(|WaitingTasks { first, count, what }| {
        let chips = first.iter().map(|&task| chip(model, session, task, ""));
        if *count == 1 {
            return html! { <span class="line">{ for chips }<span>{ what }</span></span> };
        }
        let more = count.saturating_sub(first.len());
        html! {
            <span class="line many">
                <span>{ say::page_state::tasks_wait(*count as u64, what) }</span>
                <span class="chips">
                    { for chips }
                    if more > 0 { <span class="none">{ say::page::more(more as u64) }</span> }
                </span>
            </span>
        }
    });
    html! {
        <>
            <dt>{ say::page_state::waiting() }</dt>
            <dd class="lines">
                { for lines }
                if left_out > 0 { <span class="none">{ say::page::more(left_out as u64) }</span> }
                { none(rows.is_empty()) }
            </dd>
        </>
    }
}

fn none(is_none: bool) -> Html {
    if is_none {
        html! { <span class="none">{ say::page::none() }</span> }
    } else {
        Html::default()
    }
}

/// The threads, if there are any: most programs have none.
fn threads(session: &Session, state: &State) -> Html {
    let row = |thread: &ThreadState| {
        let messages = say::count::message(thread.messages.into());
        html! {
            <>
                <dt>{ session.run.trace().text(thread.name) }</dt>
                <dd>
                    <span class="fact">{ thread_state_text(thread) }</span>
                    <span class="fact">{ say::page::calls_done(thread.calls_ended.into()) }</span>
                    if thread.messages > 0 { <span class="fact">{ messages }</span> }
                </dd>
            </>
        }
    };
    let hidden = state.threads.len().saturating_sub(MOST);
    html! {
        <>
            { for state.threads.values().take(MOST).map(row) }
            if hidden > 0 {
                <dt>{ say::page_state::threads() }</dt>
                <dd>{ more(state.threads.len()) }</dd>
            }
        </>
    }
}

fn timers(session: &Session, state: &State) -> Html {
    let mut timers: Vec<_> = state.timers.values().copied().collect();
    taskscope_sorted::sort_by_key(&mut timers, |timer| (timer.deadline, timer.id));
    let texts = timers.iter().take(MOST).map(|&TimerState { deadline, task, .. }| {
        let who = task.map_or_else(say::page::outside, |task| session.run.trace().task_name(task).to_owned());
        html! { <span class="fact">{ say::page_state::timer(&moment_text(session.run.trace(), deadline), &who) }</span> }
    });
    html! {
        <>
            <dt>{ say::page_state::timers() }</dt>
            <dd>{ for texts }{ more(timers.len()) }{ none(timers.is_empty()) }</dd>
        </>
    }
}
