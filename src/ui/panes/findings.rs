//! What looks like a mistake in the run: what it is, a way out, and the step to look at.

use yew::{Html, html};

use super::pieces::linked;
use super::range_menu::range_note;
use crate::ui::model::Model;
use taskscope_format::RunEnd;
use taskscope_judge::Finding;
use taskscope_session::{Action, Session, Status};
use taskscope_tell::{no_finding_text, say, step_time_text};

/// Findings that are shown; a program can do the same with ten thousand tasks.
const MOST: usize = 50;

pub(super) fn findings(model: &Model) -> Html {
    let session = model.session();
    let findings = session.run.findings();
    let range = session.view.range;
    let in_range = |finding: &&Finding| range.is_none_or(|range| range.has(finding.step));
    let list: Vec<&Finding> = findings.list().iter().filter(in_range).collect();
    if list.is_empty() {
        let nothing = if range.is_some() { say::page_range::nothing_found() } else { nothing(&session) };
        return html! { <>{ range_note(model) }<p class="empty">{ nothing }</p></> };
    }
    let more = list.len().saturating_sub(MOST);
    html! {
        <>
            { range_note(model) }
            <ul class="findings" aria-label={say::page_findings::label()}>
                { for list.iter().take(MOST).map(|&finding| item(model, &session, finding)) }
            </ul>
            if more > 0 { <p class="empty">{ say::page_findings::left_out(more as u64) }</p> }
        </>
    }
}

/// What is said when there is nothing to say.
fn nothing(session: &Session) -> String {
    match session.status() {
        Status::Idle => say::page::nothing_ran(),
        Status::Asked if session.run.trace().is_empty() => say::page_question::hint_before(),
        Status::Running | Status::Paused | Status::Asked => no_finding_text(None),
        Status::Playing => no_finding_text(session.run.trace().run_end()),
        Status::Ended(how) => no_finding_text(Some(how)),
        Status::Stopped => no_finding_text(Some(RunEnd::Stopped)),
    }
}

fn item(model: &Model, session: &Session, finding: &Finding) -> Html {
    let time = step_time_text(session.run.trace(), finding.step);
    let title = taskscope_tell::finding_title(finding.kind);
    let is_here = session.cursor() == finding.step;
    html! {
        <li key={format!("{}-{title}", finding.step.0)} aria-current={is_here.then_some("step")}>
            <h2>
                { &title }
                if finding.count > 1 { <span class="count">{ say::page_findings::times(finding.count.into()) }</span> }
                <button
                    class="go"
                    aria-label={say::page_findings::go(&title, finding.step.0 as u64, &time)}
                    onclick={model.on(Action::Seek(finding.step))}
                >
                    { say::page_findings::go_arrow(&time) }
                </button>
            </h2>
            <p>{ linked(model, session, &taskscope_tell::finding_sentence(session.run.trace(), finding)) }</p>
            <p class="way-out">{ say::page_findings::how_to_fix() }{ taskscope_tell::way_out(finding.kind) }</p>
        </li>
    }
}
