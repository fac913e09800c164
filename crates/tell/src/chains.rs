//! What is said of chains of waits and of causes.

use taskscope_format::{Micros, TaskId, ThreadId, WakeSource};
use taskscope_judge::{Ahead, Cause, Chain, ChainEnd, Link, TaskList};
use taskscope_trace::{NodeState, State, Trace};

use crate::catalogue::say;
use crate::narration::wait_words;
use crate::time_text::{moment_text, step_time_text};
use crate::wording::{resource_text, thread_text};
use crate::{Piece, Words};

/// A chain in sentences: a task on the way each, and what it ends at.
#[must_use]
pub fn chain_sentences(trace: &Trace, state: &State, chain: &Chain) -> Vec<Vec<Piece>> {
    let mut sentences: Vec<Words> = chain.links.iter().map(|link| link_words(trace, state, link)).collect();
    let last = chain.links.last().and_then(|link| Ahead::of(state, link.task, &link.waits));
    let own = match (&chain.end, last) {
        (ChainEnd::Deadlock(tasks), Some(Ahead { task: Some(task), node: Some(node), is_given: true }))
            if *tasks == [task] =>
        {
            state.nodes.get(node).map(|node| say::chain::only_itself(task, &future(node)))
        }
        _ => None,
    };
    sentences.push(own.unwrap_or_else(|| end_words(trace, state, &chain.end)));
    sentences.into_iter().map(Words::into_pieces).collect()
}

fn future(node: &NodeState) -> Words {
    Words::default().future(node.task, node.label, false)
}

/// One task on the way, or one of its futures.
fn link_words(trace: &Trace, state: &State, link: &Link) -> Words {
    let named = link.waits.node.and_then(|node| state.nodes.get(node));
    let task = || Words::default().task(link.task);
    let subject = named.map_or_else(task, |node| Words::default().future(node.task, node.label, true));
    let mut words = wait_words(trace, &subject, &link.waiting);
    let given_to = Ahead::of(state, link.task, &link.waits).filter(|ahead| ahead.is_given);
    let node = given_to.and_then(|given| given.node).and_then(|node| state.nodes.get(node));
    let whom = match (node, link.set_aside_for) {
        (Some(node), _) => Some(Words::default().future(node.task, node.label, true)),
        (None, next) => next.map(|next| Words::default().task(next)),
    };
    if let Some(whom) = whom {
        words = say::chain::set_aside(&words, &whom);
    }
    match link.of {
        0 | 1 => say::chain::link(&words, link.waits.place),
        several => say::chain::link_of_several(&words, link.waits.place, several as u64),
    }
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
