//! A task as a chip that selects it, and what stands for chips that are left out.

use taskscope_format::TaskId;
use yew::{Html, classes, html};

use crate::ui::model::{Model, task_class};
use taskscope_session::{Action, Look, Session};
use taskscope_tell::say;

/// Entries of one list that are shown: a program can have ten thousand tasks, and a pane is read, not searched.
pub(super) const MOST: usize = 30;

/// A task by name, to be selected by a click; `detail` says more about it.
pub(super) fn chip(model: &Model, session: &Session, task: TaskId, detail: &str) -> Html {
    let is_selected = session.view.selected == Some(task);
    let action = Action::Look(Look::Select((!is_selected).then_some(task)));
    html! {
        <button
            class={classes!("chip", task_class(task))}
            data-task={task.0.to_string()}
            aria-pressed={is_selected.to_string()}
            onclick={model.on(action)}
        >
            <i class="dot"></i>{ session.run.trace().task_name(task) }{ detail }
        </button>
    }
}

/// What stands after a list of which only the first entries are shown.
pub(super) fn more(count: usize) -> Html {
    match count.saturating_sub(MOST) {
        0 => Html::default(),
        more => html! { <span class="none">{ say::page::more(more as u64) }</span> },
    }
}
