//! A program that runs in the module.

use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::{Clock, Micros, Reporter, TurnCause};
use taskscope_runtime::{Budget, Executor, Options, Rules};

use crate::host::{GuestHost, Hosting, micros};
use crate::network::HostNetwork;
use crate::outside::Outside;
use crate::start::Start;
use crate::telling::Telling;
use crate::threads::HostThreads;

/// What is started.
pub struct Task {
    /// The name of the main task.
    pub name: &'static str,
    /// Where it is said to be spawned.
    pub place: &'static Location<'static>,
    /// The main task.
    pub future: Pin<Box<dyn Future<Output = ()>>>,
    /// The rules of the run; how long a turn may take is in the text of the start.
    pub rules: Rules,
}

/// How a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its run goes on.
    Running = 0,
    /// Its run is over, or there is none.
    Over = 1,
    /// A turn was cut off by a trap.
    CutOff = 2,
}

/// A program that was started. Dropping it ends it.
///
/// The host may call at any time, also in the middle of a turn: what makes no sense then does nothing.
pub struct Guest<O> {
    #[expect(dead_code, reason = "owns the tasks")]
    executor: Executor,
    hosting: Rc<Hosting<O>>,
    #[expect(dead_code, reason = "the recorder has it weakly")]
    telling: Rc<Telling>,
}

impl<O: Outside> Guest<O> {
    /// Starts a program.
    pub fn start(outside: O, start: &Start, task: Task) -> Self {
        let Task { name, place, future, mut rules } = task;
        let (recorder, telling) = Telling::recorder(outside);
        let hosting = Hosting::new(outside, start);
        // The virtual clock has no use for a limit: the program is over in no time.
        let is_limited = start.clock == Clock::Browser && start.micros > 0;
        rules.budget.time = is_limited.then(|| Duration::from_micros(start.micros.into()));
        let options = Options::default().with_recorder(recorder).ending_when_idle().with_rules(rules);
        let executor = Executor::new(GuestHost(Rc::clone(&hosting)), options);
        drop(executor.start_at(name, future, place));
        Self { executor, hosting, telling }
    }

    /// Gives a turn with so many polls at most; with 0, as many as the rules say.
    pub fn turn(&self, cause: TurnCause, polls: u32) {
        let Some(turns) = self.hosting.turns().filter(|turns| !turns.is_in_turn()) else { return };
        if cause == TurnCause::Alarm {
            self.hosting.hear_alarm();
        }
        match polls {
            0 => turns.take(cause),
            _ => turns.take_with(cause, Budget::of(polls)),
        }
    }

    /// How it is; to be asked from outside of a turn.
    #[must_use]
    pub fn state(&self) -> State {
        let Some(turns) = self.hosting.turns() else { return State::Over };
        if turns.is_in_turn() || turns.was_cut_off() {
            State::CutOff
        } else if turns.is_alive() {
            State::Running
        } else {
            State::Over
        }
    }

    /// A frame begins, and so many were missed before it.
    pub fn frame(&self, missed: u32) {
        self.hosting.turns().into_iter().for_each(|turns| turns.frame(missed));
    }

    /// A task of the event loop took long.
    pub fn long_task(&self, reporter: Reporter, started: f64, took: f64) {
        let (started, took): (Micros, Micros) = (micros(started), micros(took));
        self.hosting.turns().into_iter().for_each(|turns| turns.long_task(reporter, started, took));
    }

    /// Its threads, to which the host reports.
    #[must_use]
    pub fn threads(&self) -> &HostThreads<O> {
        &self.hosting.threads
    }

    /// Its requests, to which the host reports.
    #[must_use]
    pub fn network(&self) -> &HostNetwork<O> {
        &self.hosting.network
    }
}
