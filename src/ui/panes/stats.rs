//! The run in numbers: each with what its word means, and the longest of each kind with a way to its step.

use taskscope_format::{Micros, TaskId};
use yew::{Html, classes, function_component, html, use_memo};

use super::browser;
use super::chart::{area, shares};
use super::figure::{figure, spent_text};
use super::pieces::linked;
use super::range_menu::range_note;
use crate::ui::model::{Model, Props, task_class};
use taskscope_session::{Action, Look, Range, Session};
use taskscope_tell::{Piece, micros_text, say, term_meaning, term_text};
use taskscope_trace::{
    Longest, QueueDepth, RunStatistics, Shared, Spent, Statistics, TaskStatistics, Term, Wakes, histogram,
};

/// Tasks whose time is shown one by one.
const MOST_TASKS: usize = 16;
/// Groups of equal tasks whose fairness is shown.
const MOST_GROUPS: usize = 4;
/// From so many tasks on it is worth saying how they differ.
const FEW: usize = 8;

#[function_component]
pub(super) fn StatsPane(props: &Props) -> Html {
    let model = &props.model;
    let session = model.session();
    // All tasks are added up for it: once for what has been recorded, not for every step of the cursor.
    let recorded = (session.run_number, session.run.trace().end(), session.view.selected, session.view.range);
    let content = use_memo(recorded, |_| content(model, &session));
    (*content).clone()
}

fn content(model: &Model, session: &Session) -> Html {
    if let Some(range) = session.view.range {
        return of_range(model, session, range);
    }
    let statistics = session.run.statistics();
    let run = statistics.run();
    if run.tasks == 0 {
        return html! { <p class="empty">{ say::page::nothing_ran() }</p> };
    }
    html! {
        <div class="stats">
            <p class="none">{ say::page_stats::whole_run() }</p>
            { totals(model, session, &run) }
            { browser::totals(model, &statistics) }
            { time_of_tasks(model, session, &statistics, &run) }
            { wakes(run.wakes) }
            { depth(&statistics.queue_depth()) }
            { fairness(session, &statistics, &run) }
            { spread(&statistics, &run) }
        </div>
    }
}

/// The numbers of a range alone. All that happened in it is counted for them.
fn of_range(model: &Model, session: &Session, range: Range) -> Html {
    let statistics = session.run.statistics_between(range.from(), range.to());
    let run = statistics.run();
    html! {
        <div class="stats">
            { range_note(model) }
            <p class="none">{ say::page_range::statistics_of() }</p>
            { totals(model, session, &run) }
            { time_of_tasks(model, session, &statistics, &run) }
            { wakes(run.wakes) }
        </div>
    }
}

fn totals(model: &Model, session: &Session, run: &RunStatistics) -> Html {
    let text = |text: String| html! { <b>{ text }</b> };
    let long = |longest: Option<(TaskId, Longest)>| match longest {
        Some((task, Longest { spent, from })) => html! {
            <>
                <button class="link" onclick={model.on(Action::Seek(from))}><b>{ spent_text(spent) }</b></button>
                { " " }{ linked(model, session, &[Piece::Task(task)]) }
            </>
        },
        None => html! { { say::state::dash() } },
    };
    html! {
        <dl class="figures">
            { figure(Term::Makespan, text(micros_text(run.makespan))) }
            { figure(Term::Polls, text(run.polls.to_string())) }
            { figure(Term::Turns, text(run.turns.to_string())) }
            { figure(Term::LongestPoll, long(run.longest_poll)) }
            if run.shared.polls > 0 { { figure(Term::SharedTime, text(shared_text(run.shared))) } }
            { figure(Term::LongestReady, long(run.longest_ready)) }
        </dl>
    }
}

fn shared_text(shared: Shared) -> String {
    say::page_stats::shared(shared.time, shared.polls)
}

/// A bar for each task: how much of the run it was busy, ready and waiting.
fn time_of_tasks(model: &Model, session: &Session, statistics: &Statistics, run: &RunStatistics) -> Html {
    // On the virtual clock polls take no time unless the program says that they do: then only steps tell them apart.
    let takes_time = run.busy.time.0 > 0;
    let measure = |spent: Spent| float(if takes_time { spent.time.0 } else { spent.steps });
    let mut tasks: Vec<TaskStatistics> = statistics.tasks().collect();
    // The busiest first; of those that are alike, the first that was spawned.
    taskscope_sorted::sort_by_key(&mut tasks, |task| std::cmp::Reverse((task.busy, task.ready)));
    let whole = tasks.iter().map(|task| measure(task.lifetime)).fold(1.0, f64::max);
    let more = tasks.len().saturating_sub(MOST_TASKS);
    let rows = tasks.iter().take(MOST_TASKS).map(|task| {
        let parts = [("busy", task.busy), ("ready", task.ready), ("waiting", task.waiting)];
        let [busy, ready, waiting] = parts.map(|(_, spent)| spent_text(spent));
        let says = say::page_stats::task(&busy, &ready, &waiting);
        let parts = parts.map(|(class, spent)| (class, measure(spent) / whole));
        html! {
            <li key={task.id.0} title={says.clone()}>
                { name_of(model, session, task.id) }
                { shares(&parts, &says) }
            </li>
        }
    });
    html! {
        <section>
            <h2>{ if takes_time { say::page_stats::time() } else { say::page_stats::steps() } }</h2>
            <ul class="bars">{ for rows }</ul>
            if more > 0 { <p class="none">{ say::page_stats::more_tasks(more as u64) }</p> }
            <dl class="key">
                { for [(Term::Busy, "busy"), (Term::Ready, "ready"), (Term::Waiting, "waiting")].map(|(term, class)| html! {
                    <><dt>{ shares(&[(class, 1.0)], "") }{ term_text(term) }</dt><dd>{ term_meaning(term) }</dd></>
                }) }
            </dl>
        </section>
    }
}

