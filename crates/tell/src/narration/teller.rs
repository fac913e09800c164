//! The templates for what happens to the run and to its tasks.

use taskscope_format::{Event, HostThread, Order, PlaceId, ResourceKind, RunEnd, TaskId, WakeSource};
use taskscope_trace::{Phase, State, TaskChange, Trace, Woke};

use crate::Words;
use crate::catalogue::say;
use crate::wording::{observation_text, resource_text, thread_text, way_text};

/// Tells of an event, knowing the state before it, and of what becomes of a task, knowing the state after that.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) state: &'a State,
    pub(super) trace: &'a Trace,
    /// Whether what is told happened many times, each with another timer.
    pub(super) is_repeated: bool,
}

impl Teller<'_> {
    /// The sentence on an event that is about no task; `None` if it is not worth one.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the others are told by their message, or are not worth one"
    )]
    pub(super) fn tell(self, event: Event) -> Option<Words> {
        match event {
            Event::RunStarted { order, seed, .. } => Words::begin(order_sentence(order, seed)?).into(),
            Event::RunEnded { how } => Words::begin(end_sentence(how)).into(),
            Event::TurnEnded { budget_spent: true } => Words::begin(say::narration::turn_spent()).into(),
            Event::Hosted { .. }
            | Event::NotReported { .. }
            | Event::Frame { missed: 1.. }
            | Event::LongTask { .. } => Words::begin(browser_sentence(event)?).into(),
            Event::Output { text, .. } => {
                say::narration::prints(self.state.running()?, self.trace.text(text)).into()
            }
            Event::Mark { text, .. } => say::narration::mark(self.trace.text(text)).into(),
            Event::Granted { .. }
            | Event::Left { .. }
            | Event::Acquired { .. }
            | Event::Sent { .. }
            | Event::Received { .. }
            | Event::Lagged { .. }
            | Event::Notified { .. }
            | Event::SendersChanged { .. }
            | Event::ReceiversChanged { .. }
            | Event::Closed { .. }
            | Event::ResourceDropped { .. } => self.tell_of_resource(event),
            Event::Fetch(event) => Some(self.tell_of_fetch(event)),
            Event::Thread(event) => self.tell_of_thread(event),
            Event::Chart(event) => self.tell_of_chart(event),
            // A hold that is given back is told together with whom it goes to; the rest shows in what follows.
            _ => None,
        }
    }

    /// The sentence on what an event changed about a task; `None` if the message of the event says all, or nothing does.
    pub(super) fn tell_of_task(self, event: Event, change: TaskChange, woke: Option<Woke>) -> Option<Words> {
        if let Some(woke) = woke {
            return self.woken(change, woke);
        }
        if change.is_new_phase() {
            return self.becomes(event, change);
        }
        let Event::WorkStarted { duration, place } = event else { return None };
        Some(say::narration::works(change.id, duration, place))
    }

    /// The sentence on a task that does something else from now on.
    fn becomes(self, event: Event, change: TaskChange) -> Option<Words> {
        let task = change.id;
        Some(match change.to {
            _ if change.from.is_none() => {
                let Event::TaskSpawned { parent, place, .. } = event else { return None };
                self.spawned(task, parent, place)
            }
            Phase::Waiting | Phase::Ready if matches!(event, Event::PollEnded { .. }) => {
                self.poll_ended(change)
            }
            Phase::Running | Phase::Waiting | Phase::Ready | Phase::Done => return None,
            Phase::Cancelled => {
                let Event::TaskCancelled { by, .. } = event else { return None };
                match by {
                    None => say::narration::cancelled(task),
                    Some(by) if by == task => say::narration::aborts_itself(task),
                    Some(by) => say::narration::aborts(by, task),
                }
            }
            Phase::Panicked => {
                let Event::TaskPanicked { message, .. } = event else { return None };
                say::narration::panics(task, self.trace.text(message))
            }
        })
    }

    fn spawned(self, task: TaskId, parent: Option<TaskId>, place: PlaceId) -> Words {
        match parent {
            None if self.state.tasks.len() == 1 => say::narration::starts(task),
            None => say::narration::spawned_outside(task, &self.where_it_goes()),
            Some(parent) => say::narration::spawns(parent, task, place, &self.where_it_goes()),
        }
    }

    /// What becomes of a task that is ready from now on.
    pub(super) fn where_it_goes(self) -> String {
        if self.state.is_first_in_first_out() {
            say::narration::to_the_back()
        } else {
            say::narration::is_ready()
        }
    }

    fn woken(self, change: TaskChange, woke: Woke) -> Option<Words> {
        if woke.is_again {
            return None;
        }
        let task = change.id;
        let busy = self.state.running().filter(|&running| running != task);
        Some(match woke.by {
            // The sentence on spawning said it, and a task that wakes itself is told of when its poll ends.
            WakeSource::Spawn => return None,
            WakeSource::Task(waker) if waker == task && change.to == Phase::Running => return None,
            WakeSource::Task(waker) => say::narration::task_wakes(waker, task),
            WakeSource::Timer(timer) => match (self.is_repeated, busy) {
                (true, None) => say::narration::a_timer_wakes(task),
                (true, Some(busy)) => say::narration::a_timer_wakes_but(task, busy),
                (false, None) => say::narration::timer_wakes(&timer.to_string(), task),
                (false, Some(busy)) => say::narration::timer_wakes_but(&timer.to_string(), task, busy),
            },
            WakeSource::Promise(promise) => {
                let called = resource_text(self.trace, promise);
                match (self.trace.resource_kind(promise), busy) {
                    (Some(ResourceKind::Fetch), None) => say::narration::wakes(&called, task),
                    (Some(ResourceKind::Fetch), Some(busy)) => say::narration::wakes_but(&called, task, busy),
                    (_, None) => say::narration::settled_wakes(&called, task),
                    (_, Some(busy)) => say::narration::settled_wakes_but(&called, task, busy),
                }
            }
            WakeSource::Thread(thread) => say::narration::wakes(&thread_text(self.trace, thread), task),
            WakeSource::Unknown => say::narration::is_woken(task),
            WakeSource::Outside => say::narration::outside_wakes(task),
        })
    }
}

