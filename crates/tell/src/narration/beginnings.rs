//! The sentence on the start of a poll: what woke the task, and what had the thread until then.

use taskscope_format::{Event, Micros, TaskId, WakeSource};
use taskscope_judge::Beginning;
use taskscope_trace::Step;

use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;

impl Teller<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are named alike")]
    pub(super) fn poll_started(self, task: TaskId, step: Step) -> Words {
        let Some(beginning) = Beginning::of(self.run, task, step) else { return say::narration::runs(task) };
        let late = self.trace.time(step).0.saturating_sub(self.trace.time(beginning.ready).0);
        let ago = Micros(self.trace.time(step).0.saturating_sub(self.trace.time(beginning.woken).0));
        let is_late = late > 0;
        let cause = self.thread_before(task, &beginning, is_late);
        let is_new = self.state.task(task).is_some_and(|task| task.polls == 0);
        match beginning.by {
            WakeSource::Spawn => {
                let after = if is_late { say::narration::after_spawn(ago) } else { String::new() };
                say::narration::runs_first(task, &Words::begin(after).then(&cause))
            }
            WakeSource::Task(by) if by == task && !is_new => say::narration::runs_again(task, &cause),
            WakeSource::Unknown => say::narration::runs(task),
            by => {
                let whom = self.waker(by);
                let ago = if is_late { say::narration::ago(ago) } else { String::new() };
                let cause = Words::begin(ago).then(&cause);
                let futures = self.state.task(task).map_or_else(Vec::new, |task| self.woken_futures(task));
                // One may have been woken by something else, later.
                let before = self.trace.event_before(Step(beginning.woken.0.saturating_sub(1)));
                let is_by_future = matches!(before, Some(Event::NodeWoken { by: also, .. }) if also == by);
                match futures.as_slice() {
                    [future] if is_by_future => say::narration::runs_for(task, &whom, future, &cause),
                    _ => say::narration::runs_woken(task, &whom, &cause),
                }
            }
        }
    }

    /// What had the thread while the task was ready. That of a task which woke it goes without saying, if it took no time.
    fn thread_before(self, task: TaskId, beginning: &Beginning, is_late: bool) -> Words {
        let Some(before) = &beginning.before else { return Words::default() };
        let waker = match beginning.by {
            WakeSource::Task(waker) => Some(waker),
            WakeSource::Spawn => self.run.lanes().lane(task).and_then(|lane| lane.parent),
            WakeSource::Timer(_)
            | WakeSource::Promise(_)
            | WakeSource::Thread(_)
            | WakeSource::Outside
            | WakeSource::Unknown => None,
        };
        let is_only_waker = before.count == 1 && before.first.first() == Some(&waker) && waker.is_some();
        match before.count {
            0 if waker.is_none() && beginning.by != WakeSource::Spawn => {
                Words::begin(say::narration::thread_free())
            }
            0 => Words::default(),
            _ if is_only_waker && !is_late => Words::default(),
            _ => say::narration::had_thread(before),
        }
    }
}
