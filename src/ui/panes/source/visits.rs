//! The polls that came by a line, to be gone to: a few around the cursor.

use yew::{Callback, Html, MouseEvent, classes, html};

use crate::ui::model::{Model, task_class};
use taskscope_session::{Action, Look, Session};
use taskscope_tell::{micros_text, say};
use taskscope_trace::Visit;

/// How many are listed at most: two rows of them at the usual width.
const MOST: usize = 8;

/// Draws them below their line; where there are none, the closest lines that have some.
pub(super) fn visits(model: &Model, session: &Session, line: u32) -> Html {
    let visits = session.visits_of_line(line);
    if visits.is_empty() {
        return without_polls(model, session, line);
    }
    let first = session.first_of_few(&visits, MOST);
    let few = visits.iter().enumerate().skip(first).take(MOST);
    let left_out = visits.len().saturating_sub(MOST);
    html! {
        <span class="visits" role="group" aria-label={say::page_source::at_line(line.into())}>
            { for few.map(|(index, visit)| button(model, session, *visit, session.is_at_visit(&visits, index))) }
            if left_out > 0 { <span class="more">{ say::page_source::more(left_out as u64) }</span> }
        </span>
    }
}

fn button(model: &Model, session: &Session, visit: Visit, is_here: bool) -> Html {
    let trace = session.run.trace();
    let moment = micros_text(trace.since_start(trace.time(visit.step)));
    let name = visit.task.map_or_else(say::page_source::outside, |task| trace.task_name(task).to_owned());
    let action = visit.task.map_or(Action::Seek(visit.step), |task| Action::PickSpan(task, visit.step));
    html! {
        <button
            class={classes!("visit", visit.task.map(task_class))}
            aria-current={is_here.then_some("true")}
            onclick={stopped(model, action)}
        >
            { moment }{ " " }<b>{ name }</b>
        </button>
    }
}

fn without_polls(model: &Model, session: &Session, line: u32) -> Html {
    let closest = session.visited_around(line);
    let others = closest.into_iter().flatten().map(|line| {
        let onclick = stopped(model, Action::Look(Look::Line(line)));
        html! { <button class="visit" {onclick}>{ say::value::line(line.into()) }</button> }
    });
    html! {
        <span class="visits" role="status">
            <span>{ say::page_source::no_polls(line.into()) }</span>
            if closest.iter().any(Option::is_some) {
                <span>{ say::page_source::closest() }</span>
                { for others }
            }
        </span>
    }
}

/// Sends an action, and keeps the click from the line around it.
fn stopped(model: &Model, action: Action) -> Callback<MouseEvent> {
    model.act.reform(move |event: MouseEvent| {
        event.stop_propagation();
        action.clone()
    })
}
