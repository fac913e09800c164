//! A lesson's sentences: names of the run's tasks and futures in their colours, other names and code as code.

use taskscope_format::TaskId;
use taskscope_gallery::prose::{Part, parts};
use yew::{Html, html};

use super::model::task_class;
use taskscope_session::Session;

/// Draws a sentence of the demo that is shown.
pub(crate) fn prose(session: &Session, sentence: &str) -> Html {
    let one = |part: Part<'_>| match part {
        Part::Words(words) => html! { { words } },
        Part::Code(code) => match named(session, code) {
            Some(task) => html! { <b class={task_class(task)}>{ code }</b> },
            None => html! { <code>{ code }</code> },
        },
    };
    html! { <>{ for parts(sentence).map(one) }</> }
}

/// The task that has this name or, if there is none, has a future of this name inside it.
fn named(session: &Session, name: &str) -> Option<TaskId> {
    let trace = session.run.trace();
    let lanes = || session.run.lanes().lanes();
    let is_called = |text| trace.text(text) == name;
    let task = lanes().find(|lane| is_called(lane.name));
    let owner = || lanes().find(|lane| lane.rows().iter().any(|row| is_called(row.label)));
    task.or_else(owner).map(|lane| lane.task)
}
