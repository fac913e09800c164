//! What happened: the run in sentences, around the cursor. A click goes to the sentence's step.

use std::cmp::Ordering;

use yew::{Html, classes, function_component, html, use_effect_with, use_node_ref};

use crate::session::{Action, Session};
use crate::trace::{Around, Line, Piece, micros_text};
use crate::ui::model::{Model, Props, task_class};

/// Sentences shown before and after the one the cursor is at: enough to scroll a little, few enough to stay quick.
const BEFORE: usize = 60;
const AFTER: usize = 12;

#[function_component]
pub(crate) fn Happened(props: &Props) -> Html {
    let session = props.model.session();
    let around = Around { step: session.cursor(), before: BEFORE, after: AFTER };
    let (lines, told) = session.run.lines_around(around);
    let now = told.checked_sub(1).and_then(|last| lines.get(last)).map(|line| line.step);
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with(now, move |_| {
            if let Some(list) = list.cast::<web_sys::Element>() {
                show_current(&list);
            }
        });
    }
    let rows = lines
        .iter()
        .enumerate()
        .map(|(index, line)| row(&props.model, &session, line, (index + 1).cmp(&told)));
    html! {
        <section class="pane happened" aria-label="What happened">
            <h2>{ "What happened" }</h2>
            <ol ref={list} tabindex="0" aria-label="Sentences">
                { for rows }
                if lines.is_empty() {
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

/// A line that lies before, at or after the cursor.
fn row(model: &Model, session: &Session, line: &Line, at: Ordering) -> Html {
    let trace = session.run.trace();
    let time = micros_text(trace.time(line.step));
    let pieces = line.pieces.iter().map(|piece| piece_html(session, piece));
    let (is_now, is_later) = (at == Ordering::Equal, at == Ordering::Greater);
    let rounds = (line.times > 1).then(|| {
        let until = micros_text(trace.time(line.until));
        html! { <em>{ format!(" {} times, until {until}.", line.times) }</em> }
    });
    html! {
        <li key={line.step.0} class={classes!(is_now.then_some("now"), is_later.then_some("later"))}
            aria-current={is_now.then_some("step")}>
            <button tabindex="-1" onclick={model.on(Action::Seek(line.step))}>
                <span class="time">{ time }</span>
                <span>{ for pieces }{ rounds }</span>
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
