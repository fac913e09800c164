//! What is said of chains of waits and of causes.

use taskscope_judge::{Cause, ChainEnd, Link, TaskList};
use taskscope_runtime::{Micros, TaskId, WakeSource, WorkerId};
use taskscope_trace::{State, Trace};

use crate::narration::{capitalized, wait_words};
use crate::time_text::{micros_text, moment_text, step_time_text};
use crate::wording::{resource_text, worker_text};
use crate::{Piece, Words};

/// One task on the way, in a sentence.
#[must_use]
pub fn link_sentence(trace: &Trace, link: &Link) -> Vec<Piece> {
    let mut words = wait_words(trace, &link.waiting);
    if let Some(next) = link.set_aside_for {
        words = words.text(", set aside for ").task(next).text(", which has not taken it");
    }
    words = words.text(", ").line(link.waits.place);
    if link.of > 1 {
        words = words.text(format!("; this is one of {} awaits", link.of));
    }
    words.text(".").into_pieces()
}

/// What a chain ends at in a state, in a sentence.
#[must_use]
pub fn chain_end_sentence(trace: &Trace, state: &State, end: &ChainEnd) -> Vec<Piece> {
    end_words(trace, state, end).into_pieces()
}

/// What led to a poll, in a sentence.
#[must_use]
pub fn cause_sentence(trace: &Trace, cause: &Cause) -> Vec<Piece> {
    cause_words(trace, cause).into_pieces()
}
fn end_words(trace: &Trace, state: &State, end: &ChainEnd) -> Words {
    match *end {
        ChainEnd::Timer(timer, deadline) => {
            Words::begin(format!("Timer {timer} is due at {}.", moment_text(trace, deadline)))
        }
        ChainEnd::Outside(promise) => {
            let promise = capitalized(&resource_text(trace, promise));
            Words::begin(format!("{promise} is settled by something outside the executor."))
        }
        ChainEnd::Worker(WorkerId::POOL) => {
            Words::begin("All threads of the pool are busy; the first that is free takes the call.")
        }
        ChainEnd::Worker(worker) => {
            let is_ready = state.workers.get(worker).is_some_and(|worker| worker.is_ready);
            let does = if is_ready { "is at work" } else { "is starting" };
            Words::begin(format!("{} {does}.", capitalized(&worker_text(trace, worker))))
        }
        ChainEnd::Processor(task) if state.running == Some(task) => Words::on(task).text(" is running."),
        ChainEnd::Processor(task) => Words::on(task).text(" is ready and waits for the processor."),
        ChainEnd::OtherEnd(resource) => {
            Words::begin(format!("Whoever else uses {} can end this.", resource_text(trace, resource)))
        }
        ChainEnd::Unknown(task) => Words::on(task)
            .text(" has futures that its last poll did not poll: what they wait for is not known here."),
        ChainEnd::Nobody(task) => Words::begin("Nobody is left who could wake ").task(task).text("."),
        ChainEnd::Deadlock(ref tasks) => deadlock_words(tasks),
    }
}

/// A circle of tasks that wait for each other, as a sentence.
fn deadlock_words(tasks: &[TaskId]) -> Words {
    if let [only] = *tasks {
        return Words::on(only).text(" waits for itself: it can never go on.");
    }
    let listed = Words::default().tasks(&TaskList::new(tasks.iter().copied().map(Some)));
    listed.text(" wait for each other in a circle: none of them can ever go on.")
}

fn cause_words(trace: &Trace, cause: &Cause) -> Words {
    let Cause { task, poll, woken, by, waker, ready, ref ahead } = *cause;
    let words = Words::on(task);
    let words = match (by, waker) {
        (WakeSource::Spawn, Some(parent)) => words.text(" was spawned by ").task(parent),
        (WakeSource::Spawn, None) => words.text(" was spawned from outside"),
        (WakeSource::Task(waker), _) if waker == task => words.text(" woke itself"),
        (WakeSource::Task(waker), _) => words.text(" was woken by ").task(waker),
        (WakeSource::Timer(timer), _) => words.text(format!(" was woken by timer {timer}")),
        (WakeSource::Promise(promise), _) => {
            words.text(format!(" was woken by {}", resource_text(trace, promise)))
        }
        (WakeSource::Worker(worker), _) => {
            words.text(format!(" was woken by {}", worker_text(trace, worker)))
        }
        (WakeSource::Outside, _) => words.text(" was woken from outside the executor"),
    };
    let (ready, started) = (trace.time(ready), trace.time(poll));
    let words = words.text(format!(" at {}", step_time_text(trace, woken)));
    let words = match Micros(started.0.saturating_sub(ready.0)) {
        Micros(0) => words.text(" and ran at that moment"),
        late => words.text(format!(" and got the processor {} after it was ready", micros_text(late))),
    };
    match ahead.as_slice() {
        [] => words.text("."),
        _ => words.text(", after ").tasks(&TaskList::new(ahead.iter().copied().map(Some))).text("."),
    }
}
