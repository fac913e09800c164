//! What the browser does, in words: one set of them for pictures, panes and whatever the pointer finds.

use taskscope_format::{Event, HostThread, Micros, Observation, Reporter, TurnCause, Way};
use taskscope_trace::{Axis, BrowserHost, BrowserLanes, LongTask, SpanKind, Step, Trace, TurnKind};

use crate::catalogue::say;
use crate::wording::way_text;

/// What such a turn is called.
#[must_use]
pub fn turn_kind_text(kind: TurnKind) -> String {
    match kind {
        TurnKind::Macrotask => say::browser::macrotask(),
        TurnKind::Microtask => say::browser::microtask(),
    }
}

/// What drives the executor.
#[must_use]
pub fn host_text(host: BrowserHost) -> String {
    let turns_by = way_text(host.way);
    match host.thread {
        HostThread::Worker => say::browser::in_worker(&turns_by),
        HostThread::Page => say::browser::in_page(&turns_by),
    }
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
fn brought_by(cause: TurnCause, way: Way) -> String {
    match (cause, way) {
        (TurnCause::Alarm, _) => say::by::timer(),
        (TurnCause::Continuation, Way::Promise | Way::QueueMicrotask) | (_, Way::Message) => {
            say::by::message()
        }
        (_, Way::Promise) => say::by::promise(),
        (_, Way::QueueMicrotask) => say::by::queue_microtask(),
        (_, Way::Timeout) => say::by::timeout(),
        (_, Way::Frame) => say::by::frame(),
        (_, Way::UserBlocking | Way::UserVisible | Way::Background) => say::by::post_task(),
        (_, Way::SchedulerYield) => say::by::yield_back(),
    }
}

/// What brought the turn that begins at a step, in a word.
#[must_use]
pub fn turn_word(browser: &BrowserLanes, trace: &Trace, from: Step) -> Option<String> {
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
        let many = match kind {
            TurnKind::Macrotask => say::count::macrotask(count as u64),
            TurnKind::Microtask => say::count::microtask(count as u64),
        };
        return say::browser::turns_within(&many, between(trace.time(from), trace.time(to)));
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
    let (number, kind) = (number.iter().sum::<usize>() as u64, turn_kind_text(kind));
    let polls = axis.polls_before(to) - axis.polls_before(from);
    let length = between(trace.time(from), trace.time(to));
    match turn_word(browser, trace, from) {
        Some(word) => say::browser::turn_by(number, &kind, &word, polls, length),
        None => say::browser::turn(number, &kind, polls, length),
    }
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
            say::browser::missed_within(missed.into(), length)
        };
    }
    let (first, after) = (frames.first_after(from), frames.first_after(to));
    match after.saturating_sub(first) {
        0 => String::new(),
        1 => {
            let at = |index| frames.step(index).map(|step| trace.time(step));
            let since = first.checked_sub(1).and_then(|before| Some(between(at(before)?, at(first)?)));
            let number = first as u64 + 1;
            since.map_or_else(|| say::browser::first_frame(number), |gap| say::browser::frame(number, gap))
        }
        count => say::browser::frames_within(count as u64, between(trace.time(from), trace.time(to))),
    }
}

/// How many frames there were, and how many were missed: between two of them, so that nobody knows before the second.
fn frames_so_far(frames: u64, missed: u32) -> String {
    if frames < 2 && missed == 0 {
        return say::browser::frames_unmeasured(frames);
    }
    say::browser::frames_so_far(frames, missed.into())
}

/// How many frames were missed, and what that meant for so long.
#[must_use]
pub fn missed_text(browser: &BrowserLanes, missed: u32, length: Micros) -> String {
    let stands_still = stands_still(browser.host().map(|host| host.thread));
    say::browser::missed(missed.into(), &stands_still, length)
}

/// What was counted up to a step.
#[must_use]
pub fn summary_text(browser: &BrowserLanes, step: Step, trace: &Trace) -> String {
    let count = |kind| browser.turns_before(kind, step);
    let by_macrotask = count(TurnKind::Macrotask);
    let quick = count(TurnKind::Microtask);
    let turns = (by_macrotask + quick) as u64;
    let frames = browser.frames().first_after(step) as u64;
    let missed = browser.frames().missed_before(step);
    let long = browser.long_tasks(Reporter::LongTask).first_after(trace, trace.time(step));
    let slow = browser.long_tasks(Reporter::LongAnimationFrame).first_after(trace, trace.time(step));
    let is_told = |what| !browser.is_unreported(what);
    let parts = [
        Some(say::browser::turns(turns, quick as u64, by_macrotask as u64)),
        is_told(Observation::Frames).then(|| frames_so_far(frames, missed)),
        (is_told(Observation::LongTasks) && (long > 0 || slow == 0))
            .then(|| say::count::long_task(long as u64)),
        (slow > 0).then(|| say::count::long_animation_frame(slow as u64)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(&say::state::facts())
}

/// What it is.
#[must_use]
pub fn long_task_text(task: LongTask) -> String {
    match task.reporter {
        Reporter::LongTask => say::browser::long_task(task.duration),
        Reporter::LongAnimationFrame => say::browser::long_frame(task.duration),
    }
}
