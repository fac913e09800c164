//! How states and waits are said: one set of words for narration, panes and the table.

use taskscope_runtime::{FetchEnd, Observation, ResourceId, ResourceKind, Wait, Way, WorkerEnd, WorkerId};
use taskscope_trace::files::Labels;
use taskscope_trace::{Await, FetchState, Phase, ResourceState, State, TaskState, Trace, WorkerState};

/// What a task does, in a few words: `running`, `ready · 2nd in queue`, `waiting · timer`, `done`.
#[must_use]
pub fn state_text(state: &State, trace: &Trace, task: &TaskState) -> String {
    match task.phase {
        Phase::Running if task.works_at.is_some() => "running · busy".to_owned(),
        Phase::Running => "running".to_owned(),
        Phase::Ready if !state.is_first_in_first_out() => "ready".to_owned(),
        Phase::Ready => match state.queue.iter().position(|&queued| queued == task.id) {
            Some(0) => "ready · next".to_owned(),
            Some(place) => format!("ready · {} in queue", ordinal(place + 1)),
            None => "ready".to_owned(),
        },
        Phase::Waiting => match (task.awaits.len(), task.awaits.only()) {
            (0, _) => "waiting".to_owned(),
            (_, Some(only)) => format!("waiting · {}", wait_text(trace, only.on)),
            (several, None) => format!("waiting · {several} futures"),
        },
        Phase::Done => "done".to_owned(),
        Phase::Cancelled => "cancelled".to_owned(),
        Phase::Panicked => "panicked".to_owned(),
    }
}

/// What a kind of resource is called: `channel`, `mutex`.
#[must_use]
fn kind_text(kind: Option<ResourceKind>) -> &'static str {
    match kind {
        Some(ResourceKind::Mpsc) => "channel",
        Some(ResourceKind::Oneshot) => "oneshot",
        Some(ResourceKind::Broadcast) => "broadcast",
        Some(ResourceKind::Watch) => "watch",
        Some(ResourceKind::Mutex) => "mutex",
        Some(ResourceKind::RwLock) => "rwlock",
        Some(ResourceKind::Semaphore) => "semaphore",
        Some(ResourceKind::Notify) => "notify",
        Some(ResourceKind::Barrier) => "barrier",
        Some(ResourceKind::JoinSet) => "join set",
        Some(ResourceKind::Promise) => "promise",
        Some(ResourceKind::Fetch) => "fetch",
        None => "resource",
    }
}

/// A resource by kind and number: `mutex 2`.
#[must_use]
pub fn resource_text(trace: &Trace, resource: ResourceId) -> String {
    format!("{} {resource}", kind_text(trace.resource_kind(resource)))
}

/// A thread by its name and number: `count, thread 1`.
#[must_use]
pub fn worker_text(trace: &Trace, worker: WorkerId) -> String {
    match trace.worker_name(worker) {
        Some(name) => format!("thread {name}"),
        None => format!("thread {worker}"),
    }
}

/// What a thread does, in a few words: `starting`, `busy · 2 calls behind`, `idle`, `closed`.
#[must_use]
pub fn worker_state_text(worker: &WorkerState) -> String {
    let said = match (worker.end, worker.is_ready, worker.calls) {
        (Some(WorkerEnd::Closed), ..) => "closed".to_owned(),
        (Some(WorkerEnd::Terminated), ..) => "stopped".to_owned(),
        (Some(WorkerEnd::Failed), ..) => "failed".to_owned(),
        (None, false, _) => "starting".to_owned(),
        (None, true, 0) => "idle".to_owned(),
        (None, true, 1) => "busy".to_owned(),
        (None, true, calls) => format!("busy · {} behind", count_text((calls - 1).into(), "call")),
    };
    if worker.is_simulated { format!("{said} · simulated") } else { said }
}

/// What is in a resource: `2 of 4 held · 1 sender`, `free`, `1 of 3 permits left`. Empty where its holders say it all.
#[must_use]
pub fn contents_text(trace: &Trace, resource: &ResourceState) -> String {
    let of = |all: Option<u32>| all.map_or(String::new(), |all| format!(" of {all}"));
    let mut facts = match resource.kind {
        ResourceKind::Mpsc | ResourceKind::Oneshot | ResourceKind::Broadcast => {
            vec![format!("{}{} held", resource.len, of(resource.capacity)), senders_text(resource)]
        }
        ResourceKind::Watch => vec![senders_text(resource)],
        ResourceKind::Mutex | ResourceKind::RwLock if resource.holders().len() == 0 => {
            vec!["free".to_owned()]
        }
        ResourceKind::Mutex | ResourceKind::RwLock => Vec::new(),
        ResourceKind::Semaphore => match resource.permits_left().zip(resource.permits()) {
            Some((left, all)) => vec![format!("{left} of {all} permits left")],
            None => Vec::new(),
        },
        ResourceKind::Notify if resource.len > 0 => vec!["one kept".to_owned()],
        ResourceKind::Notify => vec!["none kept".to_owned()],
        ResourceKind::Barrier => vec![format!("{}{} here", resource.come, of(resource.capacity))],
        ResourceKind::JoinSet => vec![format!("{} ended", resource.len)],
        ResourceKind::Promise if resource.len > 0 => vec!["settled".to_owned()],
        ResourceKind::Promise => vec!["pending".to_owned()],
        ResourceKind::Fetch => resource.fetched.map_or(Vec::new(), |fetched| fetch_facts(trace, fetched)),
    };
    if matches!(resource.kind, ResourceKind::Broadcast | ResourceKind::Watch) && !resource.is_closed {
        facts.push(count_text(resource.receivers.into(), "receiver"));
    }
    if resource.missed > 0 {
        facts.push(format!("{} missed", resource.missed));
    }
    if resource.is_closed {
        facts.push(if resource.is_channel() { "receiver gone" } else { "closed" }.to_owned());
    }
    facts.join(" · ")
}

