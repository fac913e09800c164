//! The source of the demo: a dot at the line where a task waits, and the line being polled lit.

use taskscope_runtime::{Event, PlaceId, TaskId};
use yew::{Callback, Html, classes, function_component, html, use_effect_with, use_node_ref};

use crate::demos::{Class, SourceLine, Span};
use crate::session::{Action, Session};
use crate::trace::{Phase, State, Step};
use crate::ui::model::{Model, Props, task_class};

#[function_component]
pub(crate) fn SourcePane(props: &Props) -> Html {
    let session = props.model.session();
    let state = session.state();
    let settings = session.settings;
    let lit = lit_line(&session, &state);
    let panel = use_node_ref();
    {
        let panel = panel.clone();
        use_effect_with(lit, move |_| {
            if let Some(panel) = panel.cast::<web_sys::Element>() {
                show_lit(&panel);
            }
        });
    }
    let lines = settings.demo.source.lines_of(settings.variant.name).map(|line| {
        let waiting = waiting_at(&session, &state, line.number);
        row(&props.model, &session, line, &waiting, lit.filter(|&(number, _)| number == line.number))
    });
    html! {
        <div class="code" ref={panel}>
            <p class="file">{ settings.demo.source.file }</p>
            <pre>{ for lines }</pre>
        </div>
    }
}

/// Scrolls only the panel, never the page around it.
fn show_lit(code: &web_sys::Element) {
    let (Ok(Some(lit)), Some(panel)) = (code.query_selector(".lit"), code.parent_element()) else { return };
    let (outer, inner) = (panel.get_bounding_client_rect(), lit.get_bounding_client_rect());
    if inner.top() < outer.top() || inner.bottom() > outer.bottom() {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        panel.set_scroll_top(panel.scroll_top() + (inner.top() - outer.top() - outer.height() / 3.0) as i32);
    }
}

/// The tasks that wait at a line.
fn waiting_at(session: &Session, state: &State, line: u32) -> Vec<TaskId> {
    let is_here = |place: PlaceId| line_of(session, place) == Some(line);
    let waits = state.tasks.values().filter(|task| !task.phase.is_over() && task.phase != Phase::Running);
    waits.filter(|task| task.awaits.iter().any(|wait| is_here(wait.place))).map(|task| task.id).collect()
}

fn line_of(session: &Session, place: PlaceId) -> Option<u32> {
    session.run.trace().line_in(place, session.settings.demo.source.file)
}

/// The line that the cursor's poll has reached, and whose poll it is: that of its busy work, or of the last event with
/// a place. Between polls, that of the await the last one ended at.
fn lit_line(session: &Session, state: &State) -> Option<(u32, TaskId)> {
    let running = state.running?;
    let works = state.task(running).and_then(|task| task.works_at).and_then(|place| line_of(session, place));
    if let Some(line) = works {
        return Some((line, running));
    }
    let trace = session.run.trace();
    let mut step = session.cursor();
    loop {
        let event = trace.event_before(step)?;
        if matches!(event, Event::PollStarted { .. }) {
            return resumed_line(session, running, step);
        }
        if let Some(line) = event.place().and_then(|place| line_of(session, place)) {
            return Some((line, running));
        }
        step = Step(step.0 - 1);
    }
}

/// A poll that has not come far goes on at the await where the task waited before.
fn resumed_line(session: &Session, task: TaskId, poll: Step) -> Option<(u32, TaskId)> {
    let before = session.run.state_at(Step(poll.0 - 1));
    let wait = before.task(task)?.awaits.iter().next().copied()?;
    Some((line_of(session, wait.place)?, task))
}

fn row(
    model: &Model,
    session: &Session,
    line: &'static SourceLine,
    waiting: &[TaskId],
    lit: Option<(u32, TaskId)>,
) -> Html {
    let dots = waiting.iter().map(|&task| {
        let says = format!("{} waits here", session.run.trace().task_name(task));
        html! { <i class={classes!("dot", task_class(task))} role="img" title={says.clone()} aria-label={says}></i> }
    });
    let class = classes!("line", lit.map(|(_, task)| classes!("lit", task_class(task))));
    let seek = Callback::from({
        let (model, line) = (model.clone(), line.number);
        move |_| {
            let step = next_event_at(&model.session(), line);
            if let Some(step) = step {
                model.act.emit(Action::Seek(step));
            }
        }
    });
    html! {
        <span
            key={line.number}
            {class}
            data-line={line.number.to_string()}
            aria-current={lit.map(|_| "true")}
            onclick={seek}
        >
            <span class="number">{ line.number }</span>
            <span class="dots">{ for dots }</span>
            <span class="text">{ for line.spans.iter().map(span) }{ "\n" }</span>
        </span>
    }
}

/// The step of the next event at a line, going round at the end: a click walks through them.
fn next_event_at(session: &Session, line: u32) -> Option<Step> {
    let trace = session.run.trace();
    let is_here = |event: Event| event.place().and_then(|place| line_of(session, place)) == Some(line);
    let first = |from, to| trace.between(from, to).find(|&(_, event)| is_here(event)).map(|(step, _)| step);
    first(session.cursor(), trace.end()).or_else(|| first(Step(0), session.cursor()))
}

fn span(span: &'static Span) -> Html {
    let class = match span.class {
        Class::Plain => return html! { { span.text } },
        Class::Keyword => "keyword",
        Class::Function => "function",
        Class::Literal => "literal",
        Class::Comment => "comment",
    };
    html! { <span {class}>{ span.text }</span> }
}
