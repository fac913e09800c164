//! Threads on the virtual clock: a call runs at once, on a clock of its own, and what comes of it arrives in time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use super::function::Callable;
use super::inside::{call_from, Post};
use super::worker::Report;
use crate::core::Core;
use crate::due::News;
use crate::panics::{caught, let_go, message_of};
use crate::{Micros, ThreadId};

impl Core {
    /// Calls a function on a thread that is free from a time on; returns when it is free again.
    pub(super) fn simulate_call(
        &self,
        worker: ThreadId,
        function: &'static dyn Callable,
        input: &[u8],
        free_at: Micros,
    ) -> Micros {
        let start = self.fresh_now().max(free_at);
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
        let home = self.rc();
        let outcome = caught(|| call_from(home, function, input, (&post, busy)));
        for (at, bytes) in sent.take() {
            self.schedule(at, News::Thread(worker, Report::Message { bytes, ago: Duration::ZERO }));
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
        self.schedule(end, News::Thread(worker, last));
        end
    }
}
