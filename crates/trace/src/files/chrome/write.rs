//! Writes the events of the Trace Event Format.

use taskscope_format::{PlaceId, ResourceKind, RunEnd, TaskId, TurnCause};

use super::browser::{Browser, Stretch, Thread};
use super::picture::{EXECUTOR, Instant, Picture, Point, Slice, What, thread_at, worker_of};
use crate::Trace;
use crate::files::json::JsonWriter;
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
    let mut json = JsonWriter::with_capacity(events.saturating_mul(EVENT_BYTES));
    json.object(|json| {
        json.name("displayTimeUnit").text("ms");
        json.name("traceEvents").list(|json| {
            Writer { json, trace, labels, process: RUN }.events((picture, browser), origin);
        });
    });
    json.finish() + "\n"
}

struct Writer<'a> {
    json: &'a mut JsonWriter,
    trace: &'a Trace,
    labels: &'a dyn Labels,
    /// Whose events are written.
    process: u32,
}

impl Writer<'_> {
    fn events(&mut self, (picture, browser): (&Picture, &Browser), origin: &Origin) {
        self.names(picture, origin);
        for slice in &picture.slices {
            self.slice(slice);
        }
        for (id, (from, to)) in picture.flows.iter().enumerate() {
            self.event("s", from, "wake", |json| {
                json.name("cat").text("wake");
                json.name("id").number(id);
            });
            self.event("f", to, "wake", |json| {
                json.name("cat").text("wake");
                json.name("id").number(id);
                json.name("bp").text("e");
            });
        }
        for (point, instant) in &picture.instants {
            self.instant(point, *instant);
        }
        for &(time, depth) in &picture.depths {
            self.event("C", &Point { thread: EXECUTOR, time }, "ready queue", |json| {
                json.name("args").object(|json| json.name("tasks").number(depth));
            });
        }
        if browser.is_there() {
            self.process = BROWSER;
            self.browser(browser);
        }
    }

    /// Everything that the browser did.
    fn browser(&mut self, browser: &Browser) {
        self.name(0, "process_name", "browser");
        for thread in Thread::ALL {
            self.name(thread as u32, "thread_name", thread.name());
            self.sort(thread as u32, thread as usize);
        }
        for &Stretch { thread, from, to } in &browser.stretches {
            self.event("X", &Point { thread: thread as u32, time: from }, thread.one(), |json| {
                json.name("cat").text("browser");
                json.name("dur").number(to.since(from).as_micros());
            });
        }
        for &(time, missed) in &browser.frames {
            let name = match missed {
                0 => Thread::Frames.one().to_owned(),
                missed => format!("{}, {missed} missed", Thread::Frames.one()),
            };
            self.event("i", &Point { thread: Thread::Frames as u32, time }, &name, |json| {
                json.name("cat").text("frame");
                json.name("s").text("t");
            });
        }
    }

    /// Names the process and its threads, and puts them in their order.
    fn names(&mut self, picture: &Picture, origin: &Origin) {
        let parts = [Some("taskscope"), origin.demo.as_deref(), origin.variant.as_deref()];
        let process = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        self.name(EXECUTOR, "process_name", &process);
        let workers: Vec<u32> =
            picture.rows.keys().copied().filter(|&thread| worker_of(thread).is_some()).collect();
        for (&thread, row) in &picture.rows {
            let trace = self.trace;
            let name = match (worker_of(thread), thread_at(thread)) {
                (Some(_), _) if workers.len() == 1 => "executor".to_owned(),
                (Some(worker), _) => format!("executor, worker {}", worker.0.saturating_add(1)),
                (None, Some(thread)) => self.labels.thread(trace, thread),
                (None, None) => trace.task_name(TaskId(thread)).to_owned(),
            };
            self.name(thread, "thread_name", &name);
            let place = workers.iter().position(|&worker| worker == thread);
            self.sort(thread, place.unwrap_or(row.place + workers.len().max(1)));
        }
    }

    fn name(&mut self, thread: u32, what: &str, name: &str) {
        self.untimed("M", thread, what, |json| {
            json.name("args").object(|json| json.name("name").text(name));
        });
    }

    fn sort(&mut self, thread: u32, place: usize) {
        self.untimed("M", thread, "thread_sort_index", |json| {
            json.name("args").object(|json| json.name("sort_index").number(place));
        });
    }

    fn slice(&mut self, slice: &Slice) {
        let (name, category) = self.named(slice.what);
        let place = slice.what.place().and_then(|place| self.place(place));
        self.event("X", &Point { thread: slice.thread, time: slice.from }, &name, |json| {
            json.name("cat").text(category);
            json.name("dur").number(slice.to.since(slice.from).as_micros());
            if let Some(place) = place {
                json.name("args").object(|json| json.name("at").text(&place));
            }
        });
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
            Instant::Output(id) => (text(id), "output", "t"),
            Instant::Mark(id) => (text(id), "mark", "t"),
            Instant::Cancelled => ("cancelled".to_owned(), "end", "t"),
            Instant::Panicked(id) => (format!("panicked: {}", text(id)), "end", "t"),
            Instant::RunEnded(how) => (end_text(how).to_owned(), "end", "g"),
            Instant::EventsDropped(count) => (format!("{count} events before this were dropped"), "end", "g"),
        };
        self.event("i", point, &name, |json| {
            json.name("cat").text(category);
            json.name("s").text(scope);
        });
    }

    /// An event with what all of them have, and then what `rest` writes.
    fn event(&mut self, phase: &str, point: &Point, name: &str, rest: impl FnOnce(&mut JsonWriter)) {
        self.untimed(phase, point.thread, name, |json| {
            json.name("ts").number(point.time.0);
            rest(json);
        });
    }

    fn untimed(&mut self, phase: &str, thread: u32, name: &str, rest: impl FnOnce(&mut JsonWriter)) {
        let process = self.process;
        self.json.end_line();
        self.json.object(|json| {
            json.name("ph").text(phase);
            json.name("pid").number(process);
            json.name("tid").number(thread);
            json.name("name").text(name);
            rest(json);
        });
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
