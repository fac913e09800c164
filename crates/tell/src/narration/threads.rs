//! The templates for what happens to threads, and for what a program measures.

use taskscope_runtime::{ChartEvent, Micros, TaskId, ThreadEvent, WorkerEnd, WorkerId};

use super::teller::{Teller, capitalized};
use crate::Words;
use crate::time_text::{micros_text, moment_text};
use crate::values::value_text;
use crate::wording::worker_text;

impl Teller<'_> {
    pub(super) fn tell_of_thread(self, event: ThreadEvent) -> Option<Words> {
        Some(match event {
            ThreadEvent::Started { worker, place, is_simulated, .. } => {
                let simulated = if is_simulated { "simulated " } else { "" };
                let thread = self.thread(worker);
                Words::on_whom(self.state.running)
                    .text(format!(" starts the {simulated}{thread} at "))
                    .line(place)
                    .text(".")
            }
            // A simulated one starts at once, which says nothing.
            ThreadEvent::Ready { worker, took, kibibytes } if !self.is_simulated(worker) => {
                let thread = capitalized(&self.thread(worker));
                let took = micros_text(took);
                Words::begin(format!("{thread} has started after {took}, with {kibibytes} KiB of memory."))
            }
            ThreadEvent::CallPosted { worker, task, .. } => self.called_for(worker, task),
            ThreadEvent::CallEnded { worker, duration, .. } => {
                let thread = capitalized(&self.thread(worker));
                Words::begin(format!("{thread} has done a call, which took {}.", micros_text(duration)))
            }
            ThreadEvent::Message { worker, sent, .. } => self.message(worker, sent),
            ThreadEvent::Ended { worker, how, message } => {
                let thread = capitalized(&self.thread(worker));
                match (how, message) {
                    (WorkerEnd::Closed, _) => Words::begin(format!("{thread} is closed.")),
                    (WorkerEnd::Terminated, _) => Words::begin(format!("{thread} is stopped.")),
                    (WorkerEnd::Failed, None) => Words::begin(format!("{thread} fails.")),
                    (WorkerEnd::Failed, Some(text)) => {
                        Words::begin(format!("{thread} fails: ")).said(self.trace.text(text))
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
        Some(Words::begin(format!("Measured for {} at {x}: {value}.", self.trace.text(series))))
    }

    fn thread(self, worker: WorkerId) -> String {
        worker_text(self.trace, worker)
    }

    fn is_simulated(self, worker: WorkerId) -> bool {
        self.state.workers.get(worker).is_some_and(|worker| worker.is_simulated)
    }

    fn called_for(self, worker: WorkerId, task: Option<TaskId>) -> Words {
        let thread = self.thread(worker);
        let is_busy = self.state.workers.get(worker).is_some_and(|worker| worker.calls > 0);
        let later = if is_busy { ", which is busy still" } else { "" };
        Words::on_whom(task).text(format!(" gives a call to {thread}{later}."))
    }

    fn message(self, worker: WorkerId, sent: Micros) -> Words {
        let thread = self.thread(worker);
        let sent = if self.is_simulated(worker) {
            String::new()
        } else {
            format!(", sent at {}", moment_text(self.trace, sent))
        };
        Words::begin(format!("A message comes from {thread}{sent}."))
    }
}
