//! Writes the events of the Trace Event Format.

use std::fmt::{self, Write};

use taskscope_runtime::{PlaceId, ResourceKind, RunEnd, TaskId, TurnCause};

use super::browser::{Browser, Stretch, Thread};
use super::picture::{EXECUTOR, Instant, Picture, Point, Slice, What, worker_of};
use crate::Trace;
use crate::files::json::push_quoted;
use crate::files::{Labels, Origin};

/// The process that the run is.
const RUN: u32 = 1;
/// The process that the browser is.
const BROWSER: u32 = 2;
/// What an event takes in the text, more or less.
const EVENT_BYTES: usize = 100;

pub(super) fn text_of(
    (picture, browser): (&Picture, &Browser),
    (trace, labels): (&Trace, &dyn Labels),
    origin: &Origin,
) -> String {
    let Picture { slices, flows, instants, depths, rows } = picture;
    let events = slices.len() + 2 * flows.len() + instants.len() + depths.len() + 2 * rows.len() + 1;
    let events = events + browser.stretches.len() + browser.frames.len();
    let out = String::with_capacity(events.saturating_mul(EVENT_BYTES));
    let mut writer = Writer { out, trace, labels, process: RUN };
    writer.out.push_str("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
    writer.names(picture, origin);
    for slice in slices {
        writer.slice(slice);
    }
    for (id, (from, to)) in flows.iter().enumerate() {
        writer.begin('s', from, "wake");
        writer.rest(format_args!(",\"cat\":\"wake\",\"id\":{id}}}"));
        writer.begin('f', to, "wake");
        writer.rest(format_args!(",\"cat\":\"wake\",\"id\":{id},\"bp\":\"e\"}}"));
    }
    for (point, instant) in instants {
        writer.instant(point, *instant);
    }
    for &(time, depth) in depths {
        writer.begin('C', &Point { thread: EXECUTOR, time }, "ready queue");
        writer.rest(format_args!(",\"args\":{{\"tasks\":{depth}}}}}"));
    }
    if browser.is_there() {
        writer.process = BROWSER;
        writer.browser(browser);
    }
    writer.out.push_str("\n]}\n");
    writer.out
}

struct Writer<'a> {
    out: String,
    trace: &'a Trace,
    labels: &'a dyn Labels,
    /// Whose events are written.
    process: u32,
}

