//! Sentences that events to come may still belong to: a lock that is given back and goes to the next in line, a timer that
//! wakes a future and with it the task, a branch that is dropped with its timers.

use taskscope_format::{Event, NodeId, ResourceId, TaskId, TimerId, Wait, WakeSource};
use taskscope_trace::{Step, Trace};

use super::drops::Drops;
use super::futures::{Met, meets_futures};
use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;

/// When a sentence is said, and what it says.
pub(super) type Said = (Step, Words);

/// A sentence that goes on. Each keeps the step of the last event that belongs to it.
pub(super) enum Pending {
    /// A hold was given back, without the full stop: it may go to the next in line at once.
    Released { resource: ResourceId, said: Said },
    /// A timer fired.
    Fired { timer: TimerId, step: Step },
    /// A future was woken: the outer ones and the task follow.
    Woken { by: WakeSource, task: TaskId, whom: Words, said: Said },
    /// A task woke itself: if it yields, that says it.
    WokeItself(Said),
    /// A task was spawned: its wake belongs to that.
    Spawned { task: TaskId, said: Said },
    /// The trace follows futures from now on. The sentence is put together at the end: it may name thousands.
    Met { by: Words, task: TaskId, met: Met, step: Step },
    /// Resources were made.
    Created { made: Vec<Words>, said: Said },
    /// Messages were sent, nothing else between: so many.
    Sent { resource: ResourceId, count: u32, said: Said },
    /// Senders were cloned: so many.
    Cloned { resource: ResourceId, count: u32, said: Said },
    /// Resources are gone.
    Gone { gone: Vec<ResourceId>, said: Said },
    /// Futures were dropped, timers cancelled, places in line given up.
    Dropped(Box<Drops>),
}

/// What an event does to a pending sentence.
pub(super) enum GoesOn {
    /// It belongs to it, and more may come.
    On(Pending),
    /// It belongs to it and is its end; with that the sentence may say nothing new.
    Over(Option<Said>),
    /// It does not belong to it: the sentence was over before.
    Not(Option<Said>),
}

impl Pending {
    /// A sentence that an event begins.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others are one sentence, or none")]
    pub(super) fn begin(
        teller: Teller<'_>,
        event: Event,
        step: Step,
        winner: Option<NodeId>,
    ) -> Option<Self> {
        match event {
            Event::Released { resource, access, permits, holder } => {
                let said = (step, teller.gives_back(resource, access, permits, holder));
                Some(Self::Released { resource, said })
            }
            Event::TaskSpawned { task, parent, place, .. } => {
                Some(Self::Spawned { task, said: (step, teller.spawned(task, parent, place)) })
            }
            Event::TimerFired { timer } => Some(Self::Fired { timer, step }),
            Event::NodeWoken { node, by } => Self::woken(teller, node, by, step),
            Event::TaskReady { task, by: WakeSource::Task(by) } if by == task => {
                teller.wakes_itself(task, None).map(|words| Self::WokeItself((step, words)))
            }
            Event::NodeCreated { node, label, place, .. } => {
                let (by, task) = (teller.actor(), teller.state.running()?);
                let met = Met { futures: vec![(node, label)], place, from: step };
                Some(Self::Met { by, task, met, step })
            }
            Event::ResourceCreated { resource, place, .. } => {
                let made = vec![teller.made(resource, place)?];
                let said = (step, teller.creates(&made));
                Some(Self::Created { made, said })
            }
            Event::Sent { resource, len } if teller.is_queue(resource) => {
                Some(Self::Sent { resource, count: 1, said: (step, teller.sends(resource, 1, len)) })
            }
            Event::SendersChanged { resource, senders }
                if teller.state.resource(resource).is_some_and(|state| state.senders < senders) =>
            {
                Some(Self::Cloned { resource, count: 1, said: (step, teller.clones(resource, 1, senders)) })
            }
            Event::ResourceDropped { resource } => {
                let said = (step, teller.are_gone(&[resource]));
                Some(Self::Gone { gone: vec![resource], said })
            }
            _ => Drops::begin(teller, event, step, winner).map(Self::Dropped),
        }
    }

    fn woken(teller: Teller<'_>, node: NodeId, by: WakeSource, step: Step) -> Option<Self> {
        let task = teller.state.nodes.get(node)?.task;
        let whom = teller.future(node, true)?;
        let words = if teller.is_own_wake(by, task) {
            teller.wakes_itself(task, teller.future(node, false).as_ref()).unwrap_or_default()
        } else {
            say::narration::sentence(&teller.wakes(by, &whom))
        };
        Some(Self::Woken { by, task, whom, said: (step, words) })
    }

