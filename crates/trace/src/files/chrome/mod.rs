//! A trace for Perfetto and `chrome://tracing`, in the "Trace Event Format" that Google published for the latter.
//!
//! The run is a process and every task a thread, on which its polls and the time between them, ready or waiting, are
//! complete events (`X`) one after the other. Inside polls stand those of nodes, and `work`. The executor is thread 0, with
//! its turns and the timers that fire. Wakes are flows (`s`, `f`) to the poll that they lead to, output and ends are
//! instants (`i`), and the length of the queue is a counter (`C`). On the browser's clock the browser is a second process.
//!
//! Times are microseconds, as they are in the trace. On the virtual clock most polls take no time at all: they are complete
//! events of duration 0, in their order, which both programs show as thin lines.

mod browser;
mod picture;
mod write;

use crate::{State, Step, Trace};

use super::{Labels, Origin};
use browser::Browser;
use picture::Picture;

/// Writes a trace in the Trace Event Format (its JSON object form).
#[must_use]
pub fn chrome_json(trace: &Trace, origin: &Origin, labels: &dyn Labels) -> String {
    let mut picture = Picture::default();
    let (mut browser, mut state) = (Browser::default(), State::default());
    for (step, event) in trace.between(Step(0), trace.end()) {
        let time = trace.time(step);
        picture.take(event, time, &state);
        browser.take(event, time);
        state.apply(event);
        picture.set_depth(state.queue.len(), time);
    }
    picture.finish(trace.end_time());
    browser.finish(trace.end_time());
    write::text_of((&picture, &browser), (trace, labels), origin)
}
