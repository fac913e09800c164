//! What happened: the run in sentences, around the cursor. A click goes to the sentence's step; a fold unfolds there.

use std::cmp::Ordering;

use yew::{Html, classes, function_component, html, use_effect_with, use_node_ref};

use super::pieces::plain;
use crate::ui::model::{Model, Props};
use crate::ui::scroll::scroll_to;
use taskscope_session::{Action, Session};
use taskscope_tell::{Line, range_text, say, step_time_text};

/// Sentences shown before and after the one the cursor is at: enough to scroll a little, few enough to stay quick.
const BEFORE: usize = 60;
const AFTER: usize = 12;
/// Before it while the cursor moves by itself and the list with it: a pane full.
const BEFORE_MOVING: usize = 24;

#[function_component]
pub(super) fn Sentences(props: &Props) -> Html {
    let session = props.model.session();
    let before = if session.is_playing() { BEFORE_MOVING } else { BEFORE };
    let (lines, told) = session.shown().sentences(before, AFTER);
    let now = told.checked_sub(1).and_then(|last| lines.get(last)).map(|line| line.step);
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with((now, before), move |_| {
            if let Some(list) = list.cast::<web_sys::Element>() {
                scroll_to(&list, "[aria-current]");
            }
        });
    }
    let rows = lines
        .iter()
        .enumerate()
        .map(|(index, line)| row(&props.model, &session, line, (index + 1).cmp(&told)));
    html! {
        <ol ref={list} aria-label={say::page_happened::sentences()}>
            { for rows }
            if lines.is_empty() {
                <li class="empty">{ nothing(&session) }</li>
            }
        </ol>
    }
}

/// Why there are no sentences.
fn nothing(session: &Session) -> String {
    if session.view.range.is_some() {
        say::page_range::nothing_found()
    } else if session.is_asking() {
        say::page_question::hint_before()
    } else {
        say::page_happened::nothing()
    }
}

/// A line that lies before, at or after the cursor.
fn row(model: &Model, session: &Session, line: &Line, at: Ordering) -> Html {
    let (is_now, is_later) = (at == Ordering::Equal, at == Ordering::Greater);
    let is_fold = line.times > 1;
    let is_found = session.shown().found().binary_search(&line.step).is_ok();
    let class = classes!(
        is_now.then_some("now"),
        is_later.then_some("later"),
        is_found.then_some("found"),
        is_fold.then_some("fold"),
        line.is_inside.then_some("inside")
    );
    let key = if is_fold { format!("fold-{}", line.step.0) } else { line.step.0.to_string() };
    html! {
        <li {key} {class} data-told={format!("{} {}", line.step.0, line.until.0)} aria-current={is_now.then_some("step")}>
            <button tabindex="-1" onclick={model.on(Action::Seek(line.step))}
                aria-expanded={is_fold.then(|| line.round.is_some().to_string())}>
                <span class="time">{ step_time_text(session.run.trace(), line.step) }</span>
                <span>{ plain(session, &line.pieces) }{ rounds(session, line) }</span>
            </button>
        </li>
    }
}

/// How often a fold happened and from when to when; where it is unfolded, which of its rounds follows.
fn rounds(session: &Session, line: &Line) -> Html {
    if line.times <= 1 {
        return Html::default();
    }
    let range = range_text(session.run.trace(), line.step, line.until);
    let (text, mark) = match line.round {
        Some(round) => (
            say::page_happened::round(round.into(), line.times.into(), &range),
            say::page_happened::unfolded(),
        ),
        None => (say::page_happened::rounds(line.times.into(), &range), say::page_happened::unfold()),
    };
    html! { <em class="rounds">{ say::state::facts() }{ text }{ " " }<i aria-hidden="true">{ mark }</i></em> }
}
