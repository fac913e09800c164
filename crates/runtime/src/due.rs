//! What is simulated outside the executor, and when it will be heard of: threads and transfers on the virtual clock.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::core::Core;
use crate::fetch::Arrival;
use crate::thread::Report;
use crate::{Micros, ResourceId, ThreadId};

/// What is to arrive.
pub(crate) enum News {
    Thread(ThreadId, Report),
    Fetch(ResourceId, Arrival),
}

/// All that is to arrive, by its time; the number keeps the order of what is due at once.
#[derive(Default)]
pub(crate) struct Schedule {
    due: RefCell<BTreeMap<(Micros, u64), News>>,
    scheduled: Cell<u64>,
}

impl Schedule {
    fn next_due(&self) -> Option<Micros> {
        self.due.borrow().first_key_value().map(|(&(at, _), _)| at)
    }

    fn take_due(&self, now: Micros) -> Option<News> {
        let mut due = self.due.borrow_mut();
        let first = due.first_entry().filter(|first| first.key().0 <= now)?;
        Some(first.remove())
    }
}

impl Core {
    /// Has something taken in at a time.
    pub(crate) fn schedule(&self, at: Micros, news: News) {
        let schedule = self.scheduled();
        let number = schedule.scheduled.replace(schedule.scheduled.get() + 1);
        schedule.due.borrow_mut().insert((at, number), news);
        self.timers().set_other(schedule.next_due());
    }

    /// Takes in what has arrived until now.
    pub(crate) fn take_due_news(&self) {
        while let Some(news) = self.scheduled().take_due(self.now()) {
            self.timers().set_other(self.scheduled().next_due());
            match news {
                News::Thread(worker, report) => self.take_report(worker, report),
                News::Fetch(fetch, arrival) => self.take_arrival(fetch, arrival),
            }
        }
    }

    /// Lets what is said no longer arrive.
    pub(crate) fn forget_news(&self, is_forgotten: impl Fn(&News) -> bool) {
        let schedule = self.scheduled();
        schedule.due.borrow_mut().retain(|_, news| !is_forgotten(news));
        self.timers().set_other(schedule.next_due());
    }
}