impl Writer<'_> {
    /// Everything that the browser did.
    fn browser(&mut self, browser: &Browser) {
        self.name(0, "process_name", "browser");
        for thread in Thread::ALL {
            self.name(thread as u32, "thread_name", thread.name());
            self.begin_untimed('M', thread as u32, "thread_sort_index");
            self.rest(format_args!(",\"args\":{{\"sort_index\":{}}}}}", thread as u32));
        }
        for &Stretch { thread, from, to } in &browser.stretches {
            self.begin('X', &Point { thread: thread as u32, time: from }, thread.one());
            let duration = to.since(from).as_micros();
            self.rest(format_args!(",\"cat\":\"browser\",\"dur\":{duration}}}"));
        }
        for &(time, missed) in &browser.frames {
            let name = match missed {
                0 => Thread::Frames.one().to_owned(),
                missed => format!("{}, {missed} missed", Thread::Frames.one()),
            };
            self.begin('i', &Point { thread: Thread::Frames as u32, time }, &name);
            self.rest(format_args!(",\"cat\":\"frame\",\"s\":\"t\"}}"));
        }
    }

    /// Names the process and its threads, and puts them in their order.
    fn names(&mut self, picture: &Picture, origin: &Origin) {
        let parts = [Some("taskscope"), origin.demo.as_deref(), origin.variant.as_deref()];
        let process = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        self.name(EXECUTOR, "process_name", &process);
        for (&thread, row) in &picture.rows {
            let trace = self.trace;
            let name = match worker_of(thread) {
                Some(worker) => self.labels.worker(trace, worker),
                None if thread == EXECUTOR => "executor".to_owned(),
                None => trace.task_name(TaskId(thread)).to_owned(),
            };
            self.name(thread, "thread_name", &name);
            self.begin_untimed('M', thread, "thread_sort_index");
            let place = if thread == EXECUTOR { 0 } else { row.place + 1 };
            self.rest(format_args!(",\"args\":{{\"sort_index\":{place}}}}}"));
        }
    }

    fn name(&mut self, thread: u32, what: &str, name: &str) {
        self.begin_untimed('M', thread, what);
        self.out.push_str(",\"args\":{\"name\":");
        push_quoted(&mut self.out, name);
        self.out.push_str("}}");
    }

    fn slice(&mut self, slice: &Slice) {
        let (name, category) = self.named(slice.what);
        self.begin('X', &Point { thread: slice.thread, time: slice.from }, &name);
        let duration = slice.to.since(slice.from).as_micros();
        self.rest(format_args!(",\"cat\":\"{category}\",\"dur\":{duration}"));
        if let Some(place) = slice.what.place().and_then(|place| self.place(place)) {
            self.out.push_str(",\"args\":{\"at\":");
            push_quoted(&mut self.out, &place);
            self.out.push('}');
        }
        self.out.push('}');
    }

    /// What a slice is called, and its category, by which both programs let their users filter.
    fn named(&self, what: What) -> (String, &'static str) {
        let said = |text: &str| text.to_owned();
        match what {
            What::Ready => (said("ready"), "state"),
            What::Poll => (said("poll"), "poll"),
            What::Waiting(Some((on, _)), 1) => {
                (format!("waits for {}", self.labels.wait(self.trace, on)), "state")
            }
            What::Waiting(_, 0 | 1) => (said("waits"), "state"),
            What::Waiting(_, several) => (format!("waits for {several} futures"), "state"),
            What::NodePoll(_, Some(label)) => (said(self.trace.text(label)), "node"),
            What::NodePoll(node, None) => (format!("node {node}"), "node"),
            What::Work(_) => (said("work"), "work"),
            What::Turn(TurnCause::Request) => (said("turn"), "turn"),
            What::Turn(TurnCause::Continuation) => (said("turn, continued"), "turn"),
            What::Turn(TurnCause::Alarm) => (said("turn for a timer"), "turn"),
            What::TimerFires(timer) => (format!("timer {timer} fires"), "wake"),
            What::PromiseSettles(promise) => {
                let does = match self.trace.resource_kind(promise) {
                    Some(ResourceKind::Fetch) => "wakes",
                    _ => "is settled",
                };
                (format!("{} {does}", self.labels.resource(self.trace, promise)), "wake")
            }
            What::Starts => (said("starts"), "thread"),
            What::Call => (said("call"), "thread"),
            What::WokenFromOutside => (said("woken from outside"), "wake"),
        }
    }

    /// A file and a line: `src/main.rs:12`.
    fn place(&self, place: PlaceId) -> Option<String> {
        self.trace.place(place).map(|(file, line)| format!("{file}:{line}"))
    }

    fn instant(&mut self, point: &Point, instant: Instant) {
        let text = |id| self.trace.text(id).to_owned();
        // Drawn on the thread, or through all of them.
        let (name, category, scope) = match instant {
            Instant::Output(id) => (text(id), "output", 't'),
            Instant::Mark(id) => (text(id), "mark", 't'),
            Instant::Cancelled => ("cancelled".to_owned(), "end", 't'),
            Instant::Panicked(id) => (format!("panicked: {}", text(id)), "end", 't'),
            Instant::RunEnded(how) => (end_text(how).to_owned(), "end", 'g'),
            Instant::EventsDropped(count) => (format!("{count} events before this were dropped"), "end", 'g'),
        };
        self.begin('i', point, &name);
        self.rest(format_args!(",\"cat\":\"{category}\",\"s\":\"{scope}\"}}"));
    }

    fn begin(&mut self, phase: char, point: &Point, name: &str) {
        self.begin_untimed(phase, point.thread, name);
        self.rest(format_args!(",\"ts\":{}", point.time.0));
    }

    /// An event with what all of them have, for more to follow.
    fn begin_untimed(&mut self, phase: char, thread: u32, name: &str) {
        let comma = if self.out.ends_with('[') { "" } else { "," };
        let process = self.process;
        self.rest(format_args!("{comma}\n{{\"ph\":\"{phase}\",\"pid\":{process},\"tid\":{thread},\"name\":"));
        push_quoted(&mut self.out, name);
    }

    fn rest(&mut self, what: fmt::Arguments<'_>) {
        self.out.write_fmt(what).expect("a String takes every text");
    }
}

fn end_text(how: RunEnd) -> &'static str {
    match how {
        RunEnd::Finished => "run finished",
        RunEnd::Stuck => "run stuck",
        RunEnd::LimitReached => "trace full",
        RunEnd::Panicked => "run panicked",
        RunEnd::Stopped => "run stopped",
        RunEnd::Crashed => "run crashed",
        RunEnd::HeldTooLong => "thread held too long",
    }
}
