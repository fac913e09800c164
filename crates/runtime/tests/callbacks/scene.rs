//! An executor whose host, sink and wakers do what a test says.

use std::cell::{Cell, RefCell};
use std::future::{poll_fn, Future};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, Wake, Waker};

use taskscope_format::{transcript, Clock, Micros, TurnCause};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{Executor, Options};

/// Where a test keeps something that code called back takes away.
pub(crate) type Slot<T> = Rc<RefCell<Option<T>>>;

/// What is in a slot, taken out before it is used or dropped: that may call back, too.
pub(crate) fn take<T>(slot: &Slot<T>) -> Option<T> {
    slot.borrow_mut().take()
}

/// What the host and the sink do beside their work: the host when it is asked for a turn or an alarm, the sink when it
/// has kept a batch.
#[derive(Default)]
pub(crate) struct Tricks {
    pub(crate) batch: RefCell<Option<Box<dyn FnMut()>>>,
    pub(crate) request: RefCell<Option<Box<dyn FnMut()>>>,
    pub(crate) alarm: RefCell<Option<Box<dyn FnMut()>>>,
}

/// Plays a trick once: it is taken away before, so that it can be called while it runs.
fn play(trick: &RefCell<Option<Box<dyn FnMut()>>>) {
    let taken = trick.borrow_mut().take();
    if let Some(mut taken) = taken {
        taken();
    }
}

#[derive(Clone, Default)]
pub(crate) struct FakeHost(Rc<Fake>);

#[derive(Default)]
struct Fake {
    turns: RefCell<Option<Turns>>,
    requests: Cell<u32>,
    now: Cell<Micros>,
    tricks: Tricks,
}

impl FakeHost {
    pub(crate) fn tricks(&self) -> &Tricks {
        &self.0.tricks
    }

    pub(crate) fn requests(&self) -> u32 {
        self.0.requests.get()
    }

    pub(crate) fn turns(&self) -> Turns {
        self.0.turns.borrow().clone().expect("the executor gave its handle")
    }

    pub(crate) fn turn(&self) {
        self.turns().take(TurnCause::Request);
    }

    /// A turn at a later time.
    pub(crate) fn turn_at(&self, now: Micros) {
        self.0.now.set(now);
        self.turns().take(TurnCause::Alarm);
    }

    /// The message of the panic that a turn ends with.
    pub(crate) fn broken_turn(&self) -> String {
        message(|| self.turn())
    }

    /// Lets the executor go for good: nothing holds even its memory.
    pub(crate) fn forget_turns(&self) {
        let turns = self.0.turns.borrow_mut().take();
        drop(turns);
    }
}

/// The message of the panic that `call` ends with.
pub(crate) fn message(call: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(call)).expect_err("it panics");
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
}

impl Host for FakeHost {
    fn start(&self, turns: Turns) {
        *self.0.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Virtual
    }

    fn now(&self) -> Micros {
        self.0.now.get()
    }

    fn request_turn(&self, _: When) {
        self.0.requests.set(self.0.requests.get() + 1);
        play(&self.0.tricks.request);
    }

    fn set_alarm(&self, _: Option<Micros>) {
        play(&self.0.tricks.alarm);
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.now.set(at);
    }
}

/// An executor, its host, and what the sink has kept.
pub(crate) struct Scene {
    pub(crate) host: FakeHost,
    pub(crate) executor: Executor,
    pub(crate) recorder: Recorder,
    words: Rc<RefCell<Vec<u32>>>,
    _forgets: ForgetTricks,
}

/// Lets go of the tricks that were not played: they may hold the host, which holds them.
struct ForgetTricks(FakeHost);

impl Drop for ForgetTricks {
    fn drop(&mut self) {
        let Tricks { batch, request, alarm } = self.0.tricks();
        drop((batch.take(), request.take(), alarm.take()));
    }
}

impl Scene {
    /// Every event goes to the sink at once.
    pub(crate) fn new() -> Self {
        Self::with_room_for(10_000)
    }

    /// With room for `events` events; the first ten thousand go to the sink at once.
    pub(crate) fn with_room_for(events: usize) -> Self {
        let host = FakeHost::default();
        let words = Rc::new(RefCell::new(Vec::new()));
        let (sink, with_tricks) = (Rc::clone(&words), host.clone());
        let recorder = Recorder::new(events, move |batch| {
            sink.borrow_mut().extend_from_slice(batch);
            play(&with_tricks.0.tricks.batch);
        });
        recorder.be_prompt_for(10_000);
        let options = Options::default().with_recorder(recorder.clone());
        let executor = Executor::new(host.clone(), options);
        let forgets = ForgetTricks(host.clone());
        Self { host, executor, recorder, words, _forgets: forgets }
    }

    /// Plays `trick` when the next event is handed over.
    pub(crate) fn on_batch(&self, trick: impl FnMut() + 'static) {
        *self.host.tricks().batch.borrow_mut() = Some(Box::new(trick));
    }

    /// Plays `trick` when the sink has the event that the transcript writes as a line with `part`.
    pub(crate) fn on_event(&self, part: &'static str, trick: impl FnMut() + 'static) {
        let (words, host) = (Rc::clone(&self.words), self.host.clone());
        on_event(&host, words, part, Box::new(trick));
    }

    pub(crate) fn story(&self) -> String {
        self.recorder.flush();
        transcript(&self.words.borrow()).expect("a recorder writes a trace")
    }

    /// How many lines of the story have `part`.
    pub(crate) fn count(&self, part: &str) -> usize {
        self.story().lines().filter(|line| line.contains(part)).count()
    }
}

fn on_event(host: &FakeHost, words: Rc<RefCell<Vec<u32>>>, part: &'static str, mut trick: Box<dyn FnMut()>) {
    let next_host = host.clone();
    let mut looks = Some(move || {
        let text = transcript(&words.borrow()).unwrap_or_default();
        if text.lines().last().is_some_and(|line| line.contains(part)) {
            trick();
        } else {
            on_event(&next_host, Rc::clone(&words), part, std::mem::replace(&mut trick, Box::new(|| {})));
        }
    });
    *host.tricks().batch.borrow_mut() = Some(Box::new(move || {
        if let Some(mut look) = looks.take() {
            look();
        }
    }));
}

/// Gives its task's waker away at the first poll, and is ready at the second.
pub(crate) fn give_waker(to: &Slot<Waker>) -> impl Future<Output = ()> {
    let to = Rc::clone(to);
    let mut is_given = false;
    poll_fn(move |cx| {
        if std::mem::replace(&mut is_given, true) {
            return Poll::Ready(());
        }
        let before = to.borrow_mut().replace(cx.waker().clone());
        drop(before);
        Poll::Pending
    })
}

/// A waker that panics when it is called.
pub(crate) struct Angry;

impl Wake for Angry {
    fn wake(self: Arc<Self>) {
        panic!("a waker panics");
    }
}

/// Counts itself when it is dropped.
pub(crate) struct Flag(pub(crate) Rc<Cell<u32>>);

impl Drop for Flag {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

/// Does something when it is dropped.
pub(crate) struct OnDrop<F: FnMut()>(pub(crate) F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}
