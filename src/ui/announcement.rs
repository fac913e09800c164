//! What is said to screen readers when a run has ended, beside the status: how much in it looks like a mistake.

use yew::{Html, function_component, html};

use super::model::Props;
use taskscope_format::RunEnd;
use taskscope_tell::{no_finding_text, say};

/// Looking through more events would hold up the page.
const MOST_EVENTS: usize = 200_000;

#[function_component]
pub(crate) fn Announcement(props: &Props) -> Html {
    let session = props.model.session();
    let trace = session.run.trace();
    let ended = trace.run_end().filter(|_| trace.end().0 <= MOST_EVENTS);
    let text = ended.map(|end| announcement(end, session.run.findings().list().len())).unwrap_or_default();
    html! { <p class="hidden" aria-live="polite">{ text }</p> }
}

fn announcement(end: RunEnd, findings: usize) -> String {
    match findings as u64 {
        0 => no_finding_text(Some(end)),
        count => say::page_announcement::findings(count),
    }
}
