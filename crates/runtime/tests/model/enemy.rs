//! An enemy: it is behind the sink, the host, wakers, destructors and the values of panics, and does something each time
//! when it has been called often enough.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{poll_fn, Future};
use std::panic::panic_any;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::{any, prop_oneof, Just, Strategy};
use taskscope_format::TurnCause;
use taskscope_runtime::host::Turns;
use taskscope_runtime::{sleep, AbortHandle, Executor, JoinHandle};

use crate::world::Aborts;

/// What an enemy does. Numbers are taken modulo of what there is.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Abort(u8),
    DropHandle(u8),
    TakeResult(u8),
    /// Awaits the end of a task with a waker of the enemy's.
    Await(u8),
    Wake(u8),
    Spawn(Step),
    TakeTurn,
    LookOutside,
    Report,
    DropExecutor,
    Panic(u8),
}

/// What a task of the enemy's does before it waits for ever.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Nothing,
    /// Gives its waker away.
    Wait,
    /// Sleeps with a waker of the enemy's.
    Sleep(u8),
    Panic(u8),
    Finish,
}

/// What is done, and after how many calls each.
pub(crate) type Plan = Vec<(u8, Deed)>;

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    let step = prop_oneof![
        Just(Step::Nothing),
        Just(Step::Wait),
        (0..4_u8).prop_map(Step::Sleep),
        (0..6_u8).prop_map(Step::Panic),
        Just(Step::Finish),
    ];
    let deed = prop_oneof![
        4 => any::<u8>().prop_map(Deed::Abort),
        2 => any::<u8>().prop_map(Deed::DropHandle),
        1 => any::<u8>().prop_map(Deed::TakeResult),
        3 => any::<u8>().prop_map(Deed::Await),
        3 => any::<u8>().prop_map(Deed::Wake),
        4 => step.prop_map(Deed::Spawn),
        2 => Just(Deed::TakeTurn),
        1 => Just(Deed::LookOutside),
        1 => Just(Deed::Report),
        1 => Just(Deed::DropExecutor),
        2 => (0..6_u8).prop_map(Deed::Panic),
    ];
    vec((0..12_u8, deed), 0..30)
}

/// What the enemy panics with: its drop calls the enemy, too, and may panic.
pub(crate) struct Bomb {
    left: u8,
    /// How many went before it, each in the drop of the one before.
    chain: u8,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        let _inside = Inside(CHAIN.replace(self.chain + 1));
        called();
        if let Some(left) = self.left.checked_sub(1) {
            explode(left);
        }
    }
}

/// Puts the length of the chain back.
struct Inside(u8);

impl Drop for Inside {
    fn drop(&mut self) {
        CHAIN.set(self.0);
    }
}

/// Bombs in a chain, at most: the executor leaks the last of a longer one, which a memory checker would tell.
const LONGEST_CHAIN: u8 = 6;

/// Panics, unless a panic is on its way already: a second one would end the process.
fn explode(left: u8) {
    let chain = CHAIN.get();
    if !thread::panicking() && chain < LONGEST_CHAIN {
        panic_any(Bomb { left, chain });
    }
}

thread_local! {
    /// How many bombs there are in the chain of the one that is being dropped.
    static CHAIN: Cell<u8> = const { Cell::new(0) };

    /// The one who is called: wakers and values of panics can't hold it, as they may go to other threads.
    static ENEMY: RefCell<Option<Rc<Enemy>>> = const { RefCell::new(None) };
}

/// Something of the enemy's was called.
pub(crate) fn called() {
    let enemy = ENEMY.with(|enemy| enemy.borrow().clone());
    if let Some(enemy) = enemy {
        enemy.called();
    }
}

/// A waker of the enemy's.
struct Hostile;

impl Wake for Hostile {
    fn wake(self: Arc<Self>) {
        called();
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        called();
    }
}

fn waker() -> Waker {
    Waker::from(Arc::new(Hostile))
}

/// Calls the enemy when it is dropped.
struct OnDrop;

impl Drop for OnDrop {
    fn drop(&mut self) {
        called();
    }
}

#[derive(Default)]
pub(crate) struct Enemy {
    plan: RefCell<VecDeque<(u8, Deed)>>,
    calls: Cell<u8>,
    /// How many deeds are being done, one inside of the other.
    depth: Cell<u8>,
    pub(crate) executor: RefCell<Option<Rc<Executor>>>,
    pub(crate) turns: RefCell<Option<Turns>>,
    handles: RefCell<Vec<Option<JoinHandle<()>>>>,
    wakers: RefCell<Vec<Waker>>,
    aborts: Aborts,
}

/// A deed that is being done.
struct Deeper<'a>(&'a Cell<u8>);

impl Drop for Deeper<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Enemy {
    /// Deeds inside of deeds, at most: each takes some stack.
    const DEEPEST: u8 = 20;

