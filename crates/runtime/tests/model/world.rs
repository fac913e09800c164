//! What the tasks of a random program share, and the count of everything that has to be dropped.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::sync::{mpsc, Mutex, Notify};
use taskscope_runtime::{
    join, race, select, sleep, spawn, timeout, work, yield_now, AbortHandle, Builder, JoinHandle,
};

use crate::program::Op;

/// What programs panic with.
pub(crate) const EXPECTED: &str = "a random program panics";

/// Counts itself when it is made and when it goes.
pub(crate) struct Flag(Rc<Counts>);

#[derive(Default)]
pub(crate) struct Counts {
    made: Cell<u32>,
    dropped: Cell<u32>,
}

impl Flag {
    pub(crate) fn new(counts: &Rc<Counts>) -> Self {
        counts.made.set(counts.made.get() + 1);
        Self(Rc::clone(counts))
    }
}

impl Drop for Flag {
    fn drop(&mut self) {
        self.0.dropped.set(self.0.dropped.get() + 1);
    }
}

/// The counts outlive the run; everything else goes with its main task.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) counts: Rc<Counts>,
    pub(crate) aborts: Aborts,
}

/// What aborts the tasks that a program has spawned, for others.
pub(crate) type Aborts = Rc<RefCell<Vec<AbortHandle>>>;

impl World {
    /// The main task: it makes the shared things and does what the program says.
    pub(crate) fn main(&self, program: Rc<[Op]>) -> impl Future<Output = ()> {
        let (counts, aborts) = (Rc::clone(&self.counts), Rc::clone(&self.aborts));
        async move {
            let shared = Rc::new(Shared::new(counts, aborts));
            run(Rc::clone(&shared), program, 0).await;
            // Handles hold tasks that hold what is shared: cut here, or none of it would ever go.
            shared.handles.take();
        }
    }

    /// Every future and every message was dropped, and none twice.
    pub(crate) fn check_drops(&self) {
        assert_eq!(self.counts.made.get(), self.counts.dropped.get(), "made and dropped");
    }
}

const CHANNELS: usize = 3;
const LOCKS: usize = 2;

struct Shared {
    counts: Rc<Counts>,
    aborts: Aborts,
    senders: [Sender; CHANNELS],
    /// Taken out by who receives, and put back when it stops.
    receivers: [RefCell<Option<mpsc::Receiver<Flag>>>; CHANNELS],
    locks: [Mutex<u32>; LOCKS],
    notify: Notify,
    handles: RefCell<Vec<Option<JoinHandle<()>>>>,
}

enum Sender {
    Bounded(mpsc::Sender<Flag>),
    Unbounded(mpsc::UnboundedSender<Flag>),
}

impl Shared {
    fn new(counts: Rc<Counts>, aborts: Aborts) -> Self {
        let (narrow, from_narrow) = mpsc::channel(1);
        let (wide, from_wide) = mpsc::channel(3);
        let (endless, from_endless) = mpsc::unbounded_channel();
        Self {
            counts,
            aborts,
            senders: [Sender::Bounded(narrow), Sender::Bounded(wide), Sender::Unbounded(endless)],
            receivers: [from_narrow, from_wide, from_endless].map(|receiver| RefCell::new(Some(receiver))),
            locks: [Mutex::new(0), Mutex::new(0)],
            notify: Notify::new(),
            handles: RefCell::default(),
        }
    }

    fn borrow_receiver(&self, channel: u8) -> Option<Borrowed<'_>> {
        let slot = &self.receivers[usize::from(channel) % CHANNELS];
        let receiver = slot.borrow_mut().take()?;
        Some(Borrowed { slot, receiver: Some(receiver) })
    }

    fn take_handle(&self, task: u8) -> Option<JoinHandle<()>> {
        let mut handles = self.handles.borrow_mut();
        let count = handles.len();
        handles.get_mut(usize::from(task).checked_rem(count)?)?.take()
    }
}

/// A receiver that goes back to its slot, whatever becomes of the future that uses it.
struct Borrowed<'a> {
    slot: &'a RefCell<Option<mpsc::Receiver<Flag>>>,
    receiver: Option<mpsc::Receiver<Flag>>,
}

impl Borrowed<'_> {
    fn receiver(&mut self) -> &mut mpsc::Receiver<Flag> {
        self.receiver.as_mut().expect("it is taken only when this is dropped")
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        *self.slot.borrow_mut() = self.receiver.take();
    }
}

