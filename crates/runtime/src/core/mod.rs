//! The executor's inside: one queue, one set of timers, one host, one recorder.
//!
//! Everything is behind `Cell`s and short borrows, because programs call back in at any moment: from a poll, from a
//! waker, from a drop. No borrow is held while program code can run.

mod build;
mod cut_off;
// What ends a task takes its reference.
#[allow(clippy::needless_pass_by_value)]
mod endings;
mod in_turn;
mod operations;
mod ready;
mod sampling;
// The loop of polls is the heart: it is one piece of code, without what is rare. These three are its parts.
#[allow(clippy::inline_always)]
mod tasks;
#[allow(clippy::inline_always)]
mod telling;
#[allow(clippy::inline_always)]
mod turns;

pub(crate) use operations::poll_operation;

use std::cell::{Cell, RefCell};
use std::collections::LinkedList;
use std::panic::Location;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use self::build::Life;
use self::ready::Ready;
use self::telling::Start;
use taskscope_format::Note;

use crate::choose::Choice;
use crate::host::Host;
use crate::outside::Outside;
use crate::panics::All;
use crate::random::Random;
use crate::record::{Event, Record, Recorder, RunEnd, WakeSource};
use crate::task::{Door, Home, Link, TaskRef};
use crate::timers::Timers;
use crate::{ChartId, Clock, Micros, NodeId, PlaceId, ResourceId, Rules, TaskId, TextId};

pub(crate) struct Core {
    this: Weak<Core>,
    home: Home,
    host: Box<dyn Host>,
    /// Without the feature there is none, nor what would drop one.
    #[cfg(feature = "record")]
    recorder: Option<Recorder>,
    rules: Rules,
    ends_when_idle: bool,
    /// What ends the run by itself and what is done when the core is dropped; `None` for a core that has no end.
    life: Option<&'static Life>,

    ready: Ready,
    /// Tasks that are `Ending` because they were cancelled, whose futures are still to be dropped.
    // Seldom more than one, and the list is a third of the code of a `VecDeque`.
    #[allow(clippy::linkedlist)]
    cancelled: RefCell<LinkedList<TaskRef>>,
    /// Whether one of those futures is being dropped.
    is_dropping: Cell<bool>,
    timers: Timers,
    /// What fires what is due, once anything can be.
    fire: Cell<Option<fn(&Core)>>,
    /// The parts of the outside that the program has used.
    outside: RefCell<Vec<Rc<dyn Outside<Core>>>>,

    /// The time as last read: within a turn the clock is read when `sampling` says so, not once an event.
    now: Cell<Micros>,
    turn_started: Cell<Micros>,
    root: Cell<Option<TaskId>>,
    ended: Cell<Option<RunEnd>>,
    in_turn: Cell<bool>,
    /// Whether a turn looks for timers that become due within it.
    looks_up: Cell<bool>,
    /// Polls until the turn has to look at the clock and its budget.
    polls_left: Cell<u32>,
    is_turn_requested: Cell<bool>,
    alarm: Cell<Option<Micros>>,
    /// Whether the clock is read at the end of every poll: see `sampling`.
    times_polls: Cell<bool>,
    /// Whether a turn was cut off: see `cut_off`.
    was_cut_off: Cell<bool>,
    /// Whether the trace has the panic that cuts off the turn under way.
    is_panic_told: Cell<bool>,

    random: Random,
    /// Whether the trace has the start of the poll under way, and if not, when that was.
    start: Cell<Start>,
    started: Cell<Micros>,
    /// The task being polled.
    running: Cell<Link>,
    operations_a_poll: u32,
    node: Cell<Option<NodeId>>,
    source: Cell<Option<WakeSource>>,
    ids: Ids,
    number: u32,
}

/// How many of each there have been.
#[derive(Default)]
struct Ids {
    tasks: Cell<u32>,
    nodes: Cell<u32>,
    resources: Cell<u32>,
    timers: Cell<u32>,
    charts: Cell<u32>,
}

fn next(count: &Cell<u32>) -> u32 {
    count.set(count.get().wrapping_add(1));
    count.get()
}

impl Core {
    /// Records what the host saw, now.
    pub(crate) fn report(&self, event: Event) {
        if self.ended.get().is_some() {
            return;
        }
        let is_between_turns = !self.in_turn.get();
        if self.is_recording() {
            self.record_now(|_| Record::encode(event));
        }
        if is_between_turns {
            self.end_if_full();
            if let Some(recorder) = self.recorder() {
                recorder.flush();
            }
        }
    }

    #[inline]
    fn open_recorder(&self) -> Option<&Recorder> {
        self.recorder().filter(|recorder| recorder.is_open())
    }

    #[inline]
    pub(crate) fn is_recording(&self) -> bool {
        self.open_recorder().is_some()
    }

    pub(crate) fn clock(&self) -> Clock {
        self.host.clock()
    }

    #[cfg(feature = "record")]
    #[inline]
    pub(crate) fn recorder(&self) -> Option<&Recorder> {
        self.recorder.as_ref()
    }

    /// Without the feature there is none, and everything behind it is left out.
    #[cfg(not(feature = "record"))]
    #[allow(clippy::unused_self)] // As with the feature.
    #[inline]
    pub(crate) fn recorder(&self) -> Option<&Recorder> {
        None
    }

    pub(crate) fn text(&self, text: &str) -> TextId {
        self.recorder().map_or(TextId(0), |recorder| recorder.text(text))
    }

    pub(crate) fn place(&self, location: &'static Location<'static>) -> PlaceId {
        self.recorder().map_or(PlaceId(0), |recorder| recorder.place(location))
    }

