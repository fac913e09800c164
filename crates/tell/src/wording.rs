//! How states and waits are said: one set of words for narration, panes and the table.

use taskscope_format::{
    FetchEnd, Observation, ResourceId, ResourceKind, RunEnd, ThreadEnd, ThreadId, Wait, Way,
};
use taskscope_trace::files::Labels;
use taskscope_trace::{Await, FetchState, Phase, ResourceState, State, TaskState, ThreadState, Trace};

use crate::catalogue::say;
use crate::words::future_text;

/// What a task does, in a few words: `running`, `ready · 2nd in queue`, `waiting · timer`, `done`.
#[must_use]
pub fn state_text(state: &State, trace: &Trace, task: &TaskState) -> String {
    match task.phase {
        Phase::Running if task.works_at.is_some() => say::state::busy(),
        Phase::Running => say::state::running(),
        Phase::Ready if !state.is_first_in_first_out() => say::state::ready(),
        Phase::Ready => match state.queue.iter().position(|&queued| queued == task.id) {
            Some(0) => say::state::next(),
            Some(place) => say::state::in_queue(place as u64 + 1),
            None => say::state::ready(),
        },
        Phase::Waiting => match (task.awaits.len(), task.awaits.only()) {
            _ if task.polls == 0 => say::state::spawned(),
            (0, _) => say::state::waiting(),
            (_, Some(only)) => say::state::waiting_for(&wait_text(trace, only.on)),
            (several, None) => say::state::waiting_for_several(several as u64),
        },
        Phase::Done => say::state::done(),
        Phase::Cancelled => say::state::cancelled(),
        Phase::Panicked if trace.run_end() == Some(RunEnd::Crashed) => say::state::crashed(),
        Phase::Panicked => say::state::panicked(),
    }
}

/// A resource by kind and number among those of its kind: `mutex 2`.
#[must_use]
pub fn resource_text(trace: &Trace, resource: ResourceId) -> String {
    let say = match trace.resource_kind(resource) {
        Some(ResourceKind::Mpsc) => say::kind::channel,
        Some(ResourceKind::Oneshot) => say::kind::oneshot,
        Some(ResourceKind::Broadcast) => say::kind::broadcast,
        Some(ResourceKind::Watch) => say::kind::watch,
        Some(ResourceKind::Mutex) => say::kind::mutex,
        Some(ResourceKind::RwLock) => say::kind::rwlock,
        Some(ResourceKind::Semaphore) => say::kind::semaphore,
        Some(ResourceKind::Notify) => say::kind::notify,
        Some(ResourceKind::Barrier) => say::kind::barrier,
        Some(ResourceKind::JoinSet) => say::kind::join_set,
        Some(ResourceKind::Promise) => say::kind::promise,
        Some(ResourceKind::Fetch) => say::kind::fetch,
        Some(ResourceKind::Cell) => say::kind::cell,
        Some(ResourceKind::Scope) => say::kind::scope,
        None => say::kind::resource,
    };
    match trace.resource_number(resource) {
        Some(number) => say(&number.to_string()),
        None => say(&resource.to_string()),
    }
}

/// A thread by its name, or by its number if it has none: `thread count`.
#[must_use]
pub fn thread_text(trace: &Trace, thread: ThreadId) -> String {
    match trace.thread_name(thread) {
        Some(name) => say::kind::thread(name),
        None => say::kind::thread(&thread.to_string()),
    }
}

/// What a thread does, in a few words: `starting`, `busy · 2 calls behind`, `idle`, `closed`.
#[must_use]
pub fn thread_state_text(thread: &ThreadState) -> String {
    let said = match (thread.end, thread.is_ready, thread.calls) {
        (Some(ThreadEnd::Closed), ..) => say::state::closed(),
        (Some(ThreadEnd::Terminated), ..) => say::state::stopped(),
        (Some(ThreadEnd::Failed), ..) => say::state::failed(),
        (None, false, _) => say::state::starting(),
        (None, true, 0) => say::state::idle(),
        (None, true, 1) => say::state::thread_busy(),
        (None, true, calls) => say::state::thread_behind((calls - 1).into()),
    };
    if thread.is_simulated { say::state::simulated(&said) } else { said }
}

