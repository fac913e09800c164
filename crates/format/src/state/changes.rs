//! What one event changed, found once: lanes, sums and pictures fold changes, and keep no rules of their own about what
//! becomes of a task.

use crate::{NodeId, ResourceId, TaskId, WakeSource};

use super::{Phase, State};

/// What an event changed in a [`State`], as [`State::apply`] found it.
///
/// An event concerns one task, one future and one resource at most. All of it is on the stack: a change costs no memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The task that it was about.
    pub task: Option<TaskChange>,
    /// The future inside a task that it was about.
    pub future: Option<FutureChange>,
    /// The wake that it was.
    pub woke: Option<Woke>,
    /// The resource that it was about, or that the wake settled.
    pub resource: Option<ResourceId>,
    /// All that was known was forgotten, as events before it were dropped: events that follow say again what still exists.
    pub is_forgotten: bool,
}

/// What became of a task. Where both phases are the same, something else about it changed, such as its priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskChange {
    /// The task.
    pub id: TaskId,
    /// What it did before; `None` if it is new.
    pub from: Option<Phase>,
    /// What it does from now on.
    pub to: Phase,
}

/// What became of a future inside a task. Where both phases are the same, it was woken during its own poll, or once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FutureChange {
    /// The future.
    pub id: NodeId,
    /// The task it is in.
    pub task: TaskId,
    /// What it did before; `None` if it is new.
    pub from: Option<Phase>,
    /// What it does from now on. One that was dropped is over.
    pub to: Phase,
}

/// A call of a waker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Woke {
    /// What was woken.
    pub whom: Whom,
    /// What called the waker.
    pub by: WakeSource,
    /// It was woken already: the wake changed nothing.
    pub is_again: bool,
}

/// What a waker belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A task.
    Task(TaskId),
    /// A future inside a task.
    Future(NodeId),
}

impl TaskChange {
    /// Whether it does something else from now on.
    #[must_use]
    pub fn is_new_phase(self) -> bool {
        self.from != Some(self.to)
    }
}

impl FutureChange {
    /// Whether it does something else from now on.
    #[must_use]
    pub fn is_new_phase(self) -> bool {
        self.from != Some(self.to)
    }
}

impl Woke {
    /// The task that called the waker, for a new task the one that spawned it; `None` for everything that is no task.
    /// `state` is that after the wake.
    #[must_use]
    pub fn waker(self, state: &State) -> Option<TaskId> {
        self.waker_among(|task| state.task(task)?.parent)
    }

