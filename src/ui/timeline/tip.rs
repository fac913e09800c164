//! The words beside the pointer, or beside what the keys have walked to.

use taskscope_format::{Micros, NodeId, TaskId, ThreadId};
use web_sys::HtmlElement;
use yew::{Html, NodeRef, html};

use taskscope_scene::{Hit, MarkKind, Scene};
use taskscope_session::Session;
use taskscope_tell::{micros_text, moment_text, say, step_time_text, thread_state_text, thread_text};
use taskscope_trace::{LongTask, SpanKind, Step, TurnKind};

/// An element that says something at a place. It is filled by hand: the pointer moves too often to draw anew for it.
#[derive(Default)]
pub(super) struct Tip(NodeRef);

impl Tip {
    pub(super) fn view(&self) -> Html {
        html! { <div class="tip" ref={self.0.clone()}></div> }
    }

    /// Says something below a place, without leaving the picture; an empty text says nothing.
    pub(super) fn show(&self, text: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        /// How far from the place, so that it is not hidden.
        const GAP: f64 = 14.0;
        let Some(tip) = self.0.cast::<HtmlElement>() else { return };
        if tip.text_content().as_deref() != Some(text) {
            tip.set_text_content(Some(text));
        }
        if text.is_empty() {
            return;
        }
        let (own_width, own_height) = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
        let left = (x + GAP).min(width - own_width - 4.0).max(4.0);
        let below = y + GAP;
        let top = if below + own_height > height { (y - GAP - own_height).max(0.0) } else { below };
        // Fails for no value that is a length.
        drop(tip.style().set_property("transform", &format!("translate({left:.0}px,{top:.0}px)")));
    }
}

/// What lies under the pointer, in words.
pub(super) fn hit_text(session: &Session, scene: &Scene, (x, y): (f64, f64)) -> String {
    match scene.hit(x, y) {
        Some(Hit::Span { task, from, to, kind }) => {
            span_text(session, session.run.trace().task_name(task), [from, to], &task_words(kind))
        }
        Some(Hit::SubSpan { task, node, from, to, kind }) => {
            let words = match kind {
                SpanKind::Running => say::page_tip::node_polled(),
                SpanKind::Waiting | SpanKind::Shared => say::page_tip::node_waits(),
                SpanKind::Ready => say::page_tip::node_woken(),
            };
            span_text(session, &node_name(session, task, (node, from)), [from, to], &words)
        }
        Some(Hit::Mark { kind, task, from, to, count }) => {
            mark_text(session, task, (kind, count), [from, to])
        }
        Some(Hit::Lane(task)) => say::page_tip::lane(session.run.trace().task_name(task)),
        Some(Hit::Thread(thread)) => whole_thread_text(session, thread),
        Some(Hit::Call { thread, call, count }) => call_text(session, thread, (call, count)),
        Some(Hit::Fold(_)) => say::page_tip::fold(),
        Some(Hit::Group(_)) => say::page_tip::group(),
        Some(Hit::GroupLane(lane)) => lane.explanation(),
        Some(Hit::GroupSpan { lane, from, to }) => {
            lane.turns().map_or(String::new(), |kind| turns_text(session, kind, [from, to]))
        }
        Some(Hit::GroupMarks { from, to, .. }) => {
            let run = &session.run;
            format!(
                "{}\n{}",
                taskscope_tell::frames_text(run.browser(), run.trace(), [from, to]),
                times_text(session, [from, to])
            )
        }
        Some(Hit::GroupReport { reported, .. }) => report_text(session, reported),
        Some(Hit::Minimap) => say::page_tip::whole(),
        Some(Hit::Window) if session.view.window.is_all() => say::page_tip::all_in_view(),
        Some(Hit::Window) => say::page_tip::window(),
        Some(Hit::WindowStart | Hit::WindowEnd) => say::page_tip::edge(),
        Some(Hit::Ruler) => axis_text(session, scene, x).unwrap_or_else(say::page_tip::ruler),
        Some(Hit::Plot) => axis_text(session, scene, x).unwrap_or_default(),
        None => String::new(),
    }
}

/// What the axis has to confess at a place: that no time passes there, or that some was left out.
fn axis_text(session: &Session, scene: &Scene, x: f64) -> Option<String> {
    if let Some(length) = scene.fold_at(x) {
        return Some(say::page_tip::folded(&micros_text(length)));
    }
    let ([from, _], events) = scene.instant_at(x)?;
    let time = step_time_text(session.run.trace(), from);
    Some(say::page_tip::instant(&say::count::event(events), &time))
}

/// A future by the task that it is in and by its own name.
fn node_name(session: &Session, task: TaskId, (node, from): (NodeId, Step)) -> String {
    let trace = session.run.trace();
    let rows = session.run.lanes().lane(task).map_or(&[][..], |lane| lane.rows());
    let own = rows.iter().find(|row| row.node_at(from) == Some(node)).map_or("", |row| trace.text(row.label));
    say::page_tip::inside(trace.task_name(task), own)
}