/// Which ready task runs next, as a sentence; `None` for the usual order.
fn order_sentence(order: Order, seed: u64) -> Option<String> {
    Some(match order {
        Order::Fifo => return None,
        Order::LifoSlot(None) => say::narration::lifo(),
        Order::LifoSlot(Some(cap)) => say::narration::lifo_cap(cap.into()),
        Order::Random => say::narration::random(seed),
        Order::Priority => say::narration::by_priority(),
        Order::Replay => say::narration::replayed(),
    })
}

/// What the browser does, as a sentence.
#[expect(clippy::wildcard_enum_match_arm, reason = "`tell` sends only the events of browsers here")]
fn browser_sentence(event: Event) -> Option<String> {
    Some(match event {
        Event::Hosted { thread: HostThread::Worker, way } => say::narration::runs_in_worker(&way_text(way)),
        Event::Hosted { thread: HostThread::Page, way } => say::narration::runs_in_page(&way_text(way)),
        Event::NotReported { what } => say::narration::not_reported(&observation_text(what)),
        Event::Frame { missed } => say::narration::frames_missed(missed.into()),
        Event::LongTask { duration, .. } => say::narration::long_task(duration),
        _ => return None,
    })
}

/// Why a run ended, as a sentence.
fn end_sentence(how: RunEnd) -> String {
    match how {
        RunEnd::Finished => say::narration::finished(),
        RunEnd::Stuck => say::narration::stuck(),
        RunEnd::LimitReached => say::narration::full(),
        RunEnd::Panicked => say::narration::panicked(),
        RunEnd::Stopped => say::narration::stopped(),
        RunEnd::Crashed => say::narration::crashed(),
        RunEnd::HeldTooLong => say::narration::held_too_long(),
    }
}
