//! What happened: the run in sentences, around the cursor. A click goes to the sentence's step.

use yew::{Html, classes, function_component, html, use_effect_with, use_node_ref};

use crate::session::{Action, Session};
use crate::trace::{Piece, Sentence, micros_text};
use crate::ui::model::{Model, Props, task_class};

/// Sentences shown before and after the one the cursor is at: enough to scroll a little, few enough to stay quick.
const BEFORE: usize = 60;
const AFTER: usize = 12;

#[function_component]
pub(crate) fn Happened(props: &Props) -> Html {
    let session = props.model.session();
    let sentences = session.run.narration().sentences();
    let told = session.run.narration().told_at(session.cursor());
    let (from, to) = (told.saturating_sub(BEFORE), (told + AFTER).min(sentences.len()));
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with(told, move |_| {
            if let Some(list) = list.cast::<web_sys::Element>() {
                show_current(&list);
            }
        });
    }
    let rows = sentences.iter().enumerate().take(to).skip(from).map(|(index, sentence)| {
        let is_now = index + 1 == told;
        row(&props.model, &session, sentence, index, is_now, index >= told)
    });
    html! {
        <section class="pane happened" aria-label="What happened">
            <h2>{ "What happened" }</h2>
            <ol ref={list} tabindex="0" aria-label="Sentences">
                { for rows }
                if sentences.is_empty() {
                    <li class="empty">{ "Nothing yet. Press Run to start the program." }</li>
                }
            </ol>
        </section>
    }
}

/// Scrolls only the list, never the page around it.
fn show_current(list: &web_sys::Element) {
    let Ok(Some(now)) = list.query_selector("[aria-current]") else { return };
    let (list_box, now_box) = (list.get_bounding_client_rect(), now.get_bounding_client_rect());
    let above = now_box.top() - list_box.top();
    let height = list_box.height();
    if above < 0.0 || now_box.bottom() > list_box.bottom() {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        list.set_scroll_top(list.scroll_top() + (above - height * 0.6) as i32);
    }
}

fn row(
    model: &Model,
    session: &Session,
    sentence: &Sentence,
    index: usize,
    is_now: bool,
    is_later: bool,
) -> Html {
    let time = micros_text(session.run.trace().time(sentence.step));
    let pieces = sentence.pieces.iter().map(|piece| piece_html(session, piece));
    html! {
        <li key={index} class={classes!(is_now.then_some("now"), is_later.then_some("later"))}
            aria-current={is_now.then_some("step")}>
            <button tabindex="-1" onclick={model.on(Action::Seek(sentence.step))}>
                <span class="time">{ time }</span>
                <span>{ for pieces }</span>
            </button>
        </li>
    }
}

fn piece_html(session: &Session, piece: &Piece) -> Html {
    let trace = session.run.trace();
    match piece {
        Piece::Text(text) => html! { { text } },
        Piece::Task(task) => html! { <b class={task_class(*task)}>{ trace.task_name(*task) }</b> },
        Piece::Said(text) => html! { <code>{ text }</code> },
        Piece::Line(place) => match trace.place(*place) {
            Some((_, line)) => html! { <u>{ format!("line {line}") }</u> },
            None => html! { { "a line" } },
        },
    }
}
