//! Sentences on wakes: what woke which task or future, and whether that changed anything.

use taskscope_format::{Event, ResourceKind, TaskId, Wait, WakeSource};
use taskscope_trace::{Await, Phase};

use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::wording::{resource_text, thread_text};

impl Teller<'_> {
    /// The sentence on the wake of a task, where no future inside it was woken.
    pub(super) fn wake_said(self, event: Event) -> Option<Words> {
        let (Event::TaskReady { task, by } | Event::TaskWokenAgain { task, by }) = event else { return None };
        if by == WakeSource::Spawn {
            return None;
        }
        let is_again = matches!(event, Event::TaskWokenAgain { .. });
        if self.is_own_wake(by, task) {
            return self.wakes_itself(task, None).filter(|_| !is_again);
        }
        Some(self.wake_ends(&self.wakes(by, &Words::default().task(task)), by, task, is_again))
    }

    /// Whether an event goes on with the wake of a task or of a future in it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only wakes do")]
    pub(super) fn wakes_too(self, event: Event, by: WakeSource, of: TaskId) -> bool {
        match event {
            Event::NodeWoken { node, by: also } => {
                also == by && self.state.nodes.get(node).is_none_or(|node| node.task == of)
            }
            Event::TaskReady { task, by: also } | Event::TaskWokenAgain { task, by: also } => {
                (task, also) == (of, by)
            }
            _ => false,
        }
    }

    /// Whether a task woke itself while it was polled.
    pub(super) fn is_own_wake(self, by: WakeSource, task: TaskId) -> bool {
        by == WakeSource::Task(task) && self.state.running() == Some(task)
    }

    /// The sentence on a task that wakes itself in its poll; `None` if it yields, which the end of its poll says.
    pub(super) fn wakes_itself(self, task: TaskId, future: Option<&Words>) -> Option<Words> {
        let is_yield = |wait: &Await| matches!(wait.on, Wait::Yield | Wait::Budget);
        if self.state.task(task)?.awaits.all().any(is_yield) {
            return None;
        }
        Some(match future {
            Some(future) => say::wake::own_future(task, future),
            None => say::wake::itself(task),
        })
    }

    /// What wakes somebody, without the full stop.
    pub(super) fn wakes(self, by: WakeSource, whom: &Words) -> Words {
        match by {
            WakeSource::Task(waker) => say::wake::task(waker, whom),
            WakeSource::Timer(timer) => say::wake::timer(&timer.to_string(), whom),
            WakeSource::Promise(promise) => {
                let called = resource_text(self.trace, promise);
                match self.trace.resource_kind(promise) {
                    Some(ResourceKind::Fetch) => say::wake::by(&called, whom),
                    _ => say::wake::settled(&called, whom),
                }
            }
            WakeSource::Thread(thread) => say::wake::by(&thread_text(self.trace, thread), whom),
            WakeSource::Unknown | WakeSource::Spawn => say::wake::unknown(whom),
            WakeSource::Outside => say::wake::outside(whom),
        }
    }

    /// What woke a task, to be put into a sentence.
    pub(super) fn waker(self, by: WakeSource) -> Words {
        match by {
            WakeSource::Task(waker) => Words::default().task(waker),
            WakeSource::Timer(timer) => Words::begin(say::wake::timer_of(&timer.to_string())),
            WakeSource::Promise(promise) => Words::begin(resource_text(self.trace, promise)),
            WakeSource::Thread(thread) => Words::begin(thread_text(self.trace, thread)),
            WakeSource::Unknown | WakeSource::Spawn | WakeSource::Outside => {
                Words::begin(say::wake::outsider())
            }
        }
    }

    /// The end of a sentence on a wake: what the task does at the moment.
    pub(super) fn wake_ends(self, words: &Words, by: WakeSource, task: TaskId, is_again: bool) -> Words {
        let phase = self.state.task(task).map(|task| task.phase);
        let busy = self.state.running().filter(|&running| running != task);
        match (phase, busy) {
            (Some(Phase::Running), _) if is_again => say::wake::again_running(words, task),
            _ if is_again => say::wake::again(words, task),
            (_, Some(busy)) if by != WakeSource::Task(busy) => say::wake::but(words, busy),
            _ => say::narration::sentence(words),
        }
    }
}
