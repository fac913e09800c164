//! The templates for the end of a poll: what the task waits for, and who is in its way.

use taskscope_runtime::{PlaceId, ResourceId, ResourceKind, TaskId, ThreadId, Wait};

use super::teller::Teller;
use super::words::Words;
use crate::Await;
use crate::why::writer_ahead;
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
            return self.wait(words, task, on).text(", ").line(place).text(".");
        }
        let words = words.text(format!(" waits for {} futures at once, ", awaits.len()));
        self.with_lines(words, awaits.iter().map(|wait| wait.place).collect()).text(".")
    }

    pub(super) fn wait(self, words: Words, task: TaskId, on: Wait) -> Words {
        let called = |resource| resource_text(self.trace, resource);
        match on {
            Wait::Timer(timer) => words.text(format!(" waits for {}", self.timer(timer))),
            Wait::Receive(resource) if self.kind(resource) == Some(ResourceKind::JoinSet) => {
                words.text(format!(" waits for a task of {} to end", called(resource)))
            }
            Wait::Receive(resource) => words.text(format!(" waits for a message of {}", called(resource))),
            Wait::Send(resource) => words.text(format!(" waits for room in {}", called(resource))),
            Wait::Task(other) => words.text(" waits for ").task(other).text(" to end"),
            Wait::Yield | Wait::Budget => words.text(" waits for its next turn"),
            Wait::Acquire(resource) => {
                let wanted = match self.kind(resource) {
                    Some(ResourceKind::Semaphore) => format!("permits of {}", called(resource)),
                    Some(ResourceKind::RwLock) => format!("{} to write", called(resource)),
                    _ => called(resource),
                };
                self.held_by(words.text(format!(" waits for {wanted}")), task, resource)
            }
            Wait::Read(resource) => {
                let words = words.text(format!(" waits for {} to read", called(resource)));
                let words = self.held_by(words, task, resource);
                match writer_ahead(self.state, on) {
                    Some(writer) => words.text(", behind ").task(writer),
                    None => words,
                }
            }
            Wait::Notified(resource) => {
                words.text(format!(" waits for a notification of {}", called(resource)))
            }
            Wait::Changed(resource) => words.text(format!(" waits for a new value of {}", called(resource))),
            Wait::Barrier(resource) => {
                words.text(format!(" waits for the others at {}{}", called(resource), self.come_to(resource)))
            }
            Wait::Closed(resource) => words.text(format!(" waits for {} to close", called(resource))),
            Wait::Promise(resource) => words.text(format!(" waits for {}", called(resource))),
            Wait::Thread(ThreadId::POOL) => words.text(" waits for a thread of the pool to be free"),
            Wait::Thread(worker) => words.text(format!(" waits for {}", worker_text(self.trace, worker))),
        }
    }

    fn kind(self, resource: ResourceId) -> Option<ResourceKind> {
        self.trace.resource_kind(resource)
    }

    /// Who is in the way of a task that waits for a lock or for permits.
    fn held_by(self, words: Words, task: TaskId, resource: ResourceId) -> Words {
        let Some(resource) = self.state.resource(resource) else { return words };
        let mut tasks = resource.holding_tasks().peekable();
        match tasks.peek() {
            None => words,
            Some(&first) if first == Some(task) && resource.holding_tasks().nth(1).is_none() => {
                words.text(", which it holds itself")
            }
            Some(_) => words.text(", held by ").tasks(tasks),
        }
    }

    fn come_to(self, barrier: ResourceId) -> String {
        let Some(barrier) = self.state.resource(barrier) else { return String::new() };
        let all = barrier.capacity.map_or(String::new(), |all| format!(" of {all}"));
        match barrier.come {
            0 => String::new(),
            1 => format!("; 1{all} has come"),
            come => format!("; {come}{all} have come"),
        }
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