    /// The same where there is no state: `parent_of` says which task spawned another.
    pub fn waker_among(self, parent_of: impl FnOnce(TaskId) -> Option<TaskId>) -> Option<TaskId> {
        match (self.by, self.whom) {
            (WakeSource::Task(task), _) => Some(task),
            (WakeSource::Spawn, Whom::Task(task)) => parent_of(task),
            (
                WakeSource::Spawn
                | WakeSource::Timer(_)
                | WakeSource::Promise(_)
                | WakeSource::Thread(_)
                | WakeSource::Outside
                | WakeSource::Unknown,
                _,
            ) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Access, Event, FetchEnd, FetchEvent, Micros, PlaceId, ResourceKind, TextId, Ticket, TimerId, Wait,
    };

    use super::*;

    const TASK: TaskId = TaskId(1);
    const OTHER: TaskId = TaskId(2);
    const NODE: NodeId = NodeId(1);
    const PLACE: PlaceId = PlaceId(0);

    /// A state in which a task is polled that has a future, and another waits.
    fn state() -> State {
        let mut state = State::default();
        for task in [TASK, OTHER] {
            state.apply(Event::TaskSpawned { task, parent: None, name: TextId(0), place: PLACE });
        }
        state.apply(Event::PollStarted { task: TASK });
        state.apply(Event::NodeCreated { node: NODE, parent: None, label: TextId(0), place: PLACE });
        state
    }

    fn made(state: &mut State, resource: ResourceId, kind: ResourceKind) -> Option<ResourceId> {
        state.apply(Event::ResourceCreated { resource, kind, capacity: None, place: PLACE }).resource
    }

    fn is_again(state: &mut State, event: Event) -> Option<bool> {
        state.apply(event).woke.map(|woke| woke.is_again)
    }

    #[test]
    fn what_is_about_a_resource_names_it_if_it_is_there() {
        let (mut state, resource) = (state(), ResourceId(3));
        let (ticket, access, permits) = (Ticket(1), Access::Exclusive, 1);
        let events = [
            Event::Queued { resource, ticket, node: None, permits },
            Event::Granted { resource, ticket },
            Event::Left { resource, ticket, served: true },
            Event::Acquired { resource, access, permits, node: None },
            Event::Released { resource, access, permits, holder: Some(TASK) },
            Event::Sent { resource, len: 1 },
            Event::Received { resource, len: 0 },
            Event::Lagged { resource, missed: 1 },
            Event::Notified { resource, woken: 0, stored: true },
            Event::SendersChanged { resource, senders: 2 },
            Event::ReceiversChanged { resource, receivers: 2 },
            Event::Closed { resource },
            Event::ResourceDropped { resource },
        ];
        for event in events {
            assert_eq!(state.apply(event), Changes::default(), "{event:?} is about nothing that was made");
        }
        assert_eq!(made(&mut state, resource, ResourceKind::Mutex), Some(resource));
        for event in events {
            let expected = Changes { resource: Some(resource), ..Changes::default() };
            assert_eq!(state.apply(event), expected, "{event:?}");
        }
    }

    #[test]
    fn a_file_that_is_fetched_is_a_resource() {
        let (mut state, fetch) = (state(), ResourceId(1));
        let ended = Event::Fetch(FetchEvent::Ended { fetch, how: FetchEnd::Complete, message: None });
        assert_eq!(state.apply(ended).resource, None);
        made(&mut state, fetch, ResourceKind::Fetch);
        assert_eq!(state.apply(ended).resource, Some(fetch));
    }

    #[test]
    fn a_wake_names_the_promise_that_it_settles() {
        let (mut state, promise, lock) = (state(), ResourceId(1), ResourceId(2));
        let wakes = |by| {
            let (task, node) = (OTHER, NODE);
            [Event::TaskReady { task, by }, Event::TaskWokenAgain { task, by }, Event::NodeWoken { node, by }]
        };
        for event in wakes(WakeSource::Promise(promise)) {
            assert_eq!(state.apply(event).resource, None, "{event:?}, and nobody made the promise");
        }
        made(&mut state, promise, ResourceKind::Promise);
        made(&mut state, lock, ResourceKind::Mutex);
        for event in wakes(WakeSource::Promise(promise)) {
            assert_eq!(state.apply(event).resource, Some(promise), "{event:?}");
        }
        assert_eq!(state.resource(promise).map(|state| state.len), Some(1));
        for event in wakes(WakeSource::Timer(TimerId(1))) {
            assert_eq!(state.apply(event).resource, None, "{event:?} settles nothing");
        }
    }

    #[test]
    fn what_is_about_no_resource_names_none() {
        let mut state = state();
        made(&mut state, ResourceId(1), ResourceKind::Mutex);
        for event in [
            Event::Waiting { node: None, on: Wait::Acquire(ResourceId(1)), place: PLACE },
            Event::TimerSet { timer: TimerId(1), deadline: Micros(1) },
            Event::PollEnded { task: TASK },
            Event::Output { text: TextId(0), place: None },
        ] {
            assert_eq!(state.apply(event).resource, None, "{event:?}");
        }
    }

    #[test]
    fn a_task_is_woken_again_where_the_recorder_says_so() {
        let (mut state, by) = (state(), WakeSource::Outside);
        let (ready, again) =
            (Event::TaskReady { task: OTHER, by }, Event::TaskWokenAgain { task: OTHER, by });
        assert_eq!(is_again(&mut state, ready), Some(false));
        assert_eq!(is_again(&mut state, again), Some(true));
        assert_eq!(is_again(&mut state, again), Some(true));
        state.apply(Event::PollStarted { task: OTHER });
        assert_eq!(is_again(&mut state, ready), Some(false));
        assert_eq!(is_again(&mut state, Event::PollEnded { task: OTHER }), None, "that is no wake");
    }

    #[test]
    fn a_future_is_woken_again_until_it_is_polled() {
        let mut state = state();
        let woken = Event::NodeWoken { node: NODE, by: WakeSource::Task(OTHER) };
        assert_eq!([woken; 3].map(|woken| is_again(&mut state, woken)), [false, true, true].map(Some));
        state.apply(Event::NodePollStarted { node: NODE });
        // In its own poll, too: then it is polled once more.
        assert_eq!([woken; 2].map(|woken| is_again(&mut state, woken)), [false, true].map(Some));
        state.apply(Event::NodePollEnded { node: NODE, ready: false });
        assert_eq!(is_again(&mut state, woken), Some(true));
    }
}
