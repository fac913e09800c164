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
use crate::{Follower, Moment, Outcome, Trace};

use super::{Labels, Origin};
use browser::Browser;
use picture::Picture;

/// Writes a trace in the Trace Event Format (its JSON object form).
#[must_use]
pub fn chrome_json(trace: &Trace, origin: &Origin, labels: &dyn Labels) -> String {
    let mut sheet = Sheet::default();
    Replay::default().go_to(trace, trace.end(), &mut sheet);
    let Sheet { mut picture, mut browser } = sheet;
    picture.finish(trace.end_time());
    browser.finish(trace.end_time());
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
