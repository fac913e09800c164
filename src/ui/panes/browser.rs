//! What the browser around the run does, in numbers: of the whole run, and up to the cursor.

use taskscope_format::Micros;
use yew::{Html, html};

use super::figure::{figure, spent_text};
use crate::ui::model::Model;
use taskscope_session::{Action, Session};
use taskscope_tell::say;
use taskscope_trace::{FrameStatistics, LongTaskStatistics, Longest, Statistics, Term};

/// Turns, frames and long tasks of the whole run; nothing where no browser drives it.
pub(super) fn totals(model: &Model, statistics: &Statistics) -> Html {
    let browser = statistics.browser();
    let Some(host) = browser.host else { return Html::default() };
    let count = |count: u64| html! { <b>{ count }</b> };
    let longest = match browser.longest_turn {
        Some(Longest { spent, from }) => html! {
            <button class="link" onclick={model.on(Action::Seek(from))}><b>{ spent_text(spent) }</b></button>
        },
        None => html! { { say::state::dash() } },
    };
    html! {
        <section>
            <h2>{ say::page_stats::browser() }</h2>
            <p class="means">{ say::page_stats::executor_runs(&taskscope_tell::host_text(host)) }</p>
            <dl class="figures">
                { figure(Term::Microtasks, count(browser.microtasks)) }
                { figure(Term::Macrotasks, count(browser.macrotasks)) }
                { figure(Term::LongestTurn, longest) }
                { frames(browser.frames) }
                { figure(Term::LongTasks, long_tasks(browser.long_tasks)) }
            </dl>
        </section>
    }
}

fn frames(frames: Option<FrameStatistics>) -> Html {
    let Some(frames) = frames else { return figure(Term::Frames, html! { { say::scene::not_reported() } }) };
    let rate = frames.per_second().map_or_else(say::state::dash, |rate| format!("{rate:.1}"));
    let missed = frames.missed_if_known().map_or_else(say::state::dash, |missed| missed.to_string());
    html! {
        <>
            { figure(Term::Frames, html! { <b>{ frames.count }</b> }) }
            { figure(Term::MissedFrames, html! { <b>{ missed }</b> }) }
            { figure(Term::FrameRate, html! { <b>{ rate }</b> }) }
        </>
    }
}

fn long_tasks(tasks: Option<LongTaskStatistics>) -> Html {
    let Some(LongTaskStatistics { count, animation_frames, longest }) = tasks else {
        return html! { { say::scene::not_reported() } };
    };
    let frames = (animation_frames > 0).then(|| say::page_stats::animation_frames(animation_frames));
    let longest = (longest > Micros(0)).then(|| say::page_stats::longest(longest));
    html! { <><b>{ count }</b>{ frames }{ longest }</> }
}

/// The same up to the cursor, as an entry of the state.
pub(super) fn so_far(session: &Session) -> Html {
    let browser = session.run.browser();
    if browser.host().is_none() {
        return Html::default();
    }
    let text = taskscope_tell::summary_text(browser, session.cursor(), session.run.trace());
    html! {
        <>
            <dt>{ say::page_state::browser() }</dt>
            <dd class="lines">{ for text.split(&say::state::facts()).map(|part| html! { <span class="fact">{ part }</span> }) }</dd>
        </>
    }
}
