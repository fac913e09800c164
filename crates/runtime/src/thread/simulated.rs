//! Threads on the virtual clock: a call runs at once, on a clock of its own, and what comes of it arrives in time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use super::desk::Desk;
use super::function::Callable;
use super::inside::{call_from, Post};
use super::report::Report;
use crate::core::Core;
use crate::due::Due;
use crate::panics::{caught, let_go, message_of};
use crate::{Micros, ThreadId};

impl Desk {
    /// Calls a function on a thread that is free from a time on; returns when it is free again.
    pub(super) fn simulate_call(
        core: &Core,
        worker: ThreadId,
        function: &'static dyn Callable,
        input: &[u8],
        free_at: Micros,
    ) -> Micros {
        let start = core.fresh_now().max(free_at);
        let clock = Rc::new(Cell::new(start));
        let sent = Rc::new(RefCell::new(Vec::new()));
        let post: Post = {
            let (clock, sent) = (Rc::clone(&clock), Rc::clone(&sent));
            Rc::new(move |bytes| sent.borrow_mut().push((clock.get(), bytes)))
        };
        let busy = {
            let clock = Rc::clone(&clock);
            Rc::new(move |duration| clock.set(clock.get().after(duration)))
        };
        let home = core.rc();
        let outcome = caught(|| call_from(home, function, input, (&post, busy)));
        for (at, bytes) in sent.take() {
            Self::schedule(core, at, worker, Report::Message { bytes, ago: Duration::ZERO });
        }
        let end = clock.get();
        let took = end.since(start);
        let last = match outcome {
            Ok(value) => Report::Returned { value, took, ago: took },
            Err(payload) => {
                let message = message_of(payload.as_ref()).to_owned();
                let_go(payload);
                Report::Failed(message)
            }
        };
        Self::schedule(core, end, worker, last);
        end
    }

    fn schedule(core: &Core, at: Micros, worker: ThreadId, report: Report) {
        let take = move |core: &Core| core.outside::<Self>().take_report(core, worker, report);
        core.outside::<Due>().schedule(core, at, Self::source(worker), take);
    }
}
