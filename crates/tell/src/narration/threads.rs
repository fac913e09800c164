//! The templates for what happens to threads, and for what a program measures.

use taskscope_format::{ChartEvent, Micros, TaskId, ThreadEnd, ThreadEvent, ThreadId};

use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::time_text::moment_text;
use crate::values::value_text;
use crate::wording::worker_text;

impl Teller<'_> {
    pub(super) fn tell_of_thread(self, event: ThreadEvent) -> Option<Words> {
        Some(match event {
            ThreadEvent::Started { thread: worker, place, is_simulated, .. } => {
                let (who, thread) = (self.state.running(), self.thread(worker));
                if is_simulated {
                    say::thread::starts_simulated(who, &thread, place)
                } else {
                    say::thread::starts(who, &thread, place)
                }
            }
            // A simulated one starts at once, which says nothing.
            ThreadEvent::Ready { thread: worker, took, kibibytes } if !self.is_simulated(worker) => {
                Words::begin(say::thread::has_started(&self.thread(worker), took, kibibytes.into()))
            }
            ThreadEvent::CallPosted { thread: worker, task, .. } => self.called_for(worker, task),
            ThreadEvent::CallEnded { thread: worker, duration, .. } => {
                Words::begin(say::thread::call_done(&self.thread(worker), duration))
            }
            ThreadEvent::Message { thread: worker, sent, .. } => self.message(worker, sent),
            ThreadEvent::Ended { thread: worker, how, message } => {
                let thread = self.thread(worker);
                match (how, message) {
                    (ThreadEnd::Closed, _) => Words::begin(say::thread::closed(&thread)),
                    (ThreadEnd::Terminated, _) => Words::begin(say::thread::stopped(&thread)),
                    (ThreadEnd::Failed, None) => Words::begin(say::thread::fails(&thread)),
                    (ThreadEnd::Failed, Some(text)) => {
                        say::thread::fails_with(&thread, self.trace.text(text))
                    }
                }
            }
            ThreadEvent::Ready { .. } => return None,
        })
    }

    /// Tells of a chart. That there is one shows in it.
    pub(super) fn tell_of_chart(self, event: ChartEvent) -> Option<Words> {
        let ChartEvent::Measured { series, x, value, chart } = event else { return None };
        let value = value_text(value, self.trace.chart_unit(chart));
        Some(Words::begin(say::thread::measured(self.trace.text(series), x.into(), &value)))
    }

    fn thread(self, worker: ThreadId) -> String {
        worker_text(self.trace, worker)
    }

    fn is_simulated(self, worker: ThreadId) -> bool {
        self.state.workers.get(worker).is_some_and(|worker| worker.is_simulated)
    }

    fn called_for(self, worker: ThreadId, task: Option<TaskId>) -> Words {
        let thread = self.thread(worker);
        if self.state.workers.get(worker).is_some_and(|worker| worker.calls > 0) {
            say::thread::gives_call_busy(task, &thread)
        } else {
            say::thread::gives_call(task, &thread)
        }
    }

    fn message(self, worker: ThreadId, sent: Micros) -> Words {
        let thread = self.thread(worker);
        Words::begin(if self.is_simulated(worker) {
            say::thread::message(&thread)
        } else {
            say::thread::message_sent(&thread, &moment_text(self.trace, sent))
        })
    }
}
