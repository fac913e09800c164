//! What the program has printed up to the cursor, each line with its time.

use taskscope_format::Event;
use yew::{Html, html};

use super::plot::plots;
use super::range_menu::range_note;
use crate::ui::model::Model;
use taskscope_session::{Action, Session};
use taskscope_tell::{say, step_time_text};
use taskscope_trace::{MOST_PRINTED, shortened};

/// Lines that are shown; a program can print without end.
const MOST: usize = 500;

pub(crate) fn output(model: &Model) -> Html {
    let session = model.session();
    let trace = session.run.trace();
    let printed = session.shown().in_range(trace.printed_before(session.cursor()));
    let left_out = printed.len().saturating_sub(MOST);
    let lines = printed.get(left_out..).unwrap_or_default();
    let rows = lines.iter().filter_map(|&step| {
        let Some(Event::Output { text, .. }) = trace.event_before(step) else { return None };
        Some((step, text))
    });
    let rows = rows.map(|(step, text)| {
        html! {
            <li key={step.0}>
                <button onclick={model.on(Action::Seek(step))}>
                    <span class="time">{ step_time_text(trace, step) }</span>
                    <code>{ shortened(trace.whole_text(text), MOST_PRINTED).into_owned() }</code>
                </button>
            </li>
        }
    });
    html! {
        <div class="output">
            { range_note(model) }
            { plots(&session) }
            if left_out > 0 { <p class="empty">{ say::page_output::left_out(left_out as u64) }</p> }
            <ol aria-label={say::page_output::label()}>{ for rows }</ol>
            if lines.is_empty() { <p class="empty">{ nothing(&session) }</p> }
        </div>
    }
}

/// Why there are no lines.
fn nothing(session: &Session) -> String {
    if session.view.range.is_some() {
        say::page_output::nothing_in_range()
    } else {
        say::page_output::nothing()
    }
}