/// A task by its name, of which the end stays where there is no room: names are told apart by their ends.
fn name_of(model: &Model, session: &Session, task: TaskId) -> Html {
    /// Enough to tell a few thousand tasks apart.
    const END: usize = 5;
    let name = session.run.trace().task_name(task);
    let first = name.chars().count().saturating_sub(END);
    let (start, end): (String, String) =
        (name.chars().take(first).collect(), name.chars().skip(first).collect());
    html! {
        <button class={classes!("link", "name-of", task_class(task))} title={name.to_owned()}
            onclick={model.on(Action::Look(Look::Select(Some(task))))}>
            <b>{ start }</b><b>{ end }</b>
        </button>
    }
}

fn wakes(wakes: Wakes) -> Html {
    let sources: [(fn() -> String, u64); 5] = [
        (say::page_stats::by_itself, wakes.itself),
        (say::page_stats::by_tasks, wakes.tasks),
        (say::page_stats::by_timers, wakes.timers),
        (say::page_stats::by_promises, wakes.promises),
        (say::page_stats::from_outside, wakes.outside),
    ];
    let most = float(sources.iter().map(|&(_, count)| count).max().unwrap_or(0)).max(1.0);
    let rows = sources.iter().filter(|&&(_, count)| count > 0).map(|&(name, count)| row(name(), count, most));
    html! {
        <section>
            <h2>{ say::count::wake(wakes.calls()) }</h2>
            <p class="means">{ term_meaning(Term::Wakes) }</p>
            <ul class="bars counts">{ for rows }</ul>
            if wakes.changed_nothing > 0 {
                <p class="means">{ changed_nothing(wakes.changed_nothing) }</p>
            }
        </section>
    }
}

fn changed_nothing(count: u64) -> String {
    say::page_stats::of_them(count)
}

fn row(name: String, count: u64, most: f64) -> Html {
    html! {
        <li>
            <span>{ name }</span>
            { shares(&[("busy", float(count) / most)], "") }
            <span class="count-of">{ count }</span>
        </li>
    }
}

fn depth(depth: &QueueDepth) -> Html {
    #[expect(clippy::cast_precision_loss, reason = "a queue of 2^52 tasks has no chart")]
    let most: Vec<f64> = depth.buckets.iter().map(|bucket| bucket.most as f64).collect();
    let mean: Vec<f64> = depth.buckets.iter().map(|bucket| bucket.mean).collect();
    let peak = depth.buckets.iter().map(|bucket| bucket.most).max().unwrap_or(0);
    let length = Micros(depth.width.0.saturating_mul(depth.buckets.len() as u64));
    let label = say::page_stats::in_queue(peak as u64);
    html! {
        <section>
            <h2>{ say::page_stats::at_most(&term_text(Term::QueueDepth), peak as u64) }</h2>
            <p class="means">{ term_meaning(Term::QueueDepth) }</p>
            { area(&most, &mean, &label) }
            <p class="ends"><span>{ micros_text(Micros(0)) }</span><span>{ micros_text(length) }</span></p>
        </section>
    }
}

fn fairness(session: &Session, statistics: &Statistics, run: &RunStatistics) -> Html {
    let trace = session.run.trace();
    let groups = statistics.fairness_of_equals();
    if run.fairness.is_none() && groups.is_empty() {
        return Html::default();
    }
    let all = run.fairness.into_iter().map(|all| (say::page_stats::all_tasks(), all.index, all.tasks));
    let equals = groups.iter().take(MOST_GROUPS).map(|group| {
        let line = group.place.and_then(|place| trace.place(place));
        let name =
            line.map_or_else(say::page_stats::equals, |(_, line)| say::page_stats::from_line(line.into()));
        (name, group.index, group.tasks)
    });
    let rows = all.chain(equals).map(|(name, index, tasks)| {
        let says = say::page_stats::fairness(&format!("{index:.2}"), tasks as u64);
        html! {
            <li title={says.clone()}>
                <span>{ name }</span>
                { shares(&[("busy", index)], &says) }
                <span class="count-of">{ format!("{index:.2}") }</span>
            </li>
        }
    });
    html! {
        <section>
            <h2>{ term_text(Term::Fairness) }</h2>
            <p class="means">{ term_meaning(Term::Fairness) }</p>
            <ul class="bars counts">{ for rows }</ul>
        </section>
    }
}

/// How many tasks waited how long at most, where there are many.
fn spread(statistics: &Statistics, run: &RunStatistics) -> Html {
    if run.tasks < FEW {
        return Html::default();
    }
    let waits = statistics.tasks().filter_map(|task| Some(task.longest_ready?.spent.time));
    let bars = histogram(waits);
    let most = float(bars.iter().map(|bar| bar.count).max().unwrap_or(0)).max(1.0);
    html! {
        <section>
            <h2>{ say::page_stats::spread() }</h2>
            <p class="means">{ term_meaning(Term::LongestReady) }</p>
            <ul class="bars counts">
                { for bars.iter().map(|bar| row(taskscope_tell::histogram_label(*bar), bar.count, most)) }
            </ul>
        </section>
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share of a bar needs no more than 52 bits")]
fn float(value: u64) -> f64 {
    value as f64
}
