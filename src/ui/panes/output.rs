//! What the program has printed up to the cursor, each line with its time.

use taskscope_runtime::Event;
use yew::{Html, html};

use crate::session::Action;
use crate::trace::{Step, micros_text};
use crate::ui::model::Model;

/// Lines that are shown; a program can print without end.
const MOST: usize = 500;

pub(crate) fn output(model: &Model) -> Html {
    let session = model.session();
    let trace = session.run.trace();
    let printed =
        trace.events().iter().take(session.cursor().0).enumerate().rev().filter_map(|(index, &event)| {
            let Event::Output { text } = event else { return None };
            Some((Step(index + 1), text))
        });
    let mut lines: Vec<_> = printed.take(MOST).collect();
    lines.reverse();
    let left_out = session.state().lines.saturating_sub(lines.len());
    let rows = lines.iter().map(|&(step, text)| {
        html! {
            <li key={step.0}>
                <button onclick={model.on(Action::Seek(step))}>
                    <span class="time">{ micros_text(trace.time(step)) }</span>
                    <code>{ trace.text(text) }</code>
                </button>
            </li>
        }
    });
    html! {
        <div class="output">
            if left_out > 0 { <p class="empty">{ format!("{left_out} earlier lines are not shown.") }</p> }
            <ol aria-label="Output">{ for rows }</ol>
            if lines.is_empty() { <p class="empty">{ "Nothing printed up to this step." }</p> }
        </div>
    }
}
