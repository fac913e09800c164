//! The question about a run, at the right of its timeline: the rest of the run is hidden until it is answered.

use taskscope_format::Clock;
use yew::{Html, html};

use super::model::Model;
use super::prose::prose;
use taskscope_gallery::Value;
use taskscope_session::{Action, Guess, Prediction, Preference, Session};
use taskscope_tell::say;

/// Draws it, if one is open.
pub(crate) fn question(model: &Model) -> Html {
    let session = model.session();
    let shown = session.prediction().filter(|_| session.is_asking()).map(|open| card(model, &session, open));
    // The live region is there before its text is, or it would not be read out.
    html! {
        <div class="question" role="region" aria-label={say::page_question::label()} aria-live="polite">
            { shown.unwrap_or_default() }
        </div>
    }
}

fn card(model: &Model, session: &Session, open: &Prediction) -> Html {
    let is_before = session.settings().is_some_and(|settings| settings.clock == Clock::Browser);
    let (why, waits) = if is_before {
        (say::page_question::predict_before(), say::page_question::rehearsing())
    } else {
        (say::page_question::predict(), say::page_question::recording())
    };
    html! {
        <>
            <p class="eyebrow">{ why }</p>
            <h2>{ prose(session, open.question().asks) }</h2>
            if open.choices().is_empty() { <p class="eyebrow">{ waits }</p> }
            <ol>{ for open.choices().iter().enumerate().map(|(index, value)| choice(model, index, value)) }</ol>
            <p class="aside">
                <button class="btn plain" onclick={model.on(Action::Guess(Guess::Skipped))}>{ say::page_question::skip() }</button>
                // In front of a class one slip would end all questions.
                if !session.teaching.is_on {
                    <button class="btn plain" onclick={model.on(Action::Prefer(Preference::Questions(false)))}>
                        { say::page_question::never() }
                    </button>
                }
            </p>
        </>
    }
}

fn choice(model: &Model, index: usize, value: &Value) -> Html {
    html! {
        <li>
            <button onclick={model.on(Action::Guess(Guess::Made(index)))}>
                <kbd aria-hidden="true">{ index + 1 }</kbd><span>{ value.text() }</span>
            </button>
        </li>
    }
}
