//! Between the heading and the timeline: what the run says of the prediction, or the stops of the tour, one at a time.

use yew::{Html, html};

use super::model::Model;
use super::prose::prose;
use taskscope_programs::way_at;
use taskscope_session::{Action, Guess, Session};
use taskscope_tell::say;

/// Draws it.
pub(crate) fn story(model: &Model) -> Html {
    let session = model.session();
    let shown = tour(model, &session).or_else(|| answered(model, &session));
    // The live region is there before its text is, or it would not be read out.
    html! { <div class="story" role="region" aria-label={say::page_story::label()} aria-live="polite">{ shown.unwrap_or_default() }</div> }
}

fn tour(model: &Model, session: &Session) -> Option<Html> {
    let (index, stop) = session.story.stop()?;
    let demo = session.settings()?.demo;
    let all = demo.tour.len();
    let is_last = index + 1 == all;
    let (_, _, after) = way_at(demo);
    let next = if is_last { Action::EndTour } else { Action::Visit(index + 1) };
    Some(html! {
        <>
            <p><b class="count">{ say::page_story::place(index as u64 + 1, all as u64) }</b>{ " " }
                if demo.variants.len() > 1 { <code>{ stop.variant }</code>{ " " } }
                { prose(session, stop.says) }
            </p>
            <span class="choices">
                <button class="btn" disabled={index == 0} onclick={model.on(Action::Visit(index.saturating_sub(1)))}>
                    { say::page_story::back() }
                </button>
                <button class="btn primary" onclick={model.on(next)}>{ if is_last { say::page_story::done() } else { say::page_story::next() } }</button>
                if let Some(after) = after.filter(|_| is_last) {
                    <button class="btn" onclick={model.on(Action::Choose(session.settings_for(after)))}>
                        { say::page_story::next_demo(after.title) }
                    </button>
                }
                if !is_last { <button class="btn plain" onclick={model.on(Action::EndTour)}>{ say::page_story::end_tour() }</button> }
            </span>
        </>
    })
}

/// What the run says of the visitor's prediction.
fn answered(model: &Model, session: &Session) -> Option<Html> {
    let made = session.prediction()?;
    let guess = made.choices().get(made.guess()?)?.text();
    let close = || {
        html! { <button class="btn plain" onclick={model.on(Action::Guess(Guess::Skipped))}>{ say::page::close() }</button> }
    };
    let Some(verdict) = made.verdict() else {
        return Some(
            html! { <><p>{ say::page_question::pending(&guess) }</p><span class="choices">{ close() }</span></> },
        );
    };
    let (class, says) = match verdict.is_right {
        Some(true) => ("right", say::page_question::right()),
        Some(false) => ("wrong", say::page_question::wrong()),
        None => ("wrong", say::page_question::instead()),
    };
    let has_tour = session.settings().is_some_and(|settings| !settings.demo.tour.is_empty());
    let reason = match verdict.because {
        Some(because) => prose(session, because),
        None => html! { { session.reason(&verdict) } },
    };
    let stop = if verdict.answer.ends_with('.') { " " } else { ". " };
    Some(html! {
        <>
            <p><b {class}>{ says }</b><strong>{ &verdict.answer }</strong>{ stop }{ reason }</p>
            <span class="choices">
                <button class="btn" onclick={model.on(Action::Seek(verdict.shows))}>{ say::page_story::show() }</button>
                if has_tour {
                    <button class="btn primary" onclick={model.on(Action::Visit(0))}>{ say::page_story::take_tour() }</button>
                }
                { close() }
            </span>
        </>
    })
}