    /// The sentence with one more event.
    pub(super) fn go_on(self, teller: Teller<'_>, event: Event, step: Step) -> GoesOn {
        match (self, event) {
            (Self::Released { resource, said: (_, words) }, Event::Granted { resource: to, ticket })
                if to == resource =>
            {
                GoesOn::Over(Some((step, teller.hands_over(&words, resource, ticket))))
            }
            (
                Self::Fired { timer, .. },
                Event::NodeWoken { by, .. } | Event::TaskReady { by, .. } | Event::TaskWokenAgain { by, .. },
            ) if by == WakeSource::Timer(timer) => Self::timer_wakes(teller, event, step),
            (Self::Woken { by, task, whom, said }, event) if teller.wakes_too(event, by, task) => {
                Self::Woken { by, task, whom, said }.wake_goes_on(teller, event, step)
            }
            (Self::WokeItself(_), Event::Waiting { on: Wait::Yield | Wait::Budget, .. }) => {
                GoesOn::Over(None)
            }
            (Self::Spawned { task, said }, Event::TaskReady { task: ready, by: WakeSource::Spawn })
                if ready == task =>
            {
                GoesOn::Over(Some((step, said.1)))
            }
            (Self::Met { by, task, mut met, .. }, Event::NodeCreated { node, label, place, .. })
                if met.place == place =>
            {
                met.futures.push((node, label));
                GoesOn::On(Self::Met { by, task, met, step })
            }
            (Self::Created { mut made, said }, Event::ResourceCreated { resource, place, .. }) => {
                let Some(more) = teller.made(resource, place) else {
                    return GoesOn::Not(Some(said));
                };
                made.push(more);
                let said = (step, teller.creates(&made));
                GoesOn::On(Self::Created { made, said })
            }
            (Self::Sent { resource, count, .. }, Event::Sent { resource: also, len }) if also == resource => {
                let said = (step, teller.sends(resource, count + 1, len));
                GoesOn::On(Self::Sent { resource, count: count + 1, said })
            }
            (Self::Cloned { resource, count, .. }, Event::SendersChanged { resource: also, senders })
                if also == resource
                    && teller.state.resource(resource).is_some_and(|state| state.senders < senders) =>
            {
                let said = (step, teller.clones(resource, count + 1, senders));
                GoesOn::On(Self::Cloned { resource, count: count + 1, said })
            }
            (Self::Gone { mut gone, .. }, Event::ResourceDropped { resource }) => {
                gone.push(resource);
                let said = (step, teller.are_gone(&gone));
                GoesOn::On(Self::Gone { gone, said })
            }
            (Self::Dropped(drops), event) => match drops.go_on(teller, event, step) {
                Ok(drops) => GoesOn::On(Self::Dropped(drops)),
                Err(drops) => GoesOn::Not(Some(drops.end())),
            },
            (pending, _) => GoesOn::Not(pending.end(teller.trace)),
        }
    }

    /// What a timer wakes: a future, or the task itself.
    fn timer_wakes(teller: Teller<'_>, event: Event, step: Step) -> GoesOn {
        if let Event::NodeWoken { node, by } = event {
            return Self::woken(teller, node, by, step).map_or(GoesOn::Over(None), GoesOn::On);
        }
        GoesOn::Over(teller.wake_said(event).map(|words| (step, words)))
    }

    /// After a future the outer ones are woken, and at last the task.
    fn wake_goes_on(self, teller: Teller<'_>, event: Event, step: Step) -> GoesOn {
        let Self::Woken { by, task, whom, said: (_, words) } = self else {
            return GoesOn::Not(self.end(teller.trace));
        };
        if matches!(event, Event::NodeWoken { .. }) {
            return GoesOn::On(Self::Woken { by, task, whom, said: (step, words) });
        }
        if teller.is_own_wake(by, task) {
            return GoesOn::On(Self::WokeItself((step, words)));
        }
        let is_again = matches!(event, Event::TaskWokenAgain { .. });
        GoesOn::Over(Some((step, teller.wake_ends(&teller.wakes(by, &whom), by, task, is_again))))
    }

    /// The sentence as far as is known where the recording ends, which does not mean that nothing comes.
    pub(super) fn so_far(self, trace: &Trace) -> Option<Said> {
        if let Self::Fired { timer, step } = self {
            return Some((step, Words::begin(say::wake::fires(&timer.to_string()))));
        }
        self.end(trace)
    }

    /// The sentence as it is, if nothing more comes.
    pub(super) fn end(self, trace: &Trace) -> Option<Said> {
        match self {
            Self::Met { by, task, met, step } => Some((step, meets_futures(trace, &by, task, &met))),
            Self::Released { said: (step, words), .. } => Some((step, say::resource::end(&words))),
            Self::Fired { timer, step } => {
                Some((step, Words::begin(say::wake::for_nothing(&timer.to_string()))))
            }
            Self::Woken { said, .. }
            | Self::WokeItself(said)
            | Self::Spawned { said, .. }
            | Self::Created { said, .. }
            | Self::Sent { said, .. }
            | Self::Cloned { said, .. }
            | Self::Gone { said, .. } => Some(said).filter(|(_, words)| !words.is_empty()),
            Self::Dropped(drops) => Some(drops.end()),
        }
    }
}
