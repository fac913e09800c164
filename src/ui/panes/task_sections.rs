//! Parts of the task pane: the futures inside the task, what it did last, and its numbers.

use taskscope_format::Micros;
use yew::{Html, classes, html};

use super::figure::spent_text;
use super::pieces::line_link;
use super::task::Pane;
use crate::ui::model::task_class;
use taskscope_session::Action;
use taskscope_tell::{micros_text, say, step_time_text, term_meaning, term_text, wait_text};
use taskscope_trace::{Longest, Span, SpanKind, TaskStory, Term, TreeNode, node_tree};

/// Futures inside a task that are listed.
const NODES: usize = 30;

/// The futures inside the task as a tree.
pub(super) fn inside(pane: Pane<'_>) -> Html {
    let (tree, count) = node_tree(pane.state, pane.task.id, NODES);
    if tree.is_empty() {
        return Html::default();
    }
    let more = count.saturating_sub(tree.len());
    html! {
        <section>
            <h3>{ say::page_task::futures() }</h3>
            <ul class="nodes">{ for tree.iter().map(|node| node_row(pane, node)) }</ul>
            if more > 0 { <p class="none">{ say::page::more(more as u64) }</p> }
        </section>
    }
}

fn node_row(pane: Pane<'_>, TreeNode { node, depth, awaits }: &TreeNode<'_>) -> Html {
    let trace = pane.session.run.trace();
    let (class, says) = match (node.is_finished, node.is_woken) {
        (true, _) => ("finished", say::page_task::has_value()),
        (false, true) => ("woken", say::page_task::woken()),
        (false, false) if awaits.is_empty() => ("polled", String::new()),
        (false, false) => {
            let waits: Vec<_> = awaits.iter().map(|wait| wait_text(trace, wait.on)).collect();
            ("polled", say::page_task::waits_for(&waits.join(&say::list::comma())))
        }
    };
    let line = awaits.iter().find_map(|wait| pane.session.line_of(wait.place));
    let indents = (0..*depth).map(|_| html! { <i class="indent"></i> });
    html! {
        <li key={node.id.0} class={classes!(class, task_class(pane.task.id))}>
            { for indents }
            <i class={format!("swatch {class}")}></i>
            <code>{ trace.text(node.label) }</code>
            <span class="says">{ says }</span>
            { for line.map(|line| line_link(pane.model, line)) }
        </li>
    }
}

/// What the task did last; a click goes there.
pub(super) fn history(pane: Pane<'_>, story: &TaskStory) -> Html {
    if story.spans.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h3>{ say::page_task::history() }</h3>
            <ol class="history">{ for story.spans.iter().map(|span| span_row(pane, span)) }</ol>
            if story.earlier > 0 { <p class="none">{ say::page_task::earlier(story.earlier as u64) }</p> }
        </section>
    }
}

fn span_row(pane: Pane<'_>, span: &Span) -> Html {
    let trace = pane.session.run.trace();
    let (class, says) = match span.kind {
        SpanKind::Running => ("running", say::page_task::was_polled()),
        SpanKind::Ready => ("ready", say::page_task::was_ready()),
        SpanKind::Waiting => ("waiting", say::page_task::waited()),
        SpanKind::Shared => ("shared", say::page_task::shared()),
    };
    let cursor = pane.session.cursor();
    let goes_on = span.to.is_none_or(|to| to > cursor);
    let start = trace.time(span.from);
    let end = trace.time(span.to.unwrap_or(trace.end()));
    let length = micros_text(Micros(end.0.saturating_sub(start.0)));
    html! {
        <li key={span.from.0} aria-current={goes_on.then_some("step")}>
            <button onclick={pane.model.on(Action::Seek(span.from))}>
                <span class="time">{ step_time_text(trace, span.from) }</span>
                <i class={classes!("swatch", class, task_class(pane.task.id))}></i>
                <span>{ says }</span>
                <span class="time">{ length }</span>
            </button>
        </li>
    }
}

/// The task in numbers, over all of the run.
pub(super) fn numbers(pane: Pane<'_>) -> Html {
    let statistics = pane.session.run.statistics();
    let Some(task) = statistics.task(pane.task.id) else { return Html::default() };
    let long = |longest: Option<Longest>| match longest {
        Some(Longest { spent, from }) => html! {
            <button class="link" onclick={pane.model.on(Action::Seek(from))}>{ spent_text(spent) }</button>
        },
        None => html! { { say::state::dash() } },
    };
    let row = |term: Term, value: Html| {
        html! { <><dt title={term_meaning(term)}>{ term_text(term) }</dt><dd>{ value }</dd></> }
    };
    let text = |text: String| html! { { text } };
    html! {
        <section>
            <h3>{ say::page_task::numbers() }</h3>
            <dl class="numbers-list">
                { row(Term::Polls, text(task.polls.to_string())) }
                { row(Term::Wakes, text(task.wakes.calls().to_string())) }
                { row(Term::ChangedNothing, text(task.wakes.changed_nothing.to_string())) }
                { row(Term::Busy, text(spent_text(task.busy))) }
                { row(Term::Ready, text(spent_text(task.ready))) }
                { row(Term::Waiting, text(spent_text(task.waiting))) }
                { row(Term::LongestPoll, long(task.longest_poll)) }
                { row(Term::LongestReady, long(task.longest_ready)) }
            </dl>
        </section>
    }
}
