//! The templates for what happens to threads, and for what a program measures.

use taskscope_format::{ChartEvent, Micros, TaskId, ThreadEnd, ThreadEvent, ThreadId};

use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::time_text::moment_text;
use crate::values::value_text;

impl Teller<'_> {
    pub(super) fn tell_of_thread(self, event: ThreadEvent) -> Option<Words> {
        Some(match event {
            ThreadEvent::Started { thread, place, is_simulated, .. } => {
                let (who, thread) = (&self.actor(), self.name(thread));
                if is_simulated {
                    say::thread::starts_simulated(who, &thread, place)
                } else {
                    say::thread::starts(who, &thread, place)
                }
            }
            // A simulated one starts at once, which says nothing.
            ThreadEvent::Ready { thread, took, kibibytes } if !self.is_simulated(thread) => {
                say::thread::has_started(&self.name(thread), took, kibibytes.into())
            }
            ThreadEvent::CallPosted { thread, task, .. } => self.called_for(thread, task),
            ThreadEvent::CallEnded { thread, duration, .. } => {
                say::thread::call_done(&self.name(thread), duration)
            }
            ThreadEvent::Message { thread, sent, .. } => self.message(thread, sent),
            ThreadEvent::Ended { thread, how, message } => {
                let thread = self.name(thread);
                match (how, message) {
                    (ThreadEnd::Closed, _) => say::thread::closed(&thread),
                    (ThreadEnd::Terminated, _) => say::thread::stopped(&thread),
                    (ThreadEnd::Failed, None) => say::thread::fails(&thread),
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

    fn name(self, thread: ThreadId) -> String {
        self.trace.thread_name(thread).map_or_else(|| thread.to_string(), str::to_owned)
    }

    fn is_simulated(self, thread: ThreadId) -> bool {
        self.state.threads.get(thread).is_some_and(|thread| thread.is_simulated)
    }

    fn called_for(self, thread: ThreadId, task: Option<TaskId>) -> Words {
        let name = self.name(thread);
        if self.state.threads.get(thread).is_some_and(|thread| thread.calls > 0) {
            say::thread::gives_call_busy(task, &name)
        } else {
            say::thread::gives_call(task, &name)
        }
    }

    fn message(self, thread: ThreadId, sent: Micros) -> Words {
        let name = self.name(thread);
        if self.is_simulated(thread) {
            say::thread::message(&name)
        } else {
            say::thread::message_sent(&name, &moment_text(self.trace, sent))
        }
    }
}
