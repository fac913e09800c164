//! Between the heading and the timeline: a question to guess at, then the stops of the tour, one at a time.

use yew::{Html, html};

use super::model::Model;
use super::prose::prose;
use taskscope_programs::{Asked, way_at};
use taskscope_session::{Action, Guess, Session};
use taskscope_tell::say;

/// Draws it; somebody who still reads the hints is asked nothing.
pub(crate) fn story(model: &Model, is_first_visit: bool) -> Html {
    let session = model.session();
    let question = || if is_first_visit { None } else { question(model, &session) };
    let shown = tour(model, &session).or_else(question);
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
