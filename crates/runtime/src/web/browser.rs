//! The host that a page or a worker is: turns on the microtask queue or in another way, alarms by
//! `setTimeout`, and a macrotask where the event loop has to have its chance.

mod pause;

pub use pause::Pause;

use std::cell::{Cell, OnceCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::asking::{is_available, AllOthers, Asking, Others};
use super::faults::{self, Describe, Faults};
use super::js;
use super::options::BrowserOptions;
use super::watch::{Watch, Watching};
use crate::fetch::Network;
use crate::host::{Clock, Host, HostThread, Micros, TurnCause, Turns, Way, When};
use crate::thread::Threads;

/// Users take a page that does not answer for longer for dead; after some more seconds browsers offer to close it.
const LONGEST_WORK_OF_PAGE: Duration = Duration::from_secs(3);

/// Gives turns from the event loop of the browser, on the clock asked for.
///
/// A turn is asked for as [`BrowserOptions::way`] says, by a microtask if nothing else is said. When a turn's budget is
/// spent, the next one comes as a macrotask, so that timers, fetches and painting go first: a message of a
/// `MessageChannel`, unless the way is a macrotask itself. On the virtual clock an alarm comes that way too, as soon as
/// nothing is ready; on the browser's it is a `setTimeout`.
///
/// A panic in a task, or a JavaScript exception thrown through an import, reaches the page as an `error` or
/// `unhandledrejection` event, as always. It is the end of that task only: the host listens to these events and lets the
/// other tasks go on, see [`Turns::recover`] and [`BrowserOptions::outlives_faults`].
pub struct BrowserHost(Rc<Inner>);

opaque!([] BrowserHost);

pub(super) struct Inner {
    clock: Clock,
    turns: OnceCell<Turns>,
    /// The turn that was asked for and not given yet.
    wanted: Cell<Option<TurnCause>>,
    alarm: Cell<Option<Micros>>,

    /// `performance.now()` at the run's time zero; moved forward by every pause.
    origin: Cell<f64>,
    /// The time of the virtual clock, or that at which the browser's was paused.
    stopped: Cell<Micros>,
    is_paused: Cell<bool>,

    way: Way,
    asking: Asking,
    /// Keeps what a visit calls alive while one is under way that can't be taken back.
    outstanding: Cell<Option<Rc<Inner>>>,
    watch: Option<Box<dyn Watching>>,

    timeout: Cell<Option<i32>>,
    on_timeout: Closure<dyn FnMut()>,

    /// `None` if a fault is the end.
    faults: Option<Faults>,

    threads: OnceCell<Box<dyn Threads>>,
    network: OnceCell<Box<dyn Network>>,
}

impl BrowserHost {
    /// A host on the given clock, whose time zero is now, and the handle that pauses it.
    #[must_use]
    pub fn new(clock: Clock) -> (Self, Pause) {
        Self::with(BrowserOptions::new(clock))
    }

    /// The same with other options. A way that the browser [lacks](super::is_available) is replaced by a message.
    #[must_use]
    pub fn with(options: BrowserOptions) -> (Self, Pause) {
        let BrowserOptions { clock, way, is_watching, outlives_faults } = options;
        let is_watching = is_watching && clock == Clock::Browser;
        let inner = Inner::new(
            clock,
            Parts {
                way: if is_available(way) { way } else { Way::Message },
                others: Some(Box::<AllOthers>::default()),
                watch: is_watching.then_some(|host| Box::new(Watch::new(host)) as Box<dyn Watching>),
                outlives_faults,
                describe: faults::message,
            },
        );
        (Self(Rc::clone(&inner)), Pause(inner))
    }

    /// A host for an executor that records nothing, with no more than that needs: on the browser's clock, by promises.
    pub(super) fn plain() -> Self {
        let (way, describe) = (Way::Promise, |_: &JsValue| None);
        let parts = Parts { way, others: None, watch: None, outlives_faults: true, describe };
        Self(Inner::new(Clock::Browser, parts))
    }

    /// Gives the host threads that it can start, for programs on the browser's clock. Only the first ones count.
    pub fn set_threads(&self, threads: impl Threads + 'static) {
        drop(self.0.threads.set(Box::new(threads)));
    }

    /// Gives the host a way to the site, for programs that fetch files of it on the browser's clock. Only the first one counts.
    pub fn set_network(&self, network: impl Network + 'static) {
        drop(self.0.network.set(Box::new(network)));
    }
}

type MakeWatch = fn(Weak<Inner>) -> Box<dyn Watching>;

/// The optional parts of a host. A part that no caller names is not linked.
struct Parts {
    way: Way,
    others: Option<Box<dyn Others>>,
    watch: Option<MakeWatch>,
    outlives_faults: bool,
    /// What an event for a fault says.
    describe: Describe,
}

/// Does `act` for the event loop, once everything is put right, and not at all where a fault is the end.
fn act(inner: &Weak<Inner>, act: impl FnOnce(&Rc<Inner>)) {
    if let Some(inner) = inner.upgrade() {
        if inner.recover() {
            act(&inner);
        }
    }
}

impl Host for BrowserHost {
    fn start(&self, turns: Turns) {
        // A host serves the executor it was made for; a second one would find it taken and get no turns.
        if self.0.turns.set(turns).is_ok() {
            self.0.faults.iter().for_each(Faults::listen);
        }
    }

    fn run_started(&self) {
        if let (Some(watch), Some(turns)) = (&self.0.watch, self.0.turns.get()) {
            watch.start(turns, self.0.way);
        }
    }

    fn clock(&self) -> Clock {
        self.0.clock
    }

    fn now(&self) -> Micros {
        self.0.now()
    }

    fn request_turn(&self, when: When) {
        self.0.request_turn(when);
    }

    fn threads(&self) -> Option<&dyn Threads> {
        self.0.threads.get().map(|threads| &**threads)
    }

    fn network(&self) -> Option<&dyn Network> {
        self.0.network.get().map(|network| &**network)
    }

    fn set_alarm(&self, at: Option<Micros>) {
        self.0.alarm.set(at);
        self.0.schedule_alarm();
    }

    fn longest_work(&self) -> Option<Duration> {
        (self.0.clock == Clock::Browser && js::thread() == HostThread::Page).then_some(LONGEST_WORK_OF_PAGE)
    }

    fn keep_busy_until(&self, at: Micros) {
        if self.0.clock != Clock::Browser {
            self.0.stopped.set(at.max(self.0.stopped.get()));
        } else if self.0.is_paused.get() {
            // A step of a paused program: its clock stands still, so the work is measured on the browser's own.
            let end = js::now() + milliseconds(at.since(self.0.now()));
            while js::now() < end {}
            self.0.stopped.set(at.max(self.0.stopped.get()));
        } else {
            while self.0.now() < at {}
        }
    }
}

impl Inner {
    fn new(clock: Clock, Parts { way, others, watch, outlives_faults, describe }: Parts) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let [visit, message, timeout, fault] = [(); 4].map(|()| this.clone());
            let hear = move |event: &JsValue| fault.upgrade().iter().for_each(|inner| inner.fault(event));
            Self {
                clock,
                turns: OnceCell::new(),
                wanted: Cell::default(),
                alarm: Cell::default(),
                origin: Cell::new(js::now()),
                stopped: Cell::default(),
                is_paused: Cell::default(),
                way,
                asking: Asking::new(
                    others,
                    move || act(&visit, Self::visit),
                    move || act(&message, Self::message),
                ),
                outstanding: Cell::default(),
                watch: watch.map(|watch| watch(this.clone())),
                timeout: Cell::default(),
                on_timeout: Closure::new(move || act(&timeout, Self::timeout)),
                faults: outlives_faults.then(|| Faults::new(describe, hear)),
                threads: OnceCell::new(),
                network: OnceCell::new(),
            }
        })
    }

    /// When it was, in the run's time; `None` for what was before it, or while it is paused.
    pub(super) fn time_of(&self, milliseconds: f64) -> Option<Micros> {
        let since = milliseconds - self.origin.get();
        (since >= 0.0 && !self.is_paused.get()).then(|| Micros(whole(since * 1000.0)))
    }

    pub(super) fn turns(&self) -> Option<&Turns> {
        self.turns.get()
    }

    pub(super) fn watch(&self) -> Option<&dyn Watching> {
        self.watch.as_deref()
    }

    /// Notes an error in the page if a turn may have been cut off, and has the event loop call once more to find out: an
    /// `error` event can also come while a turn goes on.
    fn fault(self: &Rc<Self>, event: &JsValue) {
        if let Some(faults) = self.faults.as_ref().filter(|_| self.turns.get().is_some_and(Turns::is_in_turn))
        {
            faults.note(event);
            self.ask(Way::Promise);
        }
    }

    /// Puts right a turn that was cut off, and returns whether the run goes on. Call it first whenever the event loop
    /// calls: then no turn can be under way.
    #[must_use]
    pub(super) fn recover(&self) -> bool {
        if let Some(turns) = self.turns.get().filter(|turns| turns.is_in_turn()) {
            let Some(faults) = &self.faults else { return false };
            turns.recover(faults.take().as_deref());
        }
        true
    }

    fn now(&self) -> Micros {
        if self.clock == Clock::Virtual || self.is_paused.get() {
            return self.stopped.get();
        }
        Micros(whole((js::now() - self.origin.get()) * 1000.0))
    }

    fn set_browser_time(&self, time: Micros) {
        self.origin.set(js::now() - milliseconds(time.since(Micros(0))));
    }

    fn request_turn(self: &Rc<Self>, when: When) {
        match when {
            When::Soon => {
                self.wanted.set(Some(TurnCause::Request));
                if !self.is_paused.get() {
                    self.ask(self.way);
                }
            }
            When::AfterEvents => {
                self.wanted.set(Some(TurnCause::Continuation));
                self.ask(self.way.after_events());
            }
        }
    }

    #[inline]
    fn ask(self: &Rc<Self>, way: Way) {
        if Asking::is_for_good(way) {
            self.outstanding.set(Some(Rc::clone(self)));
        }
        self.asking.ask(way);
    }

    fn visit(self: &Rc<Self>) {
        let keep_until_the_turn_is_over = self.outstanding.take();
        self.asking.visited();
        self.give_wanted_turn();
        drop(keep_until_the_turn_is_over);
    }

    fn give_wanted_turn(&self) {
        if self.is_paused.get() {
            return;
        }
        if let (Some(turns), Some(cause)) = (self.turns.get(), self.wanted.take()) {
            turns.take(cause);
        }
    }

    fn message(self: &Rc<Self>) {
        self.asking.received();
        if self.wanted.get().is_some() {
            self.give_wanted_turn();
            if self.clock == Clock::Virtual {
                // The message may have been under way for an alarm, too, that still stands.
                self.schedule_alarm();
            }
        } else if self.clock == Clock::Virtual {
            self.give_alarm();
        }
    }

    fn schedule_alarm(&self) {
        self.clear_timeout();
        let Some(at) = self.alarm.get().filter(|_| !self.is_paused.get()) else { return };
        if self.clock == Clock::Browser {
            // Rounded up: a timer that fires early would find nothing due. Longer waits than a browser can take
            // are cut, and asked for again when the executor finds nothing due.
            let wait = at.0.saturating_sub(self.now().0).div_ceil(1000);
            let milliseconds = i32::try_from(wait).unwrap_or(i32::MAX);
            let timer = js::set_timeout(self.on_timeout.as_ref().unchecked_ref(), milliseconds);
            self.timeout.set(Some(timer));
        } else {
            self.asking.send_message();
        }
    }

    fn clear_timeout(&self) {
        if let Some(timer) = self.timeout.take() {
            js::clear_timeout(timer);
        }
    }

    fn timeout(self: &Rc<Self>) {
        self.timeout.set(None);
        self.give_alarm();
    }

    fn give_alarm(&self) {
        if self.is_paused.get() {
            return;
        }
        let Some(at) = self.alarm.take() else { return };
        if self.clock == Clock::Virtual {
            self.stopped.set(at.max(self.stopped.get()));
        }
        // Whichever comes first, a turn is a turn: one that was asked for need not come again.
        self.wanted.set(None);
        if let Some(turns) = self.turns.get() {
            turns.take(TurnCause::Alarm);
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.clear_timeout();
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

// Rounded: what a browser says in steps of 0.1 ms lies a little beside them as a binary fraction, and cut off would be
// 402.399 for 402.4. Saturating, and never below zero.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(value: f64) -> u64 {
    (value.max(0.0) + 0.5).floor() as u64
}
