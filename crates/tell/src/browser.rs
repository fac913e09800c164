//! What the browser does, in words: one set of them for pictures, panes and whatever the pointer finds.

use taskscope_runtime::{Event, HostThread, Micros, Observation, Reporter, TurnCause, Way};
use taskscope_trace::{Axis, BrowserHost, BrowserLanes, LongTask, SpanKind, Step, Trace, TurnKind};

use crate::catalogue::say;
use crate::time_text::micros_text;
use crate::wording::{count_text, way_text};

/// What such a turn is called.
#[must_use]
pub fn turn_kind_text(kind: TurnKind) -> &'static str {
    match kind {
        TurnKind::Macrotask => "macrotask",
        TurnKind::Microtask => "microtask",
    }
}

/// What drives the executor.
#[must_use]
pub fn host_text(host: BrowserHost) -> String {
    let thread = match host.thread {
        HostThread::Worker => "in a worker",
        HostThread::Page => "in the page's own thread",
    };
    format!("{thread}, turns by {}", way_text(host.way))
}

/// Who has to wait while a program keeps a thread; `None` where there is no browser to tell of.
pub(crate) fn stands_still(thread: Option<HostThread>) -> String {
    match thread {
        Some(HostThread::Worker) => say::still::worker(),
        Some(HostThread::Page) => say::still::page(),
        None => say::still::nothing(),
    }
}

/// How long it is from one time to a later one.
fn between(from: Micros, to: Micros) -> Micros {
    Micros(to.0.saturating_sub(from.0))
}

/// What brings a turn, in a word.
fn brought_by(cause: TurnCause, way: Way) -> &'static str {
    match (cause, way) {
        (TurnCause::Alarm, _) => "timer",
        (TurnCause::Continuation, Way::Promise | Way::QueueMicrotask) | (_, Way::Message) => "message",
        (_, Way::Promise) => "promise",
        (_, Way::QueueMicrotask) => "queueMicrotask",
        (_, Way::Timeout) => "timeout",
        (_, Way::Frame) => "frame",
        (_, Way::UserBlocking | Way::UserVisible | Way::Background) => "postTask",
        (_, Way::SchedulerYield) => "yield",
    }
}

/// What brought the turn that begins at a step, in a word.
#[must_use]
pub fn turn_word(browser: &BrowserLanes, trace: &Trace, from: Step) -> Option<&'static str> {
    let Some(Event::TurnStarted { cause }) = trace.event_before(from) else { return None };
    Some(brought_by(cause, browser.host()?.way))
}

/// The turn, or the turns, of a kind between two steps.
#[must_use]
pub fn turns_text(
    browser: &BrowserLanes,
    axis: &Axis<'_>,
    trace: &Trace,
    kind: TurnKind,
    [from, to]: [Step; 2],
) -> String {
    let turns = browser.turns(kind);
    // The turn that goes on at the first step counts too.
    let before = browser.turns_before(kind, from);
    let goes_on = turns.span_at(from).is_some_and(|span| span.kind == SpanKind::Running);
    let begun = browser.turns_before(kind, Step(to.0.saturating_sub(1)).max(from)) - before;
    let count = begun + usize::from(goes_on);
    if count > 1 {
        let many = count_text(count as u64, turn_kind_text(kind));
        return format!("{many} within {}", micros_text(between(trace.time(from), trace.time(to))));
    }
    // Where a picture shows a turn and there is none to the step, it is the one before.
    let Some(span) = turns.span((before + begun).saturating_sub(1) * 2) else { return String::new() };
    turn_text(browser, axis, trace, kind, [span.from, span.to.unwrap_or(trace.end())])
}

fn turn_text(
    browser: &BrowserLanes,
    axis: &Axis<'_>,
    trace: &Trace,
    kind: TurnKind,
    steps: [Step; 2],
) -> String {
    let [from, to] = steps;
    let number = [TurnKind::Macrotask, TurnKind::Microtask].map(|kind| browser.turns_before(kind, from));
    let by = turn_word(browser, trace, from).map_or(String::new(), |word| format!(" by {word}"));
    let (number, kind) = (number.iter().sum::<usize>(), turn_kind_text(kind));
    let polls = count_text(axis.polls_before(to) - axis.polls_before(from), "poll");
    let length = micros_text(between(trace.time(from), trace.time(to)));
    format!("Turn {number}: a {kind}{by}, {polls}, {length}")
}

/// The frames after a step and up to another one; if some were missed, that.
#[must_use]
pub fn frames_text(browser: &BrowserLanes, trace: &Trace, [from, to]: [Step; 2]) -> String {
    let frames = browser.frames();
    let missed = frames.missed_before(to).saturating_sub(frames.missed_before(from));
    if missed > 0 {
        let length = between(trace.time(from), trace.time(to));
        let is_once = frames.first_late_after(to) == frames.first_late_after(from) + 1;
        return if is_once {
            missed_text(browser, missed, length)
        } else {
            format!("{} missed within {}", count_text(missed.into(), "frame"), micros_text(length))
        };
    }
    let (first, after) = (frames.first_after(from), frames.first_after(to));
    match after.saturating_sub(first) {
        0 => String::new(),
        1 => {
            let at = |index| frames.step(index).map(|step| trace.time(step));
            let since = first.checked_sub(1).and_then(|before| Some(between(at(before)?, at(first)?)));
            let since =
                since.map_or(String::new(), |gap| format!(", {} after the one before", micros_text(gap)));
            format!("Frame {}{since}", first + 1)
        }
        count => {
            let length = micros_text(between(trace.time(from), trace.time(to)));
            format!("{} within {length}", count_text(count as u64, "frame"))
        }
    }
}

/// How many frames were missed, and what that meant for so long.
#[must_use]
pub fn missed_text(browser: &BrowserLanes, missed: u32, length: Micros) -> String {
    let stands_still = stands_still(browser.host().map(|host| host.thread));
    format!("{} missed: {stands_still} for {}", count_text(missed.into(), "frame"), micros_text(length))
}

/// What was counted up to a step.
#[must_use]
pub fn summary_text(browser: &BrowserLanes, step: Step, trace: &Trace) -> String {
    let count = |kind| browser.turns_before(kind, step);
    let by_macrotask = count(TurnKind::Macrotask);
    let quick = count(TurnKind::Microtask);
    let turns = count_text((by_macrotask + quick) as u64, "turn");
    let frames = count_text(browser.frames().first_after(step) as u64, "frame");
    let missed = browser.frames().missed_before(step);
    let long = browser.long_tasks(Reporter::LongTask).first_after(trace, trace.time(step));
    let slow = browser.long_tasks(Reporter::LongAnimationFrame).first_after(trace, trace.time(step));
    let is_told = |what| !browser.is_unreported(what);
    let parts = [
        Some(format!("{turns} ({quick} by microtask, {by_macrotask} by macrotask)")),
        is_told(Observation::Frames).then(|| format!("{frames}, {missed} missed")),
        (is_told(Observation::LongTasks) && (long > 0 || slow == 0))
            .then(|| count_text(long as u64, "long task")),
        (slow > 0).then(|| count_text(slow as u64, "long animation frame")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What it is.
#[must_use]
pub fn long_task_text(task: LongTask) -> String {
    let (what, by) = match task.reporter {
        Reporter::LongTask => ("Long task", "longtask"),
        Reporter::LongAnimationFrame => ("Long animation frame", "long-animation-frame"),
    };
    format!("{what} of {}, reported by the browser ({by})", micros_text(task.duration))
}
