//! The templates for what happens to the run, and for events that are about no task.

use taskscope_format::{Event, HostThread, Order, RunEnd};
use taskscope_trace::{Run, State, Step, Trace};

use crate::Words;
use crate::catalogue::say;
use crate::wording::{observation_text, way_text};

/// Tells of an event, knowing the state before it, and of what becomes of a task, knowing the state after that.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) state: &'a State,
    pub(super) run: &'a Run,
    pub(super) trace: &'a Trace,
    /// Whether the run is in real time: work takes as long as it takes.
    pub(super) is_browser: bool,
    /// Whether what is told happened many times, each with another timer.
    pub(super) is_repeated: bool,
}

impl Teller<'_> {
    /// The sentence on an event that is about no task; `None` if it is not worth one.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the others are told by their message, or are not worth one"
    )]
    pub(super) fn tell(self, event: Event, step: Step) -> Option<Words> {
        match event {
            Event::RunStarted { order, seed, .. } => Words::begin(order_sentence(order, seed)?).into(),
            Event::RunEnded { how } => self.ends(how).into(),
            Event::TurnEnded { budget_spent: true } => Words::begin(say::narration::turn_spent()).into(),
            Event::Hosted { .. }
            | Event::NotReported { .. }
            | Event::Frame { missed: 1.. }
            | Event::LongTask { .. } => Words::begin(browser_sentence(event)?).into(),
            Event::Output { text, .. } => {
                self.state.running().map(|_| say::narration::prints(&self.actor(), self.trace.text(text)))
            }
            Event::Mark { text, .. } => say::narration::mark(self.trace.text(text)).into(),
            Event::Granted { .. }
            | Event::Acquired { .. }
            | Event::Sent { .. }
            | Event::Received { .. }
            | Event::Lagged { .. }
            | Event::Notified { .. }
            | Event::SendersChanged { .. }
            | Event::ReceiversChanged { .. }
            | Event::Closed { .. } => self.tell_of_resource(event),
            Event::TaskReady { .. } | Event::TaskWokenAgain { .. } => self.wake_said(event),
            Event::Fetch(event) => self.tell_of_fetch(event, step),
            Event::Thread(event) => self.tell_of_thread(event),
            Event::Chart(event) => self.tell_of_chart(event),
            // A hold that is given back is told together with whom it goes to; the rest shows in what follows.
            _ => None,
        }
    }

    /// Why the run ended.
    fn ends(self, how: RunEnd) -> Words {
        let text = match how {
            RunEnd::Finished => {
                let main = self.state.tasks.values().next().filter(|main| main.phase.is_over());
                return match main {
                    Some(main) => say::narration::finished(main.id),
                    None => Words::begin(say::narration::finished_unnamed()),
                };
            }
            RunEnd::Stuck => say::narration::stuck(),
            RunEnd::LimitReached => say::narration::full(),
            RunEnd::Panicked => say::narration::panicked(),
            RunEnd::Stopped => say::narration::stopped(),
            RunEnd::Crashed => say::narration::crashed(),
            RunEnd::HeldTooLong => say::narration::held_too_long(),
        };
        Words::begin(text)
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
