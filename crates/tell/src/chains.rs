//! What is said of chains of waits and of causes.

use taskscope_format::{Micros, TaskId, ThreadId, WakeSource};
use taskscope_judge::{Cause, ChainEnd, Link, TaskList};
use taskscope_trace::{State, Trace};

use crate::catalogue::say;
use crate::narration::wait_words;
use crate::time_text::{moment_text, step_time_text};
use crate::wording::{resource_text, thread_text};
use crate::{Piece, Words};

/// One task on the way, in a sentence.
#[must_use]
pub fn link_sentence(trace: &Trace, link: &Link) -> Vec<Piece> {
    let mut words = wait_words(trace, &link.waiting);
    if let Some(next) = link.set_aside_for {
        words = say::chain::set_aside(&words, next);
    }
    let words = match link.of {
        0 | 1 => say::chain::link(&words, link.waits.place),
        several => say::chain::link_of_several(&words, link.waits.place, several as u64),
    };
    words.into_pieces()
}

/// What a chain ends at in a state, in a sentence.
#[must_use]
pub fn chain_end_sentence(trace: &Trace, state: &State, end: &ChainEnd) -> Vec<Piece> {
    end_words(trace, state, end).into_pieces()
}

fn end_words(trace: &Trace, state: &State, end: &ChainEnd) -> Words {
    match *end {
        ChainEnd::Timer(timer, deadline) => {
            Words::begin(say::chain::timer(&timer.to_string(), &moment_text(trace, deadline)))
        }
        ChainEnd::Outside(promise) => Words::begin(say::chain::outside(&resource_text(trace, promise))),
        ChainEnd::Thread(ThreadId::POOL) => Words::begin(say::chain::pool()),
        ChainEnd::Thread(thread) => {
            let is_ready = state.threads.get(thread).is_some_and(|thread| thread.is_ready);
            let called = thread_text(trace, thread);
            Words::begin(if is_ready { say::chain::at_work(&called) } else { say::chain::starting(&called) })
        }
        ChainEnd::Processor(task) if state.running.contains(&task) => say::chain::running(task),
        ChainEnd::Processor(task) => say::chain::ready(task),
        ChainEnd::OtherEnd(resource) => Words::begin(say::chain::other_end(&resource_text(trace, resource))),
        ChainEnd::Unknown(task) => say::chain::unknown(task),
        ChainEnd::Nobody(task) => say::chain::nobody(task),
        ChainEnd::Deadlock(ref tasks) => deadlock_words(tasks),
    }
}

/// A circle of tasks that wait for each other, as a sentence.
fn deadlock_words(tasks: &[TaskId]) -> Words {
    match *tasks {
        [only] => say::chain::itself(only),
        _ => say::chain::circle(&TaskList::new(tasks.iter().copied().map(Some))),
    }
}

/// What led to a poll, in a sentence.
#[must_use]
pub fn cause_sentence(trace: &Trace, cause: &Cause) -> Vec<Piece> {
    let Cause { task, poll, woken, by, waker, ready, ref ahead } = *cause;
    let words = match (by, waker) {
        (WakeSource::Spawn, Some(parent)) => say::cause::spawned(task, parent),
        (WakeSource::Spawn, None) => say::cause::spawned_outside(task),
        (WakeSource::Task(waker), _) if waker == task => say::cause::itself(task),
        (WakeSource::Task(waker), _) => say::cause::task(task, waker),
        (WakeSource::Timer(timer), _) => say::cause::timer(task, &timer.to_string()),
        (WakeSource::Promise(promise), _) => say::cause::by(task, &resource_text(trace, promise)),
        (WakeSource::Thread(thread), _) => say::cause::by(task, &thread_text(trace, thread)),
        (WakeSource::Outside, _) => say::cause::outside(task),
        (WakeSource::Unknown, _) => say::cause::unknown(task),
    };
    let moment = step_time_text(trace, woken);
    let words = match trace.time(poll).0.saturating_sub(trace.time(ready).0) {
        0 => say::cause::ran_then(&words, &moment),
        late => say::cause::ran_later(&words, &moment, Micros(late)),
    };
    let words = match ahead.as_slice() {
        [] => say::cause::end(&words),
        _ => say::cause::after(&words, &TaskList::new(ahead.iter().copied().map(Some))),
    };
    words.into_pieces()
}
