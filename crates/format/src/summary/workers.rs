//! Threads: which there are, and which calls they have not ended.

use std::collections::VecDeque;

use super::Summary;
use crate::event::Event;
use crate::named::Named;
use crate::threads::ThreadEvent;

/// One thread, as the events that say how it stands.
pub(super) struct Worker {
    started: Event,
    ready: Option<Event>,
    /// Calls that have not ended.
    posted: VecDeque<Event>,
    /// How it ended, and after how many events.
    pub(super) end: Option<(u64, Event)>,
}

impl Worker {
    /// Adds what it is and who waits for its calls.
    pub(super) fn add_named(&self, named: &mut Named) {
        let end = self.end.as_ref().map(|(_, end)| end);
        for &event in [&self.started].into_iter().chain(&self.posted).chain(end) {
            named.add(event);
        }
    }

    fn apply(&mut self, event: ThreadEvent, dropped: u64) {
        let whole = Event::Thread(event);
        match event {
            ThreadEvent::Ready { .. } => self.ready = Some(whole),
            ThreadEvent::CallPosted { .. } => self.posted.push_back(whole),
            ThreadEvent::CallEnded { .. } => {
                self.posted.pop_front();
            }
            ThreadEvent::Ended { .. } => {
                self.posted.clear();
                self.end = Some((dropped, whole));
            }
            // A message is over when it has come.
            ThreadEvent::Started { .. } | ThreadEvent::Message { .. } => {}
        }
    }
}

impl Summary {
    pub(super) fn apply_to_worker(&mut self, event: ThreadEvent) {
        let id = event.worker();
        if let ThreadEvent::Started { .. } = event {
            let new =
                Worker { started: Event::Thread(event), ready: None, posted: VecDeque::new(), end: None };
            self.workers.entry(id).or_insert(new);
        } else if let Some(worker) = self.workers.get_mut(&id).filter(|worker| worker.end.is_none()) {
            worker.apply(event, self.dropped);
        }
    }

    /// Says which threads and charts there are.
    pub(super) fn write_workers(&self, named: &Named, events: &mut Vec<Event>) {
        for (_, worker) in self.workers.iter().filter(|(id, _)| named.workers.contains(id)) {
            events.push(worker.started);
            events.extend(worker.ready);
            events.extend(worker.posted.iter().map(|&posted| named.only_known(posted)));
            events.extend(worker.end.map(|(_, end)| end));
        }
        events.extend(self.charts.values());
    }
}
