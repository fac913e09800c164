//! The timeline's facts as a table, for those who can't see the drawing and for tests.

use yew::{Html, function_component, html};

use super::model::Props;
use taskscope_session::Session;
use taskscope_tell::{say, state_text, step_time_text, task_await_text, thread_state_text};
use taskscope_trace::{State, TaskState, ThreadState};

/// More rows could neither be listened to nor be drawn anew with every frame.
const MOST_ROWS: usize = 200;

#[function_component]
pub(crate) fn Table(props: &Props) -> Html {
    let session = props.model.session();
    let (trace, cursor) = (session.run.trace(), session.cursor());
    let state = session.state();
    let time = step_time_text(trace, cursor);
    let count = state.tasks.len();
    let (step, end) = (cursor.0 as u64, trace.end().0 as u64);
    let caption = if count > MOST_ROWS {
        say::page_table::caption_cut(&time, step, end, MOST_ROWS as u64, count as u64)
    } else {
        say::page_table::caption(&time, step, end)
    };
    let browser = session.run.browser();
    let browser = browser
        .host()
        .map(|_| say::page_table::browser(&taskscope_tell::summary_text(browser, cursor, trace)));
    let titles = [
        say::page_table::task(),
        say::page_table::state(),
        say::page_table::waits_at(),
        say::page_table::polls(),
        say::page_table::wakes(),
    ];
    html! {
        <>
        if let Some(browser) = browser { <p class="hidden">{ browser }</p> }
        <table
            class="hidden"
            data-digest={trace.run_end().map(|_| format!("{:016x}", trace.digest()))}
            data-step={cursor.0.to_string()}
            data-end={trace.end().0.to_string()}
        >
            <caption>{ caption }</caption>
            <thead>
                <tr>
                    { for titles.map(|title| html! { <th scope="col">{ title }</th> }) }
                </tr>
            </thead>
            <tbody>{ for state.tasks.values().take(MOST_ROWS).map(|task| row(&session, &state, task)) }</tbody>
            if !state.threads.is_empty() {
                <tbody>{ for state.threads.values().take(MOST_ROWS).map(|thread| thread_row(&session, thread)) }</tbody>
            }
        </table>
        </>
    }
}

/// A thread, which is not polled or woken: in place of that, how much it has done.
fn thread_row(session: &Session, thread: &ThreadState) -> Html {
    html! {
        <tr>
            <th scope="row">{ say::kind::thread(session.run.trace().text(thread.name)) }</th>
            <td>{ thread_state_text(thread) }</td>
            <td>{ say::state::dash() }</td>
            <td>{ say::page::calls_done(thread.calls_ended.into()) }</td>
            <td>{ say::count::message(thread.messages.into()) }</td>
        </tr>
    }
}

fn row(session: &Session, state: &State, task: &TaskState) -> Html {
    let trace = session.run.trace();
    html! {
        <tr>
            <th scope="row">{ trace.text(task.name) }</th>
            <td>{ state_text(state, trace, task) }</td>
            <td>{ task_await_text(trace, task) }</td>
            <td>{ task.polls }</td>
            <td>{ task.wakes }</td>
        </tr>
    }
}