/// What is in a resource: `2 of 4 held · 1 sender`, `free`, `1 of 3 permits left`. Empty where its holders say it all.
#[must_use]
pub fn contents_text(trace: &Trace, state: &State, resource: &ResourceState) -> String {
    let fetched = resource.fetched.map(|fetched| fetch_facts(trace, fetched));
    if resource.is_gone {
        // What came of a fetch is known for good.
        return fetched
            .into_iter()
            .flatten()
            .chain([say::state::dropped()])
            .collect::<Vec<_>>()
            .join(&say::state::facts());
    }
    let mut facts = match resource.kind {
        ResourceKind::Mpsc | ResourceKind::Oneshot | ResourceKind::Broadcast => {
            vec![held_text(resource), senders_text(resource)]
        }
        ResourceKind::Watch => vec![senders_text(resource)],
        ResourceKind::Mutex | ResourceKind::RwLock | ResourceKind::Cell if resource.holders().len() == 0 => {
            vec![handed_text(trace, state, resource).unwrap_or_else(say::state::free)]
        }
        ResourceKind::Mutex | ResourceKind::RwLock | ResourceKind::Cell | ResourceKind::Scope => Vec::new(),
        ResourceKind::Semaphore => match resource.permits_left().zip(resource.permits()) {
            Some((left, all)) => vec![say::state::permits_left(left, all)],
            None => Vec::new(),
        },
        ResourceKind::Notify if resource.len > 0 => vec![say::state::one_kept()],
        ResourceKind::Notify => vec![say::state::none_kept()],
        ResourceKind::Barrier => vec![come_text(resource)],
        ResourceKind::JoinSet => vec![say::state::ended(resource.len.into())],
        ResourceKind::Promise if resource.len > 0 => vec![say::state::settled()],
        ResourceKind::Promise => vec![say::state::pending()],
        ResourceKind::Fetch => fetched.unwrap_or_else(|| vec![say::state::not_started()]),
    };
    if matches!(resource.kind, ResourceKind::Broadcast | ResourceKind::Watch) && !resource.is_closed {
        facts.push(say::count::receiver(resource.receivers.into()));
    }
    if resource.missed > 0 {
        facts.push(say::state::missed(resource.missed));
    }
    if resource.is_closed {
        facts.push(if resource.is_channel() { say::state::receiver_gone() } else { say::state::closed() });
    }
    facts.join(&say::state::facts())
}

/// To which future a lock was handed that has not taken it.
fn handed_text(trace: &Trace, state: &State, resource: &ResourceState) -> Option<String> {
    let next = resource.waiters().find(|waiter| waiter.is_granted)?;
    let Some(task) = next.task else { return Some(say::state::handed_outside()) };
    let label = next.node.and_then(|node| state.nodes.get(node)).map(|node| node.label);
    let name =
        label.map_or_else(|| trace.task_name(task).to_owned(), |label| future_text(trace, task, label));
    Some(say::state::handed_to(&name))
}

fn senders_text(channel: &ResourceState) -> String {
    match channel.senders {
        0 => say::state::no_sender(),
        senders => say::count::sender(senders.into()),
    }
}

/// What an await waits for: `timer`, `a message`, `mutex 2`, `export to end`.
#[must_use]
pub fn wait_text(trace: &Trace, on: Wait) -> String {
    match on {
        Wait::Timer(_) => say::awaited::timer(),
        Wait::Receive(resource) if trace.resource_kind(resource) == Some(ResourceKind::JoinSet) => {
            say::awaited::task()
        }
        Wait::Receive(_) => say::awaited::message(),
        Wait::Send(_) => say::awaited::room(),
        Wait::Yield | Wait::Budget => say::awaited::turn(),
        Wait::Notified(_) => say::awaited::notification(),
        Wait::Changed(_) => say::awaited::new_value(),
        Wait::Barrier(_) => say::awaited::others(),
        Wait::Closed(_) => say::awaited::end(),
        Wait::Thread(ThreadId::POOL) => say::awaited::thread(),
        Wait::Thread(thread) => thread_text(trace, thread),
        Wait::Task(task) => say::awaited::end_of(trace.task_name(task)),
        Wait::Read(resource) => say::awaited::to_read(&resource_text(trace, resource)),
        Wait::Acquire(resource) | Wait::Promise(resource) => resource_text(trace, resource),
    }
}