/// Does what `ops` say, one after the other. Each such future has a flag that it must drop.
fn run(shared: Rc<Shared>, ops: Rc<[Op]>, depth: u8) -> Pin<Box<dyn Future<Output = ()>>> {
    let flag = Flag::new(&shared.counts);
    Box::pin(async move {
        for op in ops.iter() {
            step(&shared, op, depth).await;
        }
        drop(flag);
    })
}

fn inner(shared: &Rc<Shared>, ops: &[Op], depth: u8) -> Pin<Box<dyn Future<Output = ()>>> {
    run(Rc::clone(shared), ops.into(), depth + 1)
}

async fn step(shared: &Rc<Shared>, op: &Op, depth: u8) {
    match op {
        Op::Yield => yield_now().await,
        Op::Sleep(millis) => sleep(ms(*millis)).await,
        Op::Work(millis) => work(ms(*millis)),
        Op::Spawn(ops) => {
            let body = inner(shared, ops, depth);
            let handle = if depth % 2 == 0 {
                spawn(format!("task {depth}"), body)
            } else {
                Builder::new("urgent").priority(depth).spawn(body)
            };
            shared.aborts.borrow_mut().push(handle.abort_handle());
            shared.handles.borrow_mut().push(Some(handle));
        }
        Op::Lock(lock, ops) => {
            let mut guard = shared.locks[usize::from(*lock) % LOCKS].lock().await;
            *guard += 1;
            inner(shared, ops, depth).await;
        }
        Op::Select(a, b) => select! {
            () = inner(shared, a, depth) => {}
            () = inner(shared, b, depth) => {}
        },
        Op::Race(a, b) => drop(race(inner(shared, a, depth), inner(shared, b, depth)).await),
        Op::Join(a, b) => drop(join!(inner(shared, a, depth), inner(shared, b, depth))),
        Op::Timeout(limit, ops) => drop(timeout(ms(*limit), inner(shared, ops, depth)).await),
        Op::Abort(task) => {
            let handles = shared.handles.borrow();
            let chosen = usize::from(*task).checked_rem(handles.len()).and_then(|at| handles[at].as_ref());
            let abort = chosen.map(JoinHandle::abort_handle);
            drop(handles);
            abort.iter().for_each(AbortHandle::abort);
        }
        Op::Await(task) => {
            if let Some(handle) = shared.take_handle(*task) {
                drop(handle.await);
            }
        }
        Op::DropHandle(task) => drop(shared.take_handle(*task)),
        Op::Notify(all) if all % 2 == 0 => shared.notify.notify_waiters(),
        Op::Notify(_) => shared.notify.notify_one(),
        Op::Notified => shared.notify.notified().await,
        Op::Panic if depth > 0 => std::panic::panic_any(EXPECTED),
        // The main task goes on, or most runs would be short.
        Op::Panic => {}
        Op::Send(_) | Op::TrySend(_) | Op::Receive(_) | Op::TryReceive(_) | Op::Close(_) => {
            on_channel(shared, op).await;
        }
    }
}

// `step` sends only operations on channels here.
#[allow(clippy::wildcard_enum_match_arm)]
async fn on_channel(shared: &Rc<Shared>, op: &Op) {
    let flag = || Flag::new(&shared.counts);
    let sender = |channel: &u8| &shared.senders[usize::from(*channel) % CHANNELS];
    match op {
        Op::Send(channel) => match sender(channel) {
            Sender::Bounded(sender) => drop(sender.send(flag()).await),
            Sender::Unbounded(sender) => drop(sender.send(flag())),
        },
        Op::TrySend(channel) => match sender(channel) {
            Sender::Bounded(sender) => drop(sender.try_send(flag())),
            Sender::Unbounded(sender) => drop(sender.send(flag())),
        },
        Op::Receive(channel) => {
            if let Some(mut borrowed) = shared.borrow_receiver(*channel) {
                drop(borrowed.receiver().recv().await);
            }
        }
        Op::TryReceive(channel) => {
            if let Some(mut borrowed) = shared.borrow_receiver(*channel) {
                drop(borrowed.receiver().try_recv());
            }
        }
        Op::Close(channel) => {
            if let Some(mut borrowed) = shared.borrow_receiver(*channel) {
                borrowed.receiver().close();
            }
        }
        _ => {}
    }
}

fn ms(millis: u8) -> Duration {
    Duration::from_millis(u64::from(millis))
}
