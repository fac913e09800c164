//! What screen readers hear: the sentence of a step when the cursor goes there, the stop of the tour, the task that is
//! selected, and how much looks like a mistake when a run has ended.

use taskscope_format::{RunEnd, TaskId};
use yew::{Html, function_component, html, use_memo};

use super::model::Props;
use taskscope_session::Session;
use taskscope_tell::{no_finding_text, plain_text, say, state_text};

/// Looking through more events would hold up the page.
const MOST_EVENTS: usize = 200_000;

/// Each says one thing, so that only what is new is read.
#[function_component]
pub(crate) fn Announcement(props: &Props) -> Html {
    let session = props.model.session();
    let trace = session.run.trace();
    let ended = trace.run_end().filter(|_| trace.end().0 <= MOST_EVENTS);
    let findings =
        ended.map(|end| findings_text(end, session.run.findings().list().len())).unwrap_or_default();
    // Said once, when it is selected: what it does at later steps is in their sentences.
    let selected = use_memo((session.run_number, session.view.selected), |&(_, selected)| {
        selected.map(|task| selected_text(&session, task)).unwrap_or_default()
    });
    let live = |name: &'static str, text: &str| {
        html! { <p class="hidden" aria-live="polite" data-says={name}>{ text.to_owned() }</p> }
    };
    html! {
        <>
            { live("findings", &findings) }
            { live("selected", &selected) }
            { live("step", &step_text(&session)) }
        </>
    }
}

/// The stop of the tour, or the sentence of the step. While the cursor moves by itself nobody could listen so fast.
fn step_text(session: &Session) -> String {
    if let (Some((index, stop)), Some(settings)) = (session.stop_here(), session.settings()) {
        return say::page_callout::stop(
            index as u64 + 1,
            settings.demo.tour.len() as u64,
            &stop.says.replace('`', ""),
        );
    }
    if session.is_playing() {
        return String::new();
    }
    let callout = session.callout();
    callout.map(|callout| plain_text(&callout.sentence, session.run.trace())).unwrap_or_default()
}

fn selected_text(session: &Session, task: TaskId) -> String {
    let (state, trace) = (session.state(), session.run.trace());
    if session.run.lanes().lanes().all(|lane| lane.task != task) {
        // A run that begins anew does not know it yet.
        return String::new();
    }
    let does = state.task(task).map(|found| state_text(&state, trace, found));
    say::page_tip::says(trace.task_name(task), &does.unwrap_or_else(say::scene::not_spawned))
}

fn findings_text(end: RunEnd, findings: usize) -> String {
    match findings as u64 {
        0 => no_finding_text(Some(end)),
        count => say::page_announcement::findings(count),
    }
}
