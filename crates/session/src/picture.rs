//! A run as a picture for a page without scripts: everything in view, and said in words too.

use taskscope_format::TaskId;
use taskscope_sorted::SortedSet;

use taskscope_judge::Findings;
use taskscope_scene::svg::{self, Caption, Themes};
use taskscope_scene::{Model, Overlay, Scene, View, content_height, scene};
use taskscope_tell::{Around, say};
use taskscope_trace::{Arrangement, AxisKind, Phase, Run, State, Step, Trace};

/// The usual width of a picture: a column of text in a book, and enough for words beside the bars.
pub const PICTURE_WIDTH: f64 = 960.0;

/// What a picture shows beside the run.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// Its title.
    pub title: &'a str,
    /// How wide it is, in CSS pixels.
    pub width: f64,
    /// The colours of both themes.
    pub themes: &'a Themes,
}

/// Draws a run as an SVG document: all of its axis and all of its lanes, with the cursor at the end.
#[must_use]
pub fn picture(run: &Run, kind: AxisKind, shown: Shown<'_>) -> String {
    drawn(run, kind, shown, svg::print)
}

/// The same for paper, and without a style element: it can stand in a page whose policy forbids those.
#[must_use]
pub fn plain_picture(run: &Run, kind: AxisKind, shown: Shown<'_>) -> String {
    drawn(run, kind, shown, svg::print_plain)
}

fn drawn(
    run: &Run,
    kind: AxisKind,
    shown: Shown<'_>,
    print: fn(&Scene, Caption<'_>, &Themes) -> String,
) -> String {
    /// Pictures end after some hundred lanes: nobody looks at more, and most programs that show pictures can't.
    const TALLEST: f64 = 16_000.0;
    let Shown { title, width, themes } = shown;
    let end = run.trace().end();
    let axis = run.axis(kind);
    let state = run.shown_at(end);
    let model = Model {
        trace: run.trace(),
        lanes: run.lanes(),
        browser: run.browser(),
        axis: &axis,
        state: &state,
        folded: &SortedSet::new(),
        arrangement: &Arrangement::default(),
        over: Overlay { findings: &findings(run), ..Overlay::default() },
    };
    let height = content_height(&model).min(TALLEST);
    let view = View { cursor: end, ..View::new(width, height, &axis) };
    let description = description(run, &state, title);
    print(&scene(&model, &view), Caption { title, description: &description }, themes)
}

/// What is marked as a mistake; not looked for in runs that take long to look through.
fn findings(run: &Run) -> Vec<(Step, Option<TaskId>)> {
    const MOST_EVENTS: usize = 200_000;
    if run.trace().end().0 > MOST_EVENTS {
        return Vec::new();
    }
    let findings = Findings::of(run.trace());
    findings.list().iter().map(|finding| (finding.step, finding.tasks.first().copied())).collect()
}

/// What the picture shows, in sentences: how long the run took, how every task stands at its end, and why it ended.
fn description(run: &Run, state: &State, title: &str) -> String {
    let trace = run.trace();
    let tasks = state.tasks.len() as u64;
    let mut sentences = vec![say::session_picture::timeline(title, tasks, trace.length())];
    sentences.extend(tasks_sentence(state, trace));
    let (lines, _) = taskscope_tell::lines_around(run, Around { step: trace.end(), before: 1, after: 0 });
    let last = lines.last().filter(|_| trace.run_end().is_some());
    sentences.extend(last.map(|line| line.text(trace)));
    sentences.join(" ")
}

fn tasks_sentence(state: &State, trace: &Trace) -> Option<String> {
    /// More could not be listened to.
    const LISTED: usize = 12;
    let mut tasks = state.tasks.values();
    let said = tasks.by_ref().take(LISTED).map(|task| {
        let say = match task.phase {
            Phase::Ready => say::session_picture::ready,
            Phase::Running => say::session_picture::running,
            Phase::Waiting => say::session_picture::waiting,
            Phase::Done => say::session_picture::done,
            Phase::Cancelled => say::session_picture::cancelled,
            Phase::Panicked => say::session_picture::panicked,
        };
        say(trace.text(task.name))
    });
    let mut said: Vec<String> = said.collect();
    let others = tasks.count() as u64;
    if others > 0 {
        said.push(say::session_picture::others(others));
    }
    (!said.is_empty()).then(|| say::session_picture::at_end(&said.join(&say::list::comma())))
}
