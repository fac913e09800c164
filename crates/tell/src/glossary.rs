//! The words of async Rust and of this page, each with what it means.

use crate::catalogue::say;

/// A word that a page may explain where it uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concept {
    /// Await.
    Await,
    /// Blocking.
    Blocking,
    /// Cancel.
    Cancel,
    /// Channel.
    Channel,
    /// Cooperative budget.
    Budget,
    /// Deadlock.
    Deadlock,
    /// Event-loop turn.
    EventLoopTurn,
    /// Executor.
    Executor,
    /// Finding.
    Finding,
    /// Future.
    Future,
    /// Join handle.
    JoinHandle,
    /// Macrotask.
    Macrotask,
    /// Microtask.
    Microtask,
    /// Mutex.
    Mutex,
    /// Pending.
    Pending,
    /// Poll.
    Poll,
    /// Ready.
    Ready,
    /// Ready queue.
    ReadyQueue,
    /// Real time.
    RealTime,
    /// Running.
    Running,
    /// Runtime.
    Runtime,
    /// Scheduler.
    Scheduler,
    /// Simulated time.
    SimulatedTime,
    /// Starvation.
    Starvation,
    /// Step.
    Step,
    /// Task.
    Task,
    /// Timer.
    Timer,
    /// Waiting.
    Waiting,
    /// Wake.
    Wake,
    /// Waker.
    Waker,
    /// Yield.
    Yield,
}

impl Concept {
    /// Every word, in the order of the English alphabet.
    pub const ALL: [Self; 31] = [
        Self::Await,
        Self::Blocking,
        Self::Cancel,
        Self::Channel,
        Self::Budget,
        Self::Deadlock,
        Self::EventLoopTurn,
        Self::Executor,
        Self::Finding,
        Self::Future,
        Self::JoinHandle,
        Self::Macrotask,
        Self::Microtask,
        Self::Mutex,
        Self::Pending,
        Self::Poll,
        Self::Ready,
        Self::ReadyQueue,
        Self::RealTime,
        Self::Running,
        Self::Runtime,
        Self::Scheduler,
        Self::SimulatedTime,
        Self::Starvation,
        Self::Step,
        Self::Task,
        Self::Timer,
        Self::Waiting,
        Self::Wake,
        Self::Waker,
        Self::Yield,
    ];

    /// The word as it is written in a sentence.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Await => say::glossary::await_point(),
            Self::Blocking => say::glossary::blocking(),
            Self::Cancel => say::glossary::cancel(),
            Self::Channel => say::glossary::channel(),
            Self::Budget => say::glossary::budget(),
            Self::Deadlock => say::glossary::deadlock(),
            Self::EventLoopTurn => say::glossary::event_loop_turn(),
            Self::Executor => say::glossary::executor(),
            Self::Finding => say::glossary::finding(),
            Self::Future => say::glossary::future(),
            Self::JoinHandle => say::glossary::join_handle(),
            Self::Macrotask => say::glossary::macrotask(),
            Self::Microtask => say::glossary::microtask(),
            Self::Mutex => say::glossary::mutex(),
            Self::Pending => say::glossary::pending(),
            Self::Poll => say::glossary::poll(),
            Self::Ready => say::glossary::ready(),
            Self::ReadyQueue => say::glossary::ready_queue(),
            Self::RealTime => say::glossary::real_time(),
            Self::Running => say::glossary::running(),
            Self::Runtime => say::glossary::runtime(),
            Self::Scheduler => say::glossary::scheduler(),
            Self::SimulatedTime => say::glossary::simulated_time(),
            Self::Starvation => say::glossary::starvation(),
            Self::Step => say::glossary::step(),
            Self::Task => say::glossary::task(),
            Self::Timer => say::glossary::timer(),
            Self::Waiting => say::glossary::waiting(),
            Self::Wake => say::glossary::wake(),
            Self::Waker => say::glossary::waker(),
            Self::Yield => say::glossary::yield_now(),
        }
    }

    /// What it means, in two or three sentences. Code is between backticks.
    #[must_use]
    pub fn meaning(self) -> String {
        match self {
            Self::Await => say::glossary::about_await_point(),
            Self::Blocking => say::glossary::about_blocking(),
            Self::Cancel => say::glossary::about_cancel(),
            Self::Channel => say::glossary::about_channel(),
            Self::Budget => say::glossary::about_budget(),
            Self::Deadlock => say::glossary::about_deadlock(),
            Self::EventLoopTurn => say::glossary::about_event_loop_turn(),
            Self::Executor => say::glossary::about_executor(),
            Self::Finding => say::glossary::about_finding(),
            Self::Future => say::glossary::about_future(),
            Self::JoinHandle => say::glossary::about_join_handle(),
            Self::Macrotask => say::glossary::about_macrotask(),
            Self::Microtask => say::glossary::about_microtask(),
            Self::Mutex => say::glossary::about_mutex(),
            Self::Pending => say::glossary::about_pending(),
            Self::Poll => say::glossary::about_poll(),
            Self::Ready => say::glossary::about_ready(),
            Self::ReadyQueue => say::glossary::about_ready_queue(),
            Self::RealTime => say::glossary::about_real_time(),
            Self::Running => say::glossary::about_running(),
            Self::Runtime => say::glossary::about_runtime(),
            Self::Scheduler => say::glossary::about_scheduler(),
            Self::SimulatedTime => say::glossary::about_simulated_time(),
            Self::Starvation => say::glossary::about_starvation(),
            Self::Step => say::glossary::about_step(),
            Self::Task => say::glossary::about_task(),
            Self::Timer => say::glossary::about_timer(),
            Self::Waiting => say::glossary::about_waiting(),
            Self::Wake => say::glossary::about_wake(),
            Self::Waker => say::glossary::about_waker(),
            Self::Yield => say::glossary::about_yield_now(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_meaning_that_is_a_sentence() {
        let mut names: Vec<String> = Concept::ALL.into_iter().map(Concept::name).collect();
        names.dedup();
        assert_eq!(names.len(), Concept::ALL.len());
        for concept in Concept::ALL {
            let meaning = concept.meaning();
            assert!(meaning.ends_with('.') && meaning.len() < 260, "{}: {meaning}", concept.name());
            assert_eq!(meaning.matches('`').count() % 2, 0, "{meaning}");
        }
    }

    #[test]
    fn the_words_are_in_the_order_of_the_alphabet() {
        let names: Vec<String> = Concept::ALL.into_iter().map(Concept::name).collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}
