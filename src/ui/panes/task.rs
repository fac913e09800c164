//! The selected task: what it does and why, the futures inside it, what it did last, and its numbers.

use yew::{Html, classes, function_component, html, use_memo};

use super::chip::{MOST, chip, more};
use super::pieces::linked;
use super::task_sections::{history, inside, numbers};
use crate::ui::model::{Model, Props, task_class};
use taskscope_judge::{Cause, cause_chain, wait_chains};
use taskscope_session::{Action, Look, Session};
use taskscope_tell::{Piece, cause_sentence, chain_sentences, say, state_text, step_time_text};
use taskscope_trace::{Phase, State, TaskState, TaskStory, task_story};

/// Polls that the answer to "why did it run" goes back.
const CAUSES: usize = 4;
/// Stretches of the task that are listed.
const SPANS: usize = 12;

#[function_component]
pub(super) fn TaskPane(props: &Props) -> Html {
    let model = &props.model;
    let session = model.session();
    let state = session.state();
    let story = session.view.selected.map(|task| task_story(&session.run, task, session.cursor(), SPANS));
    let poll = story.as_ref().and_then(|story| story.last_poll);
    // The trace is read backwards for them: once for a poll, not for every frame.
    let causes = use_memo((session.run_number, poll), |&(_, poll)| {
        poll.map_or(Vec::new(), |poll| cause_chain(session.run.trace(), poll, CAUSES))
    });
    let shown = session.view.selected.and_then(|task| state.task(task)).zip(story);
    match shown {
        Some((task, story)) => {
            let pane = Pane { model, session: &session, state: &state, task };
            let causes =
                Some(&causes[..]).filter(|causes| causes.first().is_none_or(|first| first.task == task.id));
            pane.html(causes.unwrap_or_default(), &story)
        }
        None => none_selected(model, &session, &state),
    }
}

fn none_selected(model: &Model, session: &Session, state: &State) -> Html {
    let is_late = session.view.selected.is_some();
    let tasks = state.tasks.values().take(MOST).map(|task| chip(model, session, task.id, ""));
    html! {
        <div class="task-pane">
            <p class="empty">
                {
                    match (state.tasks.is_empty(), is_late) {
                        (true, _) => say::page_task::none_spawned(),
                        (false, true) => say::page_task::not_spawned(),
                        (false, false) => say::page_task::pick(),
                    }
                }
            </p>
            <div class="chips">{ for tasks }{ more(state.tasks.len()) }</div>
        </div>
    }
}

/// What the parts of the pane are made from.
#[derive(Clone, Copy)]
pub(super) struct Pane<'a> {
    pub(super) model: &'a Model,
    pub(super) session: &'a Session,
    pub(super) state: &'a State,
    pub(super) task: &'a TaskState,
}

impl Pane<'_> {
    fn html(self, causes: &[Cause], story: &TaskStory) -> Html {
        html! {
            <div class="task-pane">
                { self.heading() }
                { self.waits() }
                { self.why_it_ran(causes, story) }
                { inside(self) }
                { history(self, story) }
                { numbers(self) }
            </div>
        }
    }

    fn heading(self) -> Html {
        let Self { model, session, state, task } = self;
        let trace = session.run.trace();
        let facts = [
            Some(state_text(state, trace, task)),
            (task.priority > 0).then(|| say::page_task::priority(task.priority.into())),
            task.is_detached.then(say::page_task::detached),
        ];
        let number = task.id.0.into();
        let spawned = match task.parent {
            Some(parent) => say::page_task::spawned_by(number, parent).into_pieces(),
            None => vec![Piece::Text(say::page_task::spawned_outside(number))],
        };
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        html! {
            <div class="task-head">
                <h2 class={task_class(task.id)} title={trace.text(task.name).to_owned()}>
                    <i class="dot"></i><span>{ trace.text(task.name) }</span>
                </h2>
                <button class="go" aria-label={say::page_task::deselect()} onclick={model.on(Action::Look(Look::Select(None)))}>{ "✕" }</button>
                <p class={classes!("task-state", phase_class(task.phase))}>{ facts.join(&say::state::facts()) }</p>
                <p class="by">
                    { linked(model, session, &spawned) }
                </p>
            </div>
        }
    }

    /// What it waits for, and what that waits for, to something that can still happen.
    fn waits(self) -> Html {
        let Self { model, session, state, task } = self;
        let chains = wait_chains(state, task.id);
        if chains.is_empty() {
            return Html::default();
        }
        let trace = session.run.trace();
        let chains = chains.iter().map(|chain| {
            let sentences = chain_sentences(trace, state, chain);
            let last = sentences.len().saturating_sub(1);
            let steps = sentences.iter().enumerate().map(|(index, sentence)| {
                let class = (index == last).then_some("end");
                html! { <li {class}>{ linked(model, session, sentence) }</li> }
            });
            html! { <ol class="chain">{ for steps }</ol> }
        });
        html! {
            <section>
                <h3>{ say::page_task::why_it_waits() }</h3>
                { for chains }
            </section>
        }
    }

    fn why_it_ran(self, causes: &[Cause], story: &TaskStory) -> Html {
        let Self { model, session, task, .. } = self;
        if causes.is_empty() {
            return Html::default();
        }
        let is_now = task.phase == Phase::Running && story.last_poll.is_some();
        let rows = causes.iter().map(|cause| {
            let time = step_time_text(session.run.trace(), cause.poll);
            html! {
                <li>
                    <button class="go" aria-label={say::page_task::go_to_poll(&time, cause.poll.0 as u64)}
                        onclick={model.on(Action::Seek(cause.poll))}>{ time }</button>
                    { linked(model, session, &cause_sentence(session.run.trace(), cause)) }
                </li>
            }
        });
        html! {
            <section>
                <h3>{ if is_now { say::page_task::why_it_runs() } else { say::page_task::why_it_ran() } }</h3>
                <ol class="causes">{ for rows }</ol>
            </section>
        }
    }
}

fn phase_class(phase: Phase) -> &'static str {
    match phase {
        Phase::Ready => "is-ready",
        Phase::Running | Phase::Waiting => "",
        Phase::Done => "is-done",
        Phase::Cancelled => "is-cancelled",
        Phase::Panicked => "is-panicked",
    }
}
