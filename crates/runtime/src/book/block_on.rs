//! Running a future to its end on the virtual clock, on this thread.

use std::cell::{Cell, RefCell};
use std::future::{poll_fn, Future};
use std::panic::Location;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use crate::core::Core;
use crate::host::{Host, Turns, When};
use crate::record::{RunEnd, TurnCause};
use crate::{context, Budget, Clock, Micros, Options};

/// Runs a future to its end and returns its output. Tasks that are still alive then are dropped.
///
/// Time is virtual: when nothing is ready it jumps to the next timer, so sleeping costs nothing. When there is no timer
/// either, other threads may still send something, so this waits for them; a program in which everything waits for
/// everything waits for ever, as it does in the Book. Time jumps without regard to what other threads are about to do.
///
/// # Panics
/// When called inside a task, or inside another `block_on`. A panic of the future goes through.
#[track_caller]
pub fn block_on<F: Future>(future: F) -> F::Output {
    assert!(
        context::current().is_none(),
        "`block_on` can't be called inside a task: `.await` the future there"
    );
    let host = Alone::default();
    let core = Core::new(Box::new(host.clone()), Options::default());
    let seat = Rc::new(Seat::default());
    let sitting = Rc::clone(&seat);
    core.spawn_plain(poll_fn(move |cx| sitting.call(cx)), Location::caller());
    // After the core, so that a panic drops it before the tasks.
    let mut future = pin!(future);
    loop {
        host.give_turn(&core);
        let Some(waker) = seat.0.take() else { continue };
        let entered = context::enter(&core);
        // The poll of its seat has used none of them.
        core.begin_operations();
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            core.end(RunEnd::Finished);
            return output;
        }
        drop(entered);
        // The future may have set a timer, which the executor tells its host at the end of a turn only.
        host.0.turn.set(Some(TurnCause::Request));
    }
}

/// The same as [`block_on`], under the name it had in earlier editions of the chapter.
///
/// # Panics
/// As [`block_on`] does.
#[track_caller]
pub fn run<F: Future>(future: F) -> F::Output {
    block_on(future)
}

/// The place of the main future in the queue: a task can hold no future that borrows, so this one stands for it. When
/// it is polled, it is the main future's turn; what it was polled with, wakes both.
#[derive(Default)]
struct Seat(RefCell<Option<Waker>>);

impl Seat {
    fn call(&self, cx: &mut Context<'_>) -> Poll<()> {
        let before = self.0.replace(Some(cx.waker().clone()));
        drop(before);
        Poll::Pending
    }
}

/// A host with nothing around it but other threads.
#[derive(Clone, Default)]
struct Alone(Rc<Wishes>);

/// What the executor has asked for.
#[derive(Default)]
struct Wishes {
    now: Cell<Micros>,
    turn: Cell<Option<TurnCause>>,
    alarm: Cell<Option<Micros>>,
}

impl Alone {
    /// How often it looks for what other threads woke, if there is nothing else to do: they can't call it.
    const LOOK_EVERY: Duration = Duration::from_millis(1);

    /// Gives one turn of one poll, as soon as there is a reason for one.
    ///
    /// One poll, because the main future has its turn right after that of its seat, and shares its operations.
    fn give_turn(&self, core: &Rc<Core>) {
        loop {
            core.look_outside();
            if let Some(cause) = self.0.turn.take() {
                return core.turn(cause, Budget::ONE_POLL);
            }
            if let Some(at) = self.0.alarm.get() {
                self.keep_busy_until(at);
                return core.turn(TurnCause::Alarm, Budget::ONE_POLL);
            }
            thread::park_timeout(Self::LOOK_EVERY);
        }
    }
}

impl Host for Alone {
    fn start(&self, _: Turns) {}

    fn clock(&self) -> Clock {
        Clock::Virtual
    }

    fn now(&self) -> Micros {
        self.0.now.get()
    }

    fn request_turn(&self, when: When) {
        self.0.turn.set(Some(match when {
            When::Soon => TurnCause::Request,
            When::AfterEvents => TurnCause::Continuation,
        }));
    }

    fn set_alarm(&self, at: Option<Micros>) {
        self.0.alarm.set(at);
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.now.set(at.max(self.0.now.get()));
    }
}
