//! What calls an executor and tells it the time: a browser, a simulator, a test.
//!
//! Write a [`Host`] to run an [`Executor`](crate::Executor) on an event loop of your own. It needs no queue: one flag for
//! a turn that was asked for, and one timer. It keeps the [`Turns`] it is given and calls [`Turns::take`] when the executor
//! asked for it.

use std::rc::Weak;
use std::time::Duration;

use crate::core::Core;
use crate::fetch::Network;
use crate::record::Event;
use crate::thread::Threads;
use crate::Budget;

pub use crate::executor::report_panic;
pub use taskscope_format::{Clock, HostThread, Micros, Observation, Reporter, TurnCause, Way};

/// How soon the executor wants its next turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// As soon as the code that runs now has returned: a microtask, in a browser.
    Soon,
    /// After the host's other events had their chance: a macrotask, in a browser. Asked for when a turn's budget is
    /// spent.
    AfterEvents,
}

/// Whatever calls the executor and tells it the time.
///
/// The executor asks for at most one turn at a time and never calls back into itself from these methods, so a host
/// needs no queue: one flag and one timer are enough.
/// Times are whole microseconds since the run began. See [`Executor`](crate::Executor) for a host in thirty lines, and
/// `web::BrowserHost` for one on a browser's event loop.
///
/// ```
/// use std::time::Instant;
/// use taskscope_runtime::host::{Clock, Host, Micros, Turns, When};
///
/// /// A host on the clock of the machine, that is asked by a loop: `turn` and `alarm` say what the loop has to wait for.
/// struct Native {
///     started: Instant,
///     turns: std::cell::RefCell<Option<Turns>>,
///     turn: std::cell::Cell<bool>,
///     alarm: std::cell::Cell<Option<Micros>>,
/// }
///
/// impl Host for Native {
///     fn start(&self, turns: Turns) {
///         *self.turns.borrow_mut() = Some(turns);
///     }
///     fn clock(&self) -> Clock {
///         Clock::Browser // Real time, whoever keeps it.
///     }
///     fn now(&self) -> Micros {
///         Micros(self.started.elapsed().as_micros().try_into().unwrap_or(i64::MAX as _))
///     }
///     fn request_turn(&self, _: When) {
///         self.turn.set(true);
///     }
///     fn set_alarm(&self, at: Option<Micros>) {
///         self.alarm.set(at);
///     }
///     fn keep_busy_until(&self, at: Micros) {
///         while self.now() < at {
///             std::hint::spin_loop();
///         }
///     }
/// }
/// ```
pub trait Host {
    /// Takes the handle through which the host gives turns. Called once, before anything else.
    fn start(&self, turns: Turns);

    /// The first event of the run was recorded: a host that reports about itself does it now. The others do nothing.
    fn run_started(&self) {}

    /// The clock this host keeps.
    fn clock(&self) -> Clock;

    /// The time since the run started; never goes back.
    fn now(&self) -> Micros;

    /// Asks for one call of [`Turns::take`]. Not asked again before that turn started.
    fn request_turn(&self, when: When);

    /// Asks for one call of [`Turns::take`] with [`TurnCause::Alarm`] once `now()` has reached `at`. Replaces the
    /// alarm set before; `None` only clears it.
    fn set_alarm(&self, at: Option<Micros>);

    /// The threads this host can start, for programs that ask for some on the browser's clock. Most hosts have none.
    fn threads(&self) -> Option<&dyn Threads> {
        None
    }

    /// The way to the site, for programs that fetch files of it on the browser's clock. Most hosts have none.
    fn network(&self) -> Option<&dyn Network> {
        None
    }

    /// For how long [`work`](crate::work) may keep the processor busy in one turn, where others need the thread; `None`
    /// for no limit. A run that wants more is ended as [`HeldTooLong`](taskscope_format::RunEnd::HeldTooLong), and its
    /// work takes no more time.
    fn longest_work(&self) -> Option<Duration> {
        None
    }

    /// Keeps the processor busy until `now()` has reached `at`: a loop on a real clock, a jump on a virtual one.
    fn keep_busy_until(&self, at: Micros);
}

/// The handle through which a [`Host`] gives an executor its turns. Holds the executor weakly.
#[derive(Clone)]
pub struct Turns(pub(crate) Weak<Core>);

opaque!([] Turns);

impl Turns {
    /// Lets the executor run until nothing is ready or its budget is spent. Does nothing if the executor is gone, or
    /// if it is in a turn already.
    pub fn take(&self, cause: TurnCause) {
        if let Some(core) = self.0.upgrade() {
            core.turn(cause, core.budget());
        }
    }

    /// Puts the executor right after a turn that was cut off: by a panic where panics abort, or by a JavaScript
    /// exception, neither of which runs destructors. The task that was running is over, as if it had panicked, with
    /// `cause` as the message in the trace; its future is leaked. The other tasks go on. Does nothing if no turn was cut
    /// off.
    ///
    /// For hosts that know that no turn can be under way, as a host does that an event loop has just called. Called
    /// inside a turn, this gives up the running task.
    pub fn recover(&self, cause: Option<&str>) {
        if let Some(core) = self.0.upgrade() {
            core.recover(cause);
        }
    }

    /// Whether a turn was cut off, and the executor has been [put right](Self::recover) since.
    #[must_use]
    pub fn was_cut_off(&self) -> bool {
        self.0.upgrade().is_some_and(|core| core.was_cut_off())
    }

    /// Looks for tasks that other threads woke or aborted: cancels the aborted ones, and asks the host for a turn if any
    /// was woken. Call this now and then if other threads have wakers or abort handles: they can't reach the host
    /// themselves.
    pub fn look_outside(&self) {
        if let Some(core) = self.0.upgrade() {
            core.look_outside();
        }
    }

    /// Tells the trace what drives the executor.
    pub fn hosted(&self, thread: HostThread, way: Way) {
        self.report(Event::Hosted { thread, way });
    }

    /// Tells the trace what the host can't see.
    pub fn not_reported(&self, what: Observation) {
        self.report(Event::NotReported { what });
    }

    /// Tells the trace that a frame begins, and how many were missed before it.
    pub fn frame(&self, missed: u32) {
        self.report(Event::Frame { missed });
    }

    /// Tells the trace of a long task that is over.
    pub fn long_task(&self, reporter: Reporter, started: Micros, duration: Micros) {
        self.report(Event::LongTask { reporter, started, duration });
    }

    /// When the host hears the alarm that is due at `at`: then, or later if the run's chooser wants it late.
    pub(crate) fn heard_at(&self, at: Micros) -> Micros {
        self.0.upgrade().map_or(at, |core| core.heard_at(at))
    }

    fn report(&self, event: Event) {
        if let Some(core) = self.0.upgrade() {
            core.report(event);
        }
    }

    /// Whether there is an executor whose run goes on.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.0.upgrade().is_some_and(|core| core.ended().is_none())
    }

    /// Whether a turn goes on.
    #[must_use]
    pub fn is_in_turn(&self) -> bool {
        self.0.upgrade().is_some_and(|core| core.is_in_turn())
    }

    /// Like [`take`](Self::take), with a budget for this one turn.
    pub fn take_with(&self, cause: TurnCause, budget: Budget) {
        if let Some(core) = self.0.upgrade() {
            core.turn(cause, budget);
        }
    }
}
