//! The templates for the end of a poll: what the task waits for, and who is in its way.

use taskscope_judge::{HeldBy, Waiting};
use taskscope_runtime::{PlaceId, ResourceKind, TaskId, Wait, WorkerId};
use taskscope_trace::{Await, Trace};

use super::teller::{Teller, timer_text};
use crate::Words;
use crate::wording::{resource_text, worker_text};

impl Teller<'_> {
    /// What a task that was polled waits for now.
    pub(super) fn poll_ended(self, task: TaskId) -> Words {
        let words = Words::on(task);
        let Some(awaits) = self.state.task(task).map(|task| &task.awaits).filter(|awaits| !awaits.is_empty())
        else {
            return words.text(" waits.");
        };
        let met = |on: Wait| awaits.iter().filter(move |wait| wait.on == on).map(|wait| wait.place);
        let yields = |words: Words, places| {
            self.with_lines(words, places).text(format!(": {}.", self.where_it_goes()))
        };
        // Whatever else it waits for, it goes on without that.
        if met(Wait::Budget).next().is_some() {
            let words = words.text(" has spent its poll's budget of operations, and yields at ");
            return yields(words, met(Wait::Budget).collect());
        }
        if met(Wait::Yield).next().is_some() {
            return yields(words.text(" yields at "), met(Wait::Yield).collect());
        }
        if let Some(Await { on, place, .. }) = awaits.only() {
            return words_on(self.trace, &Waiting::new(self.state, task, on), self.is_repeated)
                .text(", ")
                .line(place)
                .text(".");
        }
        let words = words.text(format!(" waits for {} futures at once, ", awaits.len()));
        self.with_lines(words, awaits.iter().map(|wait| wait.place).collect()).text(".")
    }

    /// Lines, each once, in their order.
    fn with_lines(self, mut words: Words, places: Vec<PlaceId>) -> Words {
        let mut told = Vec::new();
        for place in places {
            let line = self.trace.place(place);
            if !told.contains(&line) {
                words = if told.is_empty() { words } else { words.text(", ") }.line(place);
                told.push(line);
            }
        }
        words
    }
}

/// What a task waits for, and who is in its way. A timer that is another one each time has no number.
pub(super) fn words_on(trace: &Trace, waiting: &Waiting, is_repeated: bool) -> Words {
    let words = Words::on(waiting.task);
    let called = |resource| resource_text(trace, resource);
    let kind = |resource| trace.resource_kind(resource);
    match waiting.on {
        Wait::Timer(timer) => words.text(format!(" waits for {}", timer_text(timer, is_repeated))),
        Wait::Receive(resource) if kind(resource) == Some(ResourceKind::JoinSet) => {
            words.text(format!(" waits for a task of {} to end", called(resource)))
        }
        Wait::Receive(resource) => words.text(format!(" waits for a message of {}", called(resource))),
        Wait::Send(resource) => words.text(format!(" waits for room in {}", called(resource))),
        Wait::Task(other) => words.text(" waits for ").task(other).text(" to end"),
        Wait::Yield | Wait::Budget => words.text(" waits for its next turn"),
        Wait::Acquire(resource) => {
            let wanted = match kind(resource) {
                Some(ResourceKind::Semaphore) => format!("permits of {}", called(resource)),
                Some(ResourceKind::RwLock) => format!("{} to write", called(resource)),
                _ => called(resource),
            };
            held_by(words.text(format!(" waits for {wanted}")), &waiting.held_by)
        }
        Wait::Read(resource) => {
            let words = words.text(format!(" waits for {} to read", called(resource)));
            let words = held_by(words, &waiting.held_by);
            match waiting.behind {
                Some(writer) => words.text(", behind ").task(writer),
                None => words,
            }
        }
        Wait::Notified(resource) => words.text(format!(" waits for a notification of {}", called(resource))),
        Wait::Changed(resource) => words.text(format!(" waits for a new value of {}", called(resource))),
        Wait::Barrier(resource) => {
            let come = waiting.come.map_or(String::new(), come_to);
            words.text(format!(" waits for the others at {}{come}", called(resource)))
        }
        Wait::Closed(resource) => words.text(format!(" waits for {} to close", called(resource))),
        Wait::Promise(resource) => words.text(format!(" waits for {}", called(resource))),
        Wait::Worker(WorkerId::POOL) => words.text(" waits for a thread of the pool to be free"),
        Wait::Worker(worker) => words.text(format!(" waits for {}", worker_text(trace, worker))),
    }
}

/// Who is in the way of a task that waits for a lock or for permits.
fn held_by(words: Words, holders: &HeldBy) -> Words {
    match holders {
        HeldBy::NotKnown => words,
        HeldBy::Itself => words.text(", which it holds itself"),
        HeldBy::These(tasks) => words.text(", held by ").tasks(tasks),
    }
}

fn come_to((come, all): (u32, Option<u32>)) -> String {
    let all = all.map_or(String::new(), |all| format!(" of {all}"));
    match come {
        0 => String::new(),
        1 => format!("; 1{all} has come"),
        come => format!("; {come}{all} have come"),
    }
}
