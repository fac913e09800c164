//! Between the heading and the timeline: a question to guess at.

use yew::{Html, html};

use super::model::Model;
use super::prose::prose;
use taskscope_programs::Asked;
use taskscope_session::{Action, Guess, Session};
use taskscope_tell::say;

/// Draws it; somebody who still reads the hints is asked nothing.
pub(crate) fn story(model: &Model, is_first_visit: bool) -> Html {
    let session = model.session();
    let is_touring = session.story.stop().is_some();
    let shown = if is_first_visit || is_touring { None } else { question(model, &session) };
    // The live region is there before its text is, or it would not be read out.
    html! { <div class="story" role="region" aria-label={say::page_story::label()} aria-live="polite">{ shown.unwrap_or_default() }</div> }
}

fn question(model: &Model, session: &Session) -> Option<Html> {
    let asks = session.settings()?.demo.question.asks;
    match session.story.guess() {
        Guess::Open if session.is_question_about_this() => {
            Some(open(model, session, asks, session.story.asked()))
        }
        Guess::Open | Guess::Skipped => None,
        Guess::Made(guess) => Some(answered(model, session.story.asked()?, guess)),
    }
}

fn open(model: &Model, session: &Session, asks: &str, asked: Option<&Asked>) -> Html {
    let choice = |(index, choice): (usize, &String)| {
        html! { <button class="btn" onclick={model.on(Action::Guess(Guess::Made(index)))}>{ choice }</button> }
    };
    html! {
        <>
            <p><b>{ say::page_story::predict() }</b>{ prose(session, asks) }</p>
            <span class="choices">
                { for asked.into_iter().flat_map(|asked| asked.choices.iter().enumerate()).map(choice) }
                <button class="btn plain" onclick={model.on(Action::Guess(Guess::Skipped))}>{ say::page_story::skip() }</button>
            </span>
        </>
    }
}

fn answered(model: &Model, asked: &Asked, guess: usize) -> Html {
    let answer = asked.choices.get(asked.right).cloned().unwrap_or_default();
    let verdict = if guess == asked.right { say::page_story::right() } else { say::page_story::wrong() };
    let class = if guess == asked.right { "right" } else { "wrong" };
    let has_tour = model.session().settings().is_some_and(|settings| !settings.demo.tour.is_empty());
    html! {
        <>
            <p><b {class}>{ verdict }</b>{ answer }</p>
            <span class="choices">
                <button class="btn" onclick={model.on(Action::Seek(asked.step))}>{ say::page_story::show() }</button>
                if has_tour {
                    <button class="btn primary" onclick={model.on(Action::Visit(0))}>{ say::page_story::take_tour() }</button>
                }
                <button class="btn plain" onclick={model.on(Action::Guess(Guess::Skipped))}>{ say::page::close() }</button>
            </span>
        </>
    }
}
