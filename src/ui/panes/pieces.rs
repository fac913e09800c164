//! Sentences as the panes show them: tasks in their colours, and where it is not in a button already, every task and line
//! a link of its own.

use yew::{Html, classes, html};

use crate::ui::model::{Model, task_class};
use taskscope_session::{Action, Look, Session};
use taskscope_tell::{Piece, plain_text, say};

/// A sentence that is part of a button.
pub(crate) fn plain(session: &Session, pieces: &[Piece]) -> Html {
    let trace = session.run.trace();
    let one = |piece: &Piece| match piece {
        Piece::Text(text) => html! { { text } },
        Piece::Task(task) => html! { <b class={task_class(*task)}>{ trace.task_name(*task) }</b> },
        Piece::Future { task, .. } => {
            html! { <b class={task_class(*task)}>{ plain_text(std::slice::from_ref(piece), trace) }</b> }
        }
        Piece::Said(text) => html! { <code>{ text }</code> },
        Piece::Line(place) => match trace.place(*place) {
            Some((_, line)) => html! { <u>{ say::value::line(line.into()) }</u> },
            None => html! { { say::value::a_line() } },
        },
    };
    html! { <>{ for pieces.iter().map(one) }</> }
}

/// A sentence in which tasks can be selected, and lines of the source that is shown.
pub(super) fn linked(model: &Model, session: &Session, pieces: &[Piece]) -> Html {
    let one = |piece: &Piece| match *piece {
        Piece::Task(task) | Piece::Future { task, .. } => html! {
            <button class={classes!("link", task_class(task))} onclick={model.on(Action::Look(Look::Select(Some(task))))}>
                { plain(session, std::slice::from_ref(piece)) }
            </button>
        },
        Piece::Line(place) => match session.line_of(place) {
            Some(line) => line_link(model, line),
            None => plain(session, std::slice::from_ref(piece)),
        },
        Piece::Text(_) | Piece::Said(_) => plain(session, std::slice::from_ref(piece)),
    };
    html! { <span class="sentence">{ for pieces.iter().map(one) }</span> }
}

/// A line of the source, to be shown by a click.
pub(super) fn line_link(model: &Model, line: u32) -> Html {
    html! {
        <button class="link line-link" onclick={model.on(Action::Look(Look::Line(line)))}>{ say::value::line(line.into()) }</button>
    }
}
