//! The source of the demo: a dot at the line where a task waits, the line being polled lit, and what the other variant has
//! not marked.

use taskscope_format::{Event, TaskId};
use yew::{Callback, Html, classes, function_component, html, use_effect_with, use_node_ref};

use super::copy::CopyButton;
use crate::ui::model::{Model, Props, task_class};
use crate::ui::scroll::scroll_to;
use taskscope_programs::{Class, SourceLine, Span};
use taskscope_session::{Action, Session, Settings};
use taskscope_tell::say;
use taskscope_trace::{Phase, State, Step};

#[function_component]
pub(crate) fn SourcePane(props: &Props) -> Html {
    let session = props.model.session();
    let state = session.state();
    let program = session.settings();
    let lit = lit_line(&session, &state);
    let shown = session.view.shown_line;
    let panel = use_node_ref();
    {
        let panel = panel.clone();
        let selected = session.view.selected.and_then(|task| first_wait(&session, &state, task));
        let wanted = shown.or(lit.map(|(line, _)| line)).or(selected);
        use_effect_with(wanted, move |&wanted| {
            if let (Some(panel), Some(line)) = (panel.cast::<web_sys::Element>(), wanted) {
                scroll_to(&panel, &format!("[data-line=\"{line}\"]"));
            }
        });
    }
    let Some(Settings { demo, variant, .. }) = program else { return without_source() };
    let is_first = demo.variants.first().is_some_and(|first| first.name == variant.name);
    let marks = Marks { lit, shown, mark: if is_first { "−" } else { "+" } };
    let waiting = waiting(&session, &state);
    let lines = demo.source.lines_of(variant.name).map(|line| {
        let here = waiting.iter().filter(|(at, _)| *at == line.number).map(|&(_, task)| task);
        row(&props.model, &session, &line, (&here.collect::<Vec<_>>(), marks))
    });
    let has_differing = demo.source.lines_of(variant.name).any(|line| line.differs);
    html! {
        <div class="code" ref={panel}>
            <div class="file">
                <a href={demo.source.url()} target="_blank" rel="noopener noreferrer"
                    title={say::page_source::in_repository(demo.source.file)}>{ demo.source.name() }</a>
                if has_differing {
                    <span class="differs-key">{ say::page_source::only_in(marks.mark, variant.name) }</span>
                }
                <CopyButton text={demo.source.text_of(variant.name)} />
            </div>
            <pre>{ for lines }</pre>
        </div>
    }
}

/// Said in place of the source, where a run is of no program here.
fn without_source() -> Html {
    html! { <p class="empty">{ say::page_source::missing() }</p> }
}

/// What is marked in the source.
#[derive(Clone, Copy)]
struct Marks {
    /// The line being polled, and by whom.
    lit: Option<(u32, TaskId)>,
    /// The line that was asked for.
    shown: Option<u32>,
    /// What stands at lines that the other variant does not have.
    mark: &'static str,
}

/// The first line that a task waits at.
fn first_wait(session: &Session, state: &State, task: TaskId) -> Option<u32> {
    let mut awaits = state.task(task)?.awaits.iter();
    awaits.find_map(|wait| session.line_of(wait.place))
}

/// The lines at which tasks wait, each with one of them; of so many that dots can show.
fn waiting(session: &Session, state: &State) -> Vec<(u32, TaskId)> {
    /// More dots could not be told apart.
    const MOST: usize = 64;
    let waits = state.tasks.values().filter(|task| !task.phase.is_over() && task.phase != Phase::Running);
    let lines = waits.flat_map(|task| task.awaits.iter().map(|wait| (wait.place, task.id)));
    let mut waiting: Vec<(u32, TaskId)> =
        lines.filter_map(|(place, task)| Some((session.line_of(place)?, task))).take(MOST).collect();
    waiting.dedup();
    waiting
}

/// The line that the cursor's poll has reached, and whose poll it is: that of its busy work, or of the last event with
/// a place. Between polls, that of the await the last one ended at.
fn lit_line(session: &Session, state: &State) -> Option<(u32, TaskId)> {
    let selected = session.view.selected.filter(|selected| state.running.contains(selected));
    let running = selected.or(state.running())?;
    let works = state.task(running).and_then(|task| task.works_at).and_then(|place| session.line_of(place));
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
        if let Some(line) = event.place().and_then(|place| session.line_of(place)) {
            return Some((line, running));
        }
        step = Step(step.0 - 1);
    }
}

/// A poll that has not come far goes on at the await where the task waited before.
fn resumed_line(session: &Session, task: TaskId, poll: Step) -> Option<(u32, TaskId)> {
    let before = session.run.state_at(Step(poll.0 - 1));
    let wait = before.task(task)?.awaits.iter().next().copied()?;
    Some((session.line_of(wait.place)?, task))
}

fn row(model: &Model, session: &Session, line: &SourceLine, (waiting, marks): (&[TaskId], Marks)) -> Html {
    let lit = marks.lit.filter(|&(number, _)| number == line.number);
    let is_shown = marks.shown == Some(line.number);
    let dots = waiting.iter().map(|&task| {
        let says = say::page_source::waits_here(session.run.trace().task_name(task));
        html! { <i class={classes!("dot", task_class(task))} role="img" title={says.clone()} aria-label={says}></i> }
    });
    let class = classes!(
        "line",
        lit.map(|(_, task)| classes!("lit", task_class(task))),
        is_shown.then_some("shown"),
        line.differs.then_some("differs"),
    );
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
            <span class="mark">{ if line.differs { marks.mark } else { "" } }</span>
            <span class="text">{ for line.spans.iter().copied().map(span) }{ "\n" }</span>
        </span>
    }
}

/// The step of the next event at a line, going round at the end: a click walks through them.
fn next_event_at(session: &Session, line: u32) -> Option<Step> {
    let trace = session.run.trace();
    let is_here = |event: Event| event.place().and_then(|place| session.line_of(place)) == Some(line);
    let first = |from, to| trace.between(from, to).find(|&(_, event)| is_here(event)).map(|(step, _)| step);
    first(session.cursor(), trace.end()).or_else(|| first(Step(0), session.cursor()))
}

fn span(span: Span) -> Html {
    let class = match span.class {
        Class::Plain => return html! { { span.text } },
        Class::Keyword => "keyword",
        Class::Function => "function",
        Class::Literal => "literal",
        Class::Comment => "comment",
    };
    html! { <span {class}>{ span.text }</span> }
}
