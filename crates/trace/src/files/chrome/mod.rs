//! A trace for Perfetto and `chrome://tracing`, in the "Trace Event Format" that Google published for the latter.
//!
//! The run is a process and every task a thread, on which its polls and the time between them, ready or waiting, are
//! complete events (`X`) one after the other. Inside polls stand those of nodes, and `work`. The executor is thread 0, with
//! its turns and the timers that fire; where several workers poll, each has a thread for these. Wakes are flows (`s`, `f`) to the poll that they lead to, output and ends are
//! instants (`i`), and the length of the queue is a counter (`C`). On the browser's clock the browser is a second process.
//!
//! Times are microseconds, as they are in the trace. On the virtual clock most polls take no time at all: they are complete
//! events of duration 0, in their order, which both programs show as thin lines.

mod browser;
mod picture;
mod write;

use crate::replay::Replay;
use crate::{Follower, Moment, Outcome, Step, Trace};

use super::{Labels, Origin};
use browser::Browser;
use picture::Picture;

/// Writes a trace in the Trace Event Format (its JSON object form).
#[must_use]
pub fn chrome_json(trace: &Trace, origin: &Origin, labels: &dyn Labels) -> String {
    chrome_json_between(trace, (Step(0), trace.end()), origin, labels)
}

/// Writes what happens between two steps of a trace. Its times are those of the whole trace, and what went on at the first
/// step already begins there.
#[must_use]
pub fn chrome_json_between(
    trace: &Trace,
    (from, to): (Step, Step),
    origin: &Origin,
    labels: &dyn Labels,
) -> String {
    let (mut sheet, mut replay) = (Sheet::default(), Replay::default());
    replay.go_to(trace, from, &mut sheet);
    let before = sheet.picture.counts();
    replay.go_to(trace, to.min(trace.end()), &mut sheet);
    let Sheet { mut picture, mut browser } = sheet;
    let end = trace.time(to.min(trace.end()));
    picture.finish(end);
    browser.finish(end);
    if from > Step(0) {
        picture.begin_at(before, trace.time(from));
        browser.begin_at(trace.time(from));
    }
    write::text_of((&picture, &browser), (trace, labels), origin)
}

/// All that is written, while it is read from the trace.
#[derive(Debug, Default)]
struct Sheet {
    picture: Picture,
    browser: Browser,
}

impl Follower for Sheet {
    fn before(&mut self, moment: Moment<'_>) {
        self.picture.see(moment);
        self.browser.take(moment.event, moment.time);
    }

    fn after(&mut self, outcome: &Outcome<'_>) {
        self.picture.take(outcome);
    }
}
