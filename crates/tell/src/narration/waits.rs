//! The templates for the end of a poll: what the task waits for, and who is in its way.

use taskscope_format::{PlaceId, ResourceKind, ThreadId, TimerId, Wait};
use taskscope_judge::{HeldBy, Waiting};
use taskscope_trace::{Await, Phase, TaskChange, Trace};

use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::time_text::moment_text;
use crate::wording::{resource_text, thread_text};

impl Teller<'_> {
    /// What a task that was polled waits for now.
    pub(super) fn poll_ended(self, change: TaskChange) -> Words {
        let task = change.id;
        let Some(state) = self.state.task(task).filter(|task| !task.awaits.is_empty()) else {
            return match change.to {
                Phase::Ready => say::narration::ready_again(task, &self.where_it_goes()),
                Phase::Running | Phase::Waiting | Phase::Done | Phase::Cancelled | Phase::Panicked => {
                    say::narration::waits(task)
                }
            };
        };
        let awaits = &state.awaits;
        let met = |on: Wait| awaits.iter().filter(move |wait| wait.on == on).map(|wait| wait.place);
        let is_ready = change.to == Phase::Ready;
        // Whatever else it waits for, it goes on without that.
        if is_ready && met(Wait::Budget).next().is_some() {
            let lines = self.lines(met(Wait::Budget).collect());
            return say::narration::budget_spent(task, &lines, &self.where_it_goes());
        }
        if is_ready && met(Wait::Yield).next().is_some() {
            let lines = self.lines(met(Wait::Yield).collect());
            return say::narration::yields(task, &lines, &self.where_it_goes());
        }
        let words = match self.awaits(state).as_slice() {
            &[wait @ Await { node: None, place, .. }] => {
                say::narration::waits_at(&self.wait(&Words::default().task(task), task, &wait), place)
            }
            several => say::narration::waits_for_futures(task, &self.awaited(several)),
        };
        match self.woken_futures(state).as_slice() {
            woken if woken.is_empty() || is_ready => words,
            woken => say::narration::not_polled(
                &words,
                &Words::row_of_few(woken.iter().cloned()),
                woken.len() as u64,
            ),
        }
    }

    /// Lines, each once, in their order.
    fn lines(self, places: Vec<PlaceId>) -> Words {
        let mut words = Words::default();
        let mut told = Vec::new();
        for place in places {
            let line = self.trace.place(place);
            if !told.contains(&line) {
                words = if told.is_empty() { words } else { words.text(say::list::comma()) }.line(place);
                told.push(line);
            }
        }
        words
    }
}

/// Who is before a subject in the line that it waits in, and whether what it waits for was handed to that one.
type InLine = Option<(Words, bool)>;

/// What a subject waits for, and what is in its way. In a sentence of the narration a timer has its time, and one that is
/// another each time has no number.
pub(super) fn words_on(
    trace: &Trace,
    subject: &Words,
    waiting: &Waiting,
    told: Option<(Teller<'_>, InLine)>,
) -> Words {
    let task = subject;
    let teller = told.as_ref().map(|(teller, _)| *teller);
    let due = |timer| Some(moment_text(trace, teller?.state.timers.get(timer)?.deadline));
    let is_repeated = teller.is_some_and(|teller| teller.is_repeated);
    let words = wanted(trace, task, waiting, is_repeated, due);
    match told.and_then(|(_, in_line)| in_line) {
        Some((whom, true)) => say::wait::given_to(&words, &whom),
        Some((whom, false)) => say::wait::behind_own(&words, &whom),
        None => words,
    }
}

fn wanted(
    trace: &Trace,
    task: &Words,
    waiting: &Waiting,
    is_repeated: bool,
    due: impl Fn(TimerId) -> Option<String>,
) -> Words {
    let called = |resource| resource_text(trace, resource);
    let kind = |resource| trace.resource_kind(resource);
    match waiting.on {
        Wait::Timer(_) if is_repeated => say::wait::a_timer(task),
        Wait::Timer(timer) => match due(timer) {
            Some(moment) => say::wait::timer_due(task, &timer.to_string(), &moment),
            None => say::wait::timer(task, &timer.to_string()),
        },
        Wait::Receive(resource) if kind(resource) == Some(ResourceKind::JoinSet) => {
            say::wait::end_in_set(task, &called(resource))
        }
        Wait::Receive(resource) => say::wait::message(task, &called(resource)),
        Wait::Send(resource) => say::wait::room(task, &called(resource)),
        Wait::Task(other) => say::wait::end(task, other),
        Wait::Yield | Wait::Budget => say::wait::turn(task),
        Wait::Acquire(resource) => {
            let wanted = match kind(resource) {
                Some(ResourceKind::Semaphore) => say::wait::permits(task, &called(resource)),
                Some(ResourceKind::RwLock) => say::wait::to_write(task, &called(resource)),
                _ => say::wait::plain(task, &called(resource)),
            };
            held_by(wanted, &waiting.held_by)
        }
        Wait::Read(resource) => {
            let words = held_by(say::wait::to_read(task, &called(resource)), &waiting.held_by);
            match waiting.behind {
                Some(writer) => say::wait::behind(&words, writer),
                None => words,
            }
        }
        Wait::Notified(resource) => say::wait::notification(task, &called(resource)),
        Wait::Changed(resource) => say::wait::new_value(task, &called(resource)),
        Wait::Barrier(resource) => say::wait::others(task, &called(resource), &come_to(waiting.come)),
        Wait::Closed(resource) => say::wait::close(task, &called(resource)),
        Wait::Promise(resource) => say::wait::plain(task, &called(resource)),
        Wait::Thread(ThreadId::POOL) => say::wait::pool(task),
        Wait::Thread(thread) => say::wait::plain(task, &thread_text(trace, thread)),
    }
}

/// Who is in the way of a task that waits for a lock or for permits.
fn held_by(words: Words, holders: &HeldBy) -> Words {
    match holders {
        HeldBy::NotKnown => words,
        HeldBy::Itself => say::wait::by_itself(&words),
        HeldBy::These(tasks) => say::wait::held_by(&words, tasks),
    }
}

fn come_to(come: Option<(u32, Option<u32>)>) -> String {
    match come {
        None | Some((0, _)) => say::wait::none_come(),
        Some((come, None)) => say::wait::come(come.into()),
        Some((come, Some(all))) => say::wait::come_of(come.into(), all.into()),
    }
}