fn held_text(channel: &ResourceState) -> String {
    match channel.capacity {
        Some(all) => say::state::held_of(channel.len.into(), all.into()),
        None => say::state::held(channel.len.into()),
    }
}

fn come_text(barrier: &ResourceState) -> String {
    match barrier.capacity {
        Some(all) => say::state::here_of(barrier.come.into(), all.into()),
        None => say::state::here(barrier.come.into()),
    }
}

fn fetch_facts(trace: &Trace, fetched: FetchState) -> Vec<String> {
    let how = match (fetched.end, fetched.status) {
        (Some(FetchEnd::Failed), _) => say::state::failed(),
        (Some(FetchEnd::Cancelled), _) => say::state::cancelled(),
        (_, None) => say::state::no_answer(),
        (_, Some(status)) => say::state::status(status.into()),
    };
    let came = match fetched.length {
        Some(length) if fetched.end != Some(FetchEnd::Complete) => {
            say::state::came_of(fetched.came, &bytes_text(length.into()))
        }
        _ => bytes_text(fetched.came),
    };
    let mut facts = vec![trace.text(fetched.address).to_owned(), how];
    facts.extend(fetched.status.map(|_| came));
    facts.extend(fetched.is_stand_in.then(say::state::stand_in));
    facts
}

/// An amount of data: `512 bytes`, `40 kB`.
#[must_use]
pub(crate) fn bytes_text(bytes: u64) -> String {
    if bytes < 10_000 { say::count::byte(bytes) } else { say::count::kilobyte(bytes / 1000) }
}

/// The awaits of a task with their lines: `timer, line 21`; those of several futures with their names; a dash if there is
/// none.
#[must_use]
pub fn task_await_text(trace: &Trace, state: &State, task: &TaskState) -> String {
    if task.phase == Phase::Waiting && task.polls == 0 {
        return say::state::spawned();
    }
    if task.awaits.is_empty() || task.phase == Phase::Done {
        return say::state::dash();
    }
    let several = task.awaits.len() > 1;
    let one = |wait: &Await| {
        let what = match trace.place(wait.place) {
            Some((_, line)) => say::state::at_line(&wait_text(trace, wait.on), line.into()),
            None => wait_text(trace, wait.on),
        };
        let node = wait.node.filter(|_| several).and_then(|node| state.nodes.get(node));
        match node.map(|node| trace.text(node.label)) {
            Some(future) => say::state::of_future(future, &what),
            None => what,
        }
    };
    task.awaits.iter().map(one).collect::<Vec<_>>().join(&say::state::awaits())
}

/// What the way to a turn is called, as the browser's documentation does.
#[must_use]
pub fn way_text(way: Way) -> String {
    match way {
        Way::Promise => say::way::promise(),
        Way::QueueMicrotask => say::way::queue_microtask(),
        Way::Message => say::way::message(),
        Way::Timeout => say::way::timeout(),
        Way::Frame => say::way::frame(),
        Way::UserBlocking => say::way::user_blocking(),
        Way::UserVisible => say::way::user_visible(),
        Way::Background => say::way::background(),
        Way::SchedulerYield => say::way::scheduler_yield(),
    }
}

/// What a browser may not report.
#[must_use]
pub fn observation_text(what: Observation) -> String {
    match what {
        Observation::Frames => say::browser::frames(),
        Observation::LongTasks => say::browser::long_tasks(),
    }
}

/// The names of things for files that other programs read.
#[derive(Clone, Copy, Debug)]
pub struct Names;

impl Labels for Names {
    fn resource(&self, trace: &Trace, resource: ResourceId) -> String {
        resource_text(trace, resource)
    }

    fn thread(&self, trace: &Trace, thread: ThreadId) -> String {
        thread_text(trace, thread)
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
        let said = [1, 2, 3, 4, 11, 21, 112].map(say::state::in_queue);
        let expected = ["1st", "2nd", "3rd", "4th", "11th", "21st", "112th"];
        assert_eq!(said, expected.map(|place| format!("ready · {place} in queue")));
    }
}
