//! The timeline's facts as a table, for those who can't see the drawing and for tests: tasks, each followed by the futures
//! inside it.

use taskscope_format::Micros;
use yew::{Html, function_component, html};

use super::model::Props;
use taskscope_session::Session;
use taskscope_tell::{
    micros_text, say, state_text, step_time_text, task_await_text, thread_state_text, wait_text,
};
use taskscope_trace::{
    Lane, NodeRow, Phase, Span, State, TaskState, ThreadState, Track, TreeNode, node_tree,
};

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
        say::page_table::since(),
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
            <td>{ say::state::dash() }</td>
            <td>{ say::page::calls_done(thread.calls_ended.into()) }</td>
            <td>{ say::count::message(thread.messages.into()) }</td>
        </tr>
    }
}

fn row(session: &Session, state: &State, task: &TaskState) -> Html {
    /// Futures of a task that are listed.
    const MOST_FUTURES: usize = 30;
    let trace = session.run.trace();
    let spans = session.run.lanes().lane(task.id).map(Lane::track);
    let (futures, _) = node_tree(state, task.id, MOST_FUTURES);
    html! {
        <>
            <tr>
                <th scope="row">{ trace.text(task.name) }</th>
                <td>{ state_text(state, trace, task) }</td>
                <td>{ since(session, spans) }</td>
                <td>{ task_await_text(trace, state, task) }</td>
                <td>{ task.polls }</td>
                <td>{ task.wakes }</td>
            </tr>
            { for futures.iter().map(|future| future_row(session, task, future)) }
        </>
    }
}

/// A future inside a task: its polls and wakes are counted with those of the task.
fn future_row(session: &Session, task: &TaskState, TreeNode { node, awaits, .. }: &TreeNode<'_>) -> Html {
    let trace = session.run.trace();
    let rows = session.run.lanes().lane(task.id).map_or(&[][..], |lane| lane.rows());
    let row = rows.iter().find(|row| row.node_at(session.cursor()) == Some(node.id));
    let state = match node.phase() {
        Phase::Running => say::page_table::polled(),
        Phase::Ready => say::page_table::woken(),
        Phase::Done | Phase::Cancelled | Phase::Panicked => say::page_table::has_value(),
        Phase::Waiting => say::page_table::pending(),
    };
    let waits = awaits.iter().map(|wait| match trace.place(wait.place) {
        Some((_, line)) => say::state::at_line(&wait_text(trace, wait.on), line.into()),
        None => wait_text(trace, wait.on),
    });
    let waits = if awaits.is_empty() {
        say::state::dash()
    } else {
        waits.collect::<Vec<_>>().join(&say::state::awaits())
    };
    html! {
        <tr>
            <th scope="row">{ say::page_table::inside(trace.text(task.name), trace.text(node.label)) }</th>
            <td>{ state }</td>
            <td>{ since(session, row.map(NodeRow::track)) }</td>
            <td>{ waits }</td>
            <td>{ say::state::dash() }</td>
            <td>{ say::state::dash() }</td>
        </tr>
    }
}

/// Since when something is as it is at the cursor, and for how long by then.
fn since(session: &Session, spans: Option<&Track>) -> String {
    let (trace, cursor) = (session.run.trace(), session.cursor());
    let Some(Span { from, to, .. }) = spans.and_then(|spans| spans.span_at(cursor)) else {
        return say::state::dash();
    };
    let (start, moment) = (trace.time(from), step_time_text(trace, from));
    let takes_no_time = to.is_some_and(|to| trace.time(to) == start);
    match trace.time(cursor).0.saturating_sub(start.0) {
        _ if takes_no_time => say::page_table::no_time(&moment),
        0 => moment,
        length => say::page_table::for_long(&moment, &micros_text(Micros(length))),
    }
}
