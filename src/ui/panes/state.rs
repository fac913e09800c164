//! The state at the cursor: who is ready in which order, who runs, what is set and what is held.

use taskscope_runtime::TaskId;
use yew::{Html, classes, html};

use crate::session::{Action, Session};
use crate::trace::{ChannelState, Phase, State, count_text, micros_text, state_text, task_await_text};
use crate::ui::model::{Model, task_class};

pub(crate) fn state_pane(model: &Model) -> Html {
    let session = model.session();
    let state = session.state();
    let (trace, cursor) = (session.run.trace(), session.cursor());
    let heading =
        format!("State at {} · step {} of {}", micros_text(trace.time(cursor)), cursor.0, trace.end().0);
    let queue = state.queue.iter().map(|&task| chip(model, &session, task));
    let waiting = state.tasks.iter().filter(|task| task.phase == Phase::Waiting);
    html! {
        <section class="pane state" aria-label="State">
            <h2>{ heading }</h2>
            <dl tabindex="0" aria-label="State at the cursor">
                <dt>{ "running" }</dt>
                <dd>{ for state.running.map(|task| chip(model, &session, task)) }{ none(state.running.is_none()) }</dd>
                <dt>{ "ready queue" }</dt>
                <dd>{ for queue }{ none(state.queue.is_empty()) }</dd>
                <dt>{ "waiting" }</dt>
                <dd class="lines">
                    { for waiting.clone().map(|task| html! {
                        <span class="line">
                            { chip(model, &session, task.id) }
                            <span>{ task_await_text(trace, task) }</span>
                        </span>
                    }) }
                    { none(waiting.count() == 0) }
                </dd>
                { timers(&session, &state) }
                { for state.channels.iter().map(channel) }
                { selected(&session, &state) }
            </dl>
        </section>
    }
}

fn none(is_none: bool) -> Html {
    if is_none {
        html! { <span class="none">{ "none" }</span> }
    } else {
        Html::default()
    }
}

fn chip(model: &Model, session: &Session, task: TaskId) -> Html {
    let is_selected = session.selected == Some(task);
    let action = Action::Select((!is_selected).then_some(task));
    html! {
        <button
            class={classes!("chip", task_class(task))}
            aria-pressed={is_selected.to_string()}
            onclick={model.on(action)}
        >
            <i class="dot"></i>{ session.run.trace().task_name(task) }
        </button>
    }
}

fn timers(session: &Session, state: &State) -> Html {
    let mut timers: Vec<_> = state.timers.values().copied().collect();
    timers.sort_unstable();
    let texts = timers.iter().map(|&(deadline, task)| {
        let who = task.map_or("outside", |task| session.run.trace().task_name(task));
        html! { <span class="fact">{ format!("{} → {who}", micros_text(deadline)) }</span> }
    });
    html! {
        <>
            <dt>{ "timers" }</dt>
            <dd>{ for texts }{ none(timers.is_empty()) }</dd>
        </>
    }
}

fn channel(channel: &ChannelState) -> Html {
    let room = channel.capacity.map_or(String::new(), |capacity| format!(" of {capacity}"));
    let senders = match channel.senders {
        0 => "no sender left".to_owned(),
        senders => count_text(senders.into(), "sender"),
    };
    let closed = if channel.is_closed { " · receiver gone" } else { "" };
    let held = format!("{}{room} held · {senders}{closed}", channel.len);
    html! {
        <>
            <dt>{ format!("channel {}", channel.id) }</dt>
            <dd><span class="fact">{ held }</span></dd>
        </>
    }
}

fn selected(session: &Session, state: &State) -> Html {
    let Some(task) = session.selected.and_then(|task| state.task(task)) else { return Html::default() };
    let text = state_text(state, session.run.trace(), task);
    let (polls, wakes) = (count_text(task.polls.into(), "poll"), count_text(task.wakes.into(), "wake"));
    html! {
        <>
            <dt>{ session.run.trace().text(task.name) }</dt>
            <dd><span class="fact">{ format!("{text} · {polls} · {wakes}") }</span></dd>
        </>
    }
}
