//! The templates for what happens to the run and to its tasks.

use taskscope_runtime::{
    Event, HostThread, Order, PlaceId, ResourceKind, RunEnd, TaskId, TimerId, WakeSource,
};
use taskscope_trace::{State, Trace};

use crate::Words;
use crate::time_text::micros_text;
use crate::wording::{count_text, observation_text, resource_text, way_text, worker_text};

/// Tells of an event, knowing the state before it.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) state: &'a State,
    pub(super) trace: &'a Trace,
    /// Whether what is told happened many times, each with another timer.
    pub(super) is_repeated: bool,
}

impl Teller<'_> {
    /// The sentence on an event; `None` if it is not worth one.
    pub(super) fn tell(self, event: Event) -> Option<Words> {
        match event {
            Event::RunStarted { order, seed, .. } => Words::begin(order_sentence(order, seed)?).into(),
            Event::RunEnded { how } => Words::begin(end_sentence(how)).into(),
            Event::TurnEnded { budget_spent: true } => Words::begin(
                "The turn's budget is spent: the host gets control back, though tasks are ready.",
            )
            .into(),
            Event::Hosted { .. }
            | Event::NotReported { .. }
            | Event::Frame { missed: 1.. }
            | Event::LongTask { .. } => Words::begin(browser_sentence(event)?).into(),
            Event::EventsDropped { count } => {
                let count = count_text(count, "event");
                Words::begin(format!("The trace was full: {count} before this were dropped.")).into()
            }
            Event::Output { text } => {
                Words::on(self.state.running?).text(" prints ").said(self.trace.text(text)).into()
            }
            Event::Mark { text } => Words::begin("Mark: ").said(self.trace.text(text)).into(),
            Event::TaskSpawned { .. }
            | Event::TaskReady { .. }
            | Event::PollStarted { .. }
            | Event::PollEnded { .. }
            | Event::TaskDone { .. }
            | Event::TaskCancelled { .. }
            | Event::TaskPanicked { .. }
            | Event::TaskDetached { .. }
            | Event::TaskPriority { .. }
            | Event::WorkStarted { .. } => self.tell_of_task(event),
            Event::Granted { .. }
            | Event::Left { .. }
            | Event::Acquired { .. }
            | Event::Sent { .. }
            | Event::Received { .. }
            | Event::Lagged { .. }
            | Event::Notified { .. }
            | Event::SendersChanged { .. }
            | Event::ReceiversChanged { .. }
            | Event::Closed { .. } => self.tell_of_resource(event),
            Event::Fetch(event) => Some(self.tell_of_fetch(event)),
            Event::Thread(event) => self.tell_of_thread(event),
            Event::Chart(event) => self.tell_of_chart(event),
            // A hold that is given back is told together with whom it goes to; the rest shows in what follows.
            Event::Released { .. }
            | Event::TurnStarted { .. }
            | Event::Frame { missed: 0 }
            | Event::TurnEnded { .. }
            | Event::TaskWokenAgain { .. }
            | Event::Waiting { .. }
            | Event::NodeCreated { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
            | Event::NodeWoken { .. }
            | Event::NodeDropped { .. }
            | Event::ResourceCreated { .. }
            | Event::Queued { .. }
            | Event::TimerSet { .. }
            | Event::TimerFired { .. }
            | Event::TimerCancelled { .. }
            | Event::WorkEnded => None,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`tell` sends only the events of tasks here")]
    fn tell_of_task(self, event: Event) -> Option<Words> {
        Some(match event {
            Event::TaskSpawned { task, parent, place, .. } => self.spawned(task, parent, place),
            Event::TaskReady { task, by } => return self.woken(task, by),
            Event::PollStarted { task } => Words::on(task).text(" runs."),
            Event::PollEnded { task } => self.poll_ended(task),
            Event::TaskDone { task } => Words::on(task).text(" is done."),
            Event::TaskCancelled { task, by: None } => Words::on(task).text(" is dropped before it is done."),
            Event::TaskCancelled { task, by: Some(by) } if by == task => {
                Words::on(task).text(" aborts itself.")
            }
            Event::TaskCancelled { task, by: Some(by) } => {
                Words::on(by).text(" aborts ").task(task).text(" before it is done.")
            }
            Event::TaskPanicked { task, message, .. } => {
                Words::on(task).text(" panics: ").said(self.trace.text(message))
            }
            Event::TaskDetached { task } => Words::on(task).text(" is detached: nobody will see its result."),
            Event::TaskPriority { task, priority } => {
                Words::on(task).text(format!(" gets priority {priority}."))
            }
            Event::WorkStarted { duration, place } => Words::on(self.state.running?)
                .text(format!(" keeps the processor busy for {}, ", micros_text(duration)))
                .line(place)
                .text("."),
            _ => return None,
        })
    }

    fn spawned(self, task: TaskId, parent: Option<TaskId>, place: PlaceId) -> Words {
        match parent {
            None if self.state.tasks.is_empty() => Words::begin("The run starts with ").task(task).text("."),
            None => Words::on(task).text(format!(" is spawned from outside; {}.", self.where_it_goes())),
            Some(parent) => {
                let words = Words::on(parent).text(" spawns ").task(task).text(" at ").line(place);
                words.text(format!("; {}.", self.where_it_goes()))
            }
        }
    }

    /// What becomes of a task that is ready from now on.
    pub(super) fn where_it_goes(self) -> &'static str {
        if self.state.is_first_in_first_out() { "it goes to the back of the queue" } else { "it is ready" }
    }

    fn woken(self, task: TaskId, by: WakeSource) -> Option<Words> {
        let running = self.state.running;
        Some(match by {
            // The sentence on spawning said it, and a task that wakes itself is told of when its poll ends.
            WakeSource::Spawn => return None,
            WakeSource::Task(waker) if waker == task && running == Some(task) => return None,
            WakeSource::Task(waker) => Words::on(waker).text(" wakes ").task(task).text("."),
            WakeSource::Timer(timer) => {
                let words = Words::begin(format!(
                    "{} fires and wakes ",
                    capitalized(&timer_text(timer, self.is_repeated))
                ))
                .task(task);
                match running.filter(|&running| running != task) {
                    Some(busy) => words.text(", but ").task(busy).text(" holds the processor."),
                    None => words.text("."),
                }
            }
            WakeSource::Promise(promise) => {
                let settled = match self.trace.resource_kind(promise) {
                    Some(ResourceKind::Fetch) => "",
                    _ => " is settled and",
                };
                let promise = capitalized(&resource_text(self.trace, promise));
                let words = Words::begin(format!("{promise}{settled} wakes ")).task(task);
                match running.filter(|&running| running != task) {
                    Some(busy) => words.text(", but ").task(busy).text(" holds the processor."),
                    None => words.text("."),
                }
            }
            WakeSource::Worker(worker) => {
                let worker = capitalized(&worker_text(self.trace, worker));
                Words::begin(format!("{worker} wakes ")).task(task).text(".")
            }
            WakeSource::Outside => Words::begin("Something outside the executor wakes ").task(task).text("."),
        })
    }
}

/// What a timer is called; a repeated one is another one each time.
pub(super) fn timer_text(timer: TimerId, is_repeated: bool) -> String {
    if is_repeated { "a timer".to_owned() } else { format!("timer {timer}") }
}

/// A text as it begins a sentence.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase()).chain(letters).collect()
    })
}

