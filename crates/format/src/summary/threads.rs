//! Threads: which there are, and which calls they have not ended.

use std::collections::VecDeque;

use super::Summary;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::threads::ThreadEvent;

/// What was said of a thread. Its calls are events here, where the state counts them.
pub(super) struct Thread {
    started: Event,
    ready: Option<Event>,
    /// Calls that have not ended.
    posted: VecDeque<Event>,
    /// How it ended, and after how many events.
    pub(super) end: Option<(u64, Event)>,
}

impl Thread {
    /// Adds what it is and who waits for its calls.
    pub(super) fn add_named(&self, named: &mut Mentions) {
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
    pub(super) fn note_thread(&mut self, event: ThreadEvent) {
        let id = event.thread();
        if let ThreadEvent::Started { .. } = event {
            let new =
                Thread { started: Event::Thread(event), ready: None, posted: VecDeque::new(), end: None };
            self.threads.entry(id).or_insert(new);
        } else if let Some(thread) = self.threads.get_mut(&id).filter(|thread| thread.end.is_none()) {
            thread.apply(event, self.dropped);
        }
    }

    /// Says which threads and charts there are.
    pub(super) fn write_threads(&self, named: &Mentions, events: &mut Vec<Event>) {
        for (_, thread) in self.threads.iter().filter(|(id, _)| named.threads.contains(id)) {
            events.push(thread.started);
            events.extend(thread.ready);
            events.extend(thread.posted.iter().map(|&posted| named.only_known(posted)));
            events.extend(thread.end.map(|(_, end)| end));
        }
        events.extend(self.charts.values());
    }
}
