//! The executor as its owner sees it.

use std::borrow::Cow;
use std::future::Future;
use std::panic::Location;
use std::rc::Rc;

use crate::core::Core;
use crate::host::Host;
use crate::record::{Event, Recorder, RunEnd};
use crate::{context, thread, JoinHandle, Options};

/// Runs tasks, on the thread it was made on, whenever its host gives it a turn.
///
/// Make one on a [`Host`], which has to call it; [`simulate`](crate::simulate) brings both where you need no real time. A task
/// that panics does not end the others; where panics abort, see [`report_panic`](crate::host::report_panic). Dropping the
/// executor drops every task.
///
/// ```
/// use std::cell::Cell;
/// use std::rc::Rc;
/// use taskscope_runtime::host::{Clock, Host, Micros, TurnCause, Turns, When};
/// use taskscope_runtime::{yield_now, Executor, Options};
///
/// /// Gives a turn whenever one was asked for, and has no timers.
/// #[derive(Clone, Default)]
/// struct Plain {
///     turns: Rc<Cell<Option<Turns>>>,
///     is_asked: Rc<Cell<bool>>,
/// }
///
/// impl Host for Plain {
///     fn start(&self, turns: Turns) {
///         self.turns.set(Some(turns));
///     }
///     fn clock(&self) -> Clock {
///         Clock::Virtual
///     }
///     fn now(&self) -> Micros {
///         Micros(0)
///     }
///     fn request_turn(&self, _: When) {
///         self.is_asked.set(true);
///     }
///     fn set_alarm(&self, _: Option<Micros>) {}
///     fn keep_busy_until(&self, _: Micros) {}
/// }
///
/// let host = Plain::default();
/// let executor = Executor::new(host.clone(), Options::default());
/// let main = executor.start("main", async {
///     yield_now().await;
///     42
/// });
/// let turns = host.turns.take().expect("an executor hands them over at once");
/// while host.is_asked.take() {
///     turns.take(TurnCause::Request);
/// }
/// assert!(main.is_finished() && executor.ended().is_some());
/// ```
pub struct Executor {
    core: Rc<Core>,
}

opaque!([] Executor);

impl Executor {
    #[cfg(feature = "web")]
    pub(crate) fn core(&self) -> &Rc<Core> {
        &self.core
    }

    /// An executor with no tasks.
    #[must_use]
    pub fn new(host: impl Host + 'static, options: Options) -> Self {
        Self { core: Core::new(Box::new(host), options) }
    }

    /// An executor that records nothing, with no tasks.
    #[cfg(all(feature = "web", target_arch = "wasm32"))]
    pub(crate) fn plain(host: impl Host + 'static, budget: crate::Budget) -> Self {
        Self { core: Core::plain(Box::new(host), budget) }
    }

    /// Spawns the main task: when it is done the run ends, and tasks that are still alive are cancelled.
    #[track_caller]
    pub fn start<F: Future + 'static>(
        &self,
        name: impl Into<Cow<'static, str>>,
        future: F,
    ) -> JoinHandle<F::Output> {
        self.start_at(name, future, Location::caller())
    }

    /// Like [`start`](Self::start), for callers that start other people's programs: `location` is the place that the
    /// trace names as the one where the main task was spawned.
    pub fn start_at<F: Future + 'static>(
        &self,
        name: impl Into<Cow<'static, str>>,
        future: F,
        location: &'static Location<'static>,
    ) -> JoinHandle<F::Output> {
        let handle = self.core.spawn(name.into(), 0, future, location);
        self.core.set_root(handle.id());
        handle
    }

    /// Spawns a task from outside.
    #[track_caller]
    pub fn spawn<F: Future + 'static>(
        &self,
        name: impl Into<Cow<'static, str>>,
        future: F,
    ) -> JoinHandle<F::Output> {
        self.core.spawn(name.into(), 0, future, Location::caller())
    }

    /// Spawns a task from outside that has no name and no handle: the cheapest kind of task there is.
    #[track_caller]
    pub fn spawn_detached<F: Future<Output = ()> + 'static>(&self, future: F) {
        self.spawn_detached_at(future, Location::caller());
    }

    pub(crate) fn spawn_detached_at<F>(&self, future: F, location: &'static Location<'static>)
    where
        F: Future<Output = ()> + 'static,
    {
        self.core.spawn_plain(future, location);
    }

    /// Records that the page can't be seen any more: for a listener of the browser's `visibilitychange` event. A task calls
    /// [`page_hidden`](crate::page_hidden).
    pub fn page_hidden(&self) {
        self.core.report(Event::PageHidden);
    }

    /// Why the run ended; `None` while it goes on.
    #[must_use]
    pub fn ended(&self) -> Option<RunEnd> {
        self.core.ended()
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        // The turn that was cut off holds the core for ever, so its drop never comes.
        if self.core.was_cut_off() {
            self.core.shut();
        }
    }
}

/// Records a panic that aborts: for the panic hook of a wasm module. Records which task panicked, with what message and
/// where, and hands the trace to its sink.
///
/// Ends the run, unless it has no main task and panics abort. Then other tasks may go on: see
/// [`Turns::recover`](crate::host::Turns::recover).
///
/// Does nothing where no executor is at work. Never panics itself.
pub fn report_panic(message: &str, location: Option<&Location<'_>>) {
    let Some(core) = context::current().or_else(thread::home) else { return };
    if let (Some(recorder), Some(task)) = (core.recorder(), core.polled()) {
        let message = recorder.text(message);
        let place =
            location.map(|location| recorder.place_of(location.file(), location.line(), location.column()));
        core.record(|_| Event::TaskPanicked { task, message, place });
    }
    if core.outlives_panic() {
        return core.recorder().into_iter().for_each(Recorder::flush);
    }
    core.end(RunEnd::Panicked);
}