/// Which ready task runs next, as a sentence; `None` for the usual order.
fn order_sentence(order: Order, seed: u64) -> Option<String> {
    Some(match order {
        Order::Fifo => return None,
        Order::LifoSlot(None) => "The task that was woken last by a running task runs first.".to_owned(),
        Order::LifoSlot(Some(cap)) => {
            let times = count_text(cap.into(), "time");
            format!("The task that was woken last by a running task runs first, {times} in a row at most.")
        }
        Order::Random => format!("Any of the ready tasks runs next, as chance has it; the seed is {seed}."),
        Order::Priority => "The ready task with the highest priority runs next.".to_owned(),
        Order::Replay => "Tasks run in the order of an earlier run.".to_owned(),
    })
}

/// What the browser does, as a sentence.
#[expect(clippy::wildcard_enum_match_arm, reason = "`tell` sends only the events of browsers here")]
fn browser_sentence(event: Event) -> Option<String> {
    Some(match event {
        Event::Hosted { thread, way } => {
            let thread = match thread {
                HostThread::Worker => "a worker of its own",
                HostThread::Page => "the page's own thread",
            };
            format!("The program runs in {thread}; it asks for its turns by {}.", way_text(way))
        }
        Event::NotReported { what } => {
            format!("{} are not reported by this browser.", capitalized(observation_text(what)))
        }
        Event::Frame { missed } => {
            let missed = count_text(missed.into(), "frame");
            format!("The browser could not draw in time: {missed} missed before this one.")
        }
        Event::LongTask { duration, .. } => {
            format!("The browser reports a task of {}: the page stood still.", micros_text(duration))
        }
        _ => return None,
    })
}

/// Why a run ended, as a sentence.
fn end_sentence(how: RunEnd) -> &'static str {
    match how {
        RunEnd::Finished => "The main task is done, and with it the run.",
        RunEnd::Stuck => "Nothing is ready and no timer is set: nobody will ever wake the tasks that wait.",
        RunEnd::LimitReached => {
            "The trace is full: the run was stopped here. Let the program do less, and run it again."
        }
        RunEnd::Panicked => "The run ended with a panic.",
        RunEnd::Stopped => "The run was stopped here.",
        RunEnd::Crashed => "The run crashed here: nothing of it could go on.",
        RunEnd::HeldTooLong => {
            "The page did not respond any more, so the run was stopped to keep it alive. Run it in a worker, or let it \
             do less."
        }
    }
}
