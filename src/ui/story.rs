//! Between the heading and the timeline: what the run says of the visitor's prediction.

use yew::{Html, html};

use super::model::Model;
use super::prose::prose;
use taskscope_session::{Action, Guess, Session};
use taskscope_tell::say;

/// Draws it.
pub(crate) fn story(model: &Model) -> Html {
    let session = model.session();
    let is_touring = session.story.stop().is_some();
    let shown = if is_touring { None } else { answered(model, &session) };
    // The live region is there before its text is, or it would not be read out.
    html! { <div class="story" role="region" aria-label={say::page_story::label()} aria-live="polite">{ shown.unwrap_or_default() }</div> }
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