fn senders_text(channel: &ResourceState) -> String {
    match channel.senders {
        0 => "no sender left".to_owned(),
        senders => count_text(senders.into(), "sender"),
    }
}

/// What an await waits for: `timer`, `a message`, `mutex 2`, `export to end`.
#[must_use]
pub fn wait_text(trace: &Trace, on: Wait) -> String {
    let said = match on {
        Wait::Timer(_) => "timer",
        Wait::Receive(resource) if trace.resource_kind(resource) == Some(ResourceKind::JoinSet) => {
            "a task to end"
        }
        Wait::Receive(_) => "a message",
        Wait::Send(_) => "room to send",
        Wait::Yield | Wait::Budget => "its next turn",
        Wait::Notified(_) => "a notification",
        Wait::Changed(_) => "a new value",
        Wait::Barrier(_) => "the others",
        Wait::Closed(_) => "the end of a channel",
        Wait::Worker(WorkerId::POOL) => "a free thread",
        Wait::Worker(worker) => return worker_text(trace, worker),
        Wait::Task(task) => return format!("{} to end", trace.task_name(task)),
        Wait::Read(resource) => return format!("{} to read", resource_text(trace, resource)),
        Wait::Acquire(resource) | Wait::Promise(resource) => return resource_text(trace, resource),
    };
    said.to_owned()
}

fn fetch_facts(trace: &Trace, fetched: FetchState) -> Vec<String> {
    let how = match (fetched.end, fetched.status) {
        (Some(FetchEnd::Failed), _) => "failed".to_owned(),
        (Some(FetchEnd::Cancelled), _) => "cancelled".to_owned(),
        (_, None) => "no answer yet".to_owned(),
        (_, Some(status)) => format!("status {status}"),
    };
    let came = match fetched.length {
        Some(length) if fetched.end != Some(FetchEnd::Complete) => {
            format!("{} of {}", fetched.came, bytes_text(length.into()))
        }
        _ => bytes_text(fetched.came),
    };
    let mut facts = vec![trace.text(fetched.address).to_owned(), how];
    facts.extend(fetched.status.map(|_| came));
    facts.extend(fetched.is_stand_in.then(|| "stand-in, nothing is loaded".to_owned()));
    facts
}

/// An amount of data: `512 bytes`, `40 kB`.
#[must_use]
pub(crate) fn bytes_text(bytes: u64) -> String {
    if bytes < 10_000 { count_text(bytes, "byte") } else { format!("{} kB", bytes / 1000) }
}

/// The awaits of a task with their lines: `timer, line 21`; a dash if there is none.
#[must_use]
pub fn task_await_text(trace: &Trace, task: &TaskState) -> String {
    if task.awaits.is_empty() || task.phase == Phase::Done {
        return "–".to_owned();
    }
    let one = |wait: &Await| match trace.place(wait.place) {
        Some((_, line)) => format!("{}, line {line}", wait_text(trace, wait.on)),
        None => wait_text(trace, wait.on),
    };
    task.awaits.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// A number of things: `1 poll`, `2 polls`.
#[must_use]
pub fn count_text(count: u64, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// What the way to a turn is called, as the browser's documentation does.
#[must_use]
pub fn way_text(way: Way) -> &'static str {
    match way {
        Way::Promise => "promise microtask",
        Way::QueueMicrotask => "queueMicrotask",
        Way::Message => "MessageChannel",
        Way::Timeout => "setTimeout(0)",
        Way::Frame => "requestAnimationFrame",
        Way::UserBlocking => "postTask, user-blocking",
        Way::UserVisible => "postTask, user-visible",
        Way::Background => "postTask, background",
        Way::SchedulerYield => "scheduler.yield",
    }
}

/// What a browser may not report.
#[must_use]
pub fn observation_text(what: Observation) -> &'static str {
    match what {
        Observation::Frames => "frames",
        Observation::LongTasks => "long tasks",
    }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The names of things for files that other programs read.
#[derive(Clone, Copy, Debug)]
pub struct Names;

impl Labels for Names {
    fn resource(&self, trace: &Trace, resource: ResourceId) -> String {
        resource_text(trace, resource)
    }

    fn worker(&self, trace: &Trace, worker: WorkerId) -> String {
        worker_text(trace, worker)
    }

    fn wait(&self, trace: &Trace, on: Wait) -> String {
        wait_text(trace, on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_end_as_they_should() {
        assert_eq!(
            [1, 2, 3, 4, 11, 21, 112].map(ordinal),
            ["1st", "2nd", "3rd", "4th", "11th", "21st", "112th"]
        );
    }
}