/// A mark, or several, in words.
fn mark_text(
    session: &Session,
    task: TaskId,
    (kind, count): (MarkKind, u32),
    [from, to]: [Step; 2],
) -> String {
    /// More would not be read.
    const MOST: usize = 4;
    let (trace, count) = (session.run.trace(), u64::from(count));
    let name = trace.task_name(task);
    let says = match kind {
        MarkKind::Finding => {
            let findings = session.run.findings();
            let here = findings.list().iter().filter(|finding| (from..=to).contains(&finding.step));
            let titles = here.map(|finding| taskscope_tell::finding_title(finding.kind)).take(MOST);
            titles.collect::<Vec<_>>().join("\n")
        }
        MarkKind::Dropped => say::page_tip::dropped(name, count),
        MarkKind::Woken => say::page_tip::woken(name, count),
    };
    format!("{says}\n{}", say::page_tip::go_to(&step_time_text(trace, from)))
}

/// The selected span, in words.
pub(super) fn picked_text(session: &Session) -> String {
    let (Some(task), Some(span)) = (session.view.selected, session.shown().selected_span()) else {
        return String::new();
    };
    let to = span.to.unwrap_or(session.run.trace().end());
    span_text(session, session.run.trace().task_name(task), [span.from, to], &task_words(span.kind))
}

/// A thread, where it is in no call.
fn whole_thread_text(session: &Session, thread: ThreadId) -> String {
    let trace = session.run.trace();
    let state = session.state();
    let does = state.threads.get(thread).map_or_else(say::page_tip::not_started, thread_state_text);
    say::page_tip::says(&thread_text(trace, thread), &does)
}

/// A call of a thread, or some.
fn call_text(session: &Session, thread: ThreadId, (call, count): (usize, usize)) -> String {
    let trace = session.run.trace();
    let name = thread_text(trace, thread);
    let calls = session.run.lanes().threads().lane(thread).map_or(&[][..], |lane| lane.calls());
    let Some(found) = calls.get(call) else { return name };
    let for_whom = found.task.map(|task| trace.task_name(task));
    let (start, end) = (moment_text(trace, found.from), moment_text(trace, found.to));
    match (count, found.heard) {
        (_, None) => {
            let called = match for_whom {
                Some(task) => say::page_tip::called_for(&name, task),
                None => say::page_tip::called(&name),
            };
            format!("{called}\n{}", say::page_tip::unheard(&start))
        }
        (0 | 1, Some(_)) => {
            let length = micros_text(Micros(found.to.0.saturating_sub(found.from.0)));
            let busy = match for_whom {
                Some(task) => say::page_tip::busy_for(&name, task),
                None => say::page_tip::busy(&name),
            };
            format!("{busy}\n{}", say::page_tip::times_and_length(&start, &end, &length))
        }
        (_, Some(_)) => say::page_tip::calls(&name, count as u64, &start),
    }
}

fn task_words(kind: SpanKind) -> String {
    match kind {
        SpanKind::Running => say::page_tip::running(),
        SpanKind::Ready => say::page_tip::ready(),
        SpanKind::Waiting => say::page_tip::waiting(),
        SpanKind::Shared => say::page_tip::shared(),
    }
}

fn span_text(session: &Session, name: &str, [from, to]: [Step; 2], words: &str) -> String {
    let trace = session.run.trace();
    let range = match session.run.shared_time_at(from) {
        Some(shared) if shared.from == from => {
            let [start, end] = [from, to].map(|step| step_time_text(trace, step));
            say::page_tip::times_and_length(&start, &end, &taskscope_tell::shared_time_text(shared))
        }
        _ => taskscope_tell::stretch_text(trace, [from, to]),
    };
    say::page_tip::span(name, words, &range)
}

fn times_text(session: &Session, [from, to]: [Step; 2]) -> String {
    let trace = session.run.trace();
    say::page_tip::times(&step_time_text(trace, from), &step_time_text(trace, to))
}

fn turns_text(session: &Session, kind: TurnKind, steps: [Step; 2]) -> String {
    let run = &session.run;
    let text = taskscope_tell::turns_text(run.browser(), &session.axis(), run.trace(), kind, steps);
    format!("{text}\n{}", times_text(session, steps))
}

fn report_text(session: &Session, reported: Step) -> String {
    let trace = session.run.trace();
    let Some(task) = LongTask::before(trace, reported) else { return String::new() };
    let [from, to] = [task.started, task.ended()].map(|time| moment_text(trace, time));
    format!("{}\n{}", taskscope_tell::long_task_text(task), say::page_tip::times(&from, &to))
}