    /// Puts an enemy behind everything, until [`retreat`](Self::retreat).
    pub(crate) fn attack(plan: Plan, aborts: Aborts) -> Rc<Self> {
        let enemy = Rc::new(Self { plan: RefCell::new(plan.into()), aborts, ..Self::default() });
        ENEMY.with(|current| current.borrow_mut().replace(Rc::clone(&enemy)));
        enemy
    }

    pub(crate) fn retreat(&self) {
        let gone = ENEMY.with(|current| current.borrow_mut().take());
        drop(gone);
        self.plan.borrow_mut().clear();
    }

    /// Lets go of everything that it has collected.
    pub(crate) fn let_go(&self) {
        let (handles, wakers) = (self.handles.take(), self.wakers.take());
        let turns = self.turns.borrow_mut().take();
        drop((handles, wakers, turns));
    }

    fn called(&self) {
        if self.depth.get() >= Self::DEEPEST {
            return;
        }
        let wait = self.plan.borrow().front().map(|(wait, _)| *wait);
        let Some(wait) = wait else { return };
        if self.calls.get() < wait {
            return self.calls.set(self.calls.get() + 1);
        }
        self.calls.set(0);
        let next = self.plan.borrow_mut().pop_front();
        let Some((_, deed)) = next else { return };
        self.depth.set(self.depth.get() + 1);
        let _deeper = Deeper(&self.depth);
        self.act(&deed);
    }

    fn act(&self, deed: &Deed) {
        match *deed {
            Deed::Abort(task) => {
                let chosen = chosen(&self.aborts.borrow(), task).cloned();
                chosen.iter().for_each(AbortHandle::abort);
            }
            Deed::DropHandle(task) => drop(self.take_handle(task)),
            Deed::TakeResult(task) => {
                if let Some(handle) = self.take_handle(task) {
                    let result = handle.try_take();
                    self.handles.borrow_mut().push(Some(handle));
                    drop(result);
                }
            }
            Deed::Await(task) => {
                if let Some(mut handle) = self.take_handle(task).filter(|handle| !handle.is_finished()) {
                    let waker = waker();
                    let outcome = Pin::new(&mut &mut handle).poll(&mut Context::from_waker(&waker));
                    self.handles.borrow_mut().push(Some(handle));
                    drop(outcome);
                }
            }
            Deed::Wake(task) => {
                let chosen = chosen(&self.wakers.borrow(), task).cloned();
                chosen.into_iter().for_each(Waker::wake);
            }
            Deed::Spawn(step) => self.spawn(step),
            Deed::TakeTurn => self.with_turns(|turns| turns.take(TurnCause::Request)),
            Deed::LookOutside => self.with_turns(Turns::look_outside),
            Deed::Report => self.with_turns(|turns| turns.frame(1)),
            Deed::DropExecutor => {
                let executor = self.executor.borrow_mut().take();
                drop(executor);
            }
            Deed::Panic(bombs) => explode(bombs),
        }
    }

    fn with_turns(&self, call: impl FnOnce(&Turns)) {
        let turns = self.turns();
        turns.as_ref().map(call).unwrap_or_default();
    }

    pub(crate) fn turns(&self) -> Option<Turns> {
        self.turns.borrow().clone()
    }

    fn take_handle(&self, task: u8) -> Option<JoinHandle<()>> {
        let mut handles = self.handles.borrow_mut();
        let at = usize::from(task).checked_rem(handles.len())?;
        handles[at].take()
    }

    fn spawn(&self, step: Step) {
        // A count for the time of the call: the executor may be dropped in it.
        let executor = self.executor.borrow().clone();
        let Some(executor) = executor else { return };
        let handle = executor.spawn("enemy", act_as(step));
        self.aborts.borrow_mut().push(handle.abort_handle());
        self.handles.borrow_mut().push(Some(handle));
    }

    fn keep(&self, waker: Waker) {
        self.wakers.borrow_mut().push(waker);
    }
}

fn chosen<T>(all: &[T], number: u8) -> Option<&T> {
    all.get(usize::from(number).checked_rem(all.len())?)
}

/// The future of a task of the enemy's.
async fn act_as(step: Step) {
    let _called = OnDrop;
    match step {
        Step::Finish => return,
        Step::Nothing => {}
        Step::Wait => {
            let mut is_first = true;
            poll_fn(|cx| {
                if !std::mem::take(&mut is_first) {
                    return Poll::Ready(());
                }
                let enemy = ENEMY.with(|enemy| enemy.borrow().clone());
                if let Some(enemy) = enemy {
                    enemy.keep(cx.waker().clone());
                }
                Poll::Pending
            })
            .await;
        }
        Step::Sleep(millis) => {
            let mut sleep = Box::pin(sleep(Duration::from_millis(millis.into())));
            poll_fn(|_| sleep.as_mut().poll(&mut Context::from_waker(&waker()))).await;
        }
        Step::Panic(bombs) => explode(bombs),
    }
    std::future::pending::<()>().await;
}