    /// Whether what happens now is the program's own doing, and not the end of its run.
    pub(crate) fn is_in_program(&self) -> bool {
        self.is_polling() && self.ended.get().is_none()
    }

    pub(crate) fn polled(&self) -> Option<TaskId> {
        self.running.get().task().map(|task| task.id)
    }

    #[inline]
    fn is_polling(&self) -> bool {
        self.running.get() != Link::NONE
    }

    #[inline]
    pub(crate) fn is_in_turn(&self) -> bool {
        self.in_turn.get()
    }

    /// The task being polled.
    pub(crate) fn running(&self) -> Option<TaskRef> {
        self.running.get().task().cloned()
    }

    /// The node whose future is being polled.
    pub(crate) fn node(&self) -> Option<NodeId> {
        self.node.get()
    }

    pub(crate) fn set_node(&self, node: Option<NodeId>) -> Option<NodeId> {
        self.node.replace(node)
    }

    pub(crate) fn next_node(&self) -> NodeId {
        NodeId(next(&self.ids.nodes))
    }

    /// A number that no other executor of this process has; from 1. What executors share knows by it who made it. It is in no
    /// trace.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// The last task that was spawned.
    pub(crate) fn last_task(&self) -> TaskId {
        TaskId(self.ids.tasks.get())
    }

    pub(crate) fn next_resource(&self) -> ResourceId {
        ResourceId(next(&self.ids.resources))
    }

    pub(crate) fn next_chart(&self) -> ChartId {
        ChartId(next(&self.ids.charts))
    }

    /// Settles what the run leaves open: takes an option, from 0, which is what happens without a chooser. Every choice of
    /// a run comes through here, of whatever kind, but those of the bare queue, which has nothing to settle.
    ///
    /// The trace has each that had two options at least and that a chooser or another policy than first in, first out
    /// settled.
    pub(crate) fn choose(&self, choice: Choice) -> usize {
        let chooser = self.rules.chooser.as_ref();
        let taken = chooser.map_or(0, |chooser| chooser.choose(choice));
        let is_settled = chooser.is_some() || matches!(choice, Choice::Next { .. });
        if is_settled && choice.options() > 1 && self.is_recording() {
            self.note_choice(choice, taken);
        }
        taken
    }

    #[inline(never)]
    fn note_choice(&self, choice: Choice, taken: usize) {
        self.tell_start();
        if let Some(recorder) = self.open_recorder() {
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let kind = choice.kind();
            recorder.note(Note::Chosen { kind, of: number(choice.options()), taken: number(taken) });
        }
    }

    /// The branch that is polled first: drawn from the seed, unless the chooser takes another. Option 0 is the one that
    /// was drawn.
    pub(crate) fn first_branch(&self, branches: u32) -> u32 {
        let drawn = self.random.below(branches);
        let taken = self.choose(Choice::First { branches: branches as usize });
        (drawn + u32::try_from(taken).unwrap_or(0)).checked_rem(branches).unwrap_or(0)
    }

    /// When the host hears an alarm that is due at `at`: then, or later if the chooser wants it late.
    pub(crate) fn heard_at(&self, at: Micros) -> Micros {
        if self.rules.chooser.is_none() {
            return at;
        }
        let moments = self.timers.moments();
        let taken = self.choose(Choice::Alarm { moments: moments.len() });
        moments.get(taken).map_or(at, |&moment| moment.max(at))
    }

    pub(crate) fn host(&self) -> &dyn Host {
        &*self.host
    }

    /// The one thing of its kind outside of this executor, attached with its first use.
    pub(crate) fn outside<T: Outside<Self> + Default>(&self) -> Rc<T> {
        let attached = self.outside.borrow().iter().find_map(|one| Rc::clone(one).into_any().downcast().ok());
        attached.unwrap_or_else(|| {
            let new = Rc::new(T::default());
            self.outside.borrow_mut().push(Rc::clone(&new) as Rc<dyn Outside<Self>>);
            new
        })
    }

    /// Calls `visit` with all that is attached: each may be program code, so no borrow is held while it is called.
    fn each_outside(&self, visit: &mut dyn FnMut(&dyn Outside<Self>)) {
        let attached = self.outside.borrow().len();
        for index in 0..attached {
            let one = self.outside.borrow().get(index).cloned();
            if let Some(one) = one {
                visit(&*one);
            }
        }
    }

    fn end_outside(&self, is_told: bool, all: &mut All) {
        self.each_outside(&mut |one| all.call(|| one.end(self, is_told)));
    }

    /// Whether something outside will wake a task.
    pub(crate) fn expects_anything(&self) -> bool {
        self.outside.borrow().iter().any(|one| one.is_busy())
    }

    pub(crate) fn weak(&self) -> Weak<Self> {
        Weak::clone(&self.this)
    }

    /// A count of this core; `None` while it is being dropped.
    pub(crate) fn rc(&self) -> Option<Rc<Self>> {
        self.this.upgrade()
    }

    pub(crate) fn door(&self) -> Arc<Door> {
        Arc::clone(self.home.door())
    }

    /// The executor whose tasks are behind a door, if it is alive and this is its thread.
    pub(crate) fn behind(door: &Door) -> Option<Rc<Self>> {
        door.scheduler()?.into_any().downcast().ok()
    }
}

impl Core {
    /// Drops every task and lets nothing more happen.
    pub(crate) fn shut(&self) {
        self.home.close();
        self.ended.set(Some(RunEnd::Finished));
        let mut all = All::default();
        all.call(|| self.cancel_all());
        self.end_outside(false, &mut all);
        all.resume();
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        if let Some(life) = self.life {
            (life.shut)(self);
        }
    }
}
