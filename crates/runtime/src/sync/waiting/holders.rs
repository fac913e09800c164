//! Who holds a lock of std while program code runs, so that a thread that would wait for itself panics with the reason.

use std::fmt;
use std::panic::Location;
use std::sync::{LockResult, Mutex, PoisonError, TryLockError, TryLockResult};
use std::thread::{self, ThreadId};

use super::report::lock;
use crate::spawn::{current_task, CurrentTask};

/// What a lock is held for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sync) enum Use {
    /// A `Ref` of a watch channel.
    Borrow,
    /// The change of a watch channel's value.
    Change,
    /// The clone of a broadcast channel's message.
    Clone,
}

/// The holders of one lock, on all threads.
#[derive(Default)]
pub(in crate::sync) struct Holders(Mutex<List>);

#[derive(Default)]
struct List {
    next: u64,
    holders: Vec<Holder>,
}

struct Holder {
    number: u64,
    thread: ThreadId,
    task: Option<CurrentTask>,
    use_of: Use,
    location: &'static Location<'static>,
}

/// Notes that a lock is held, until it is dropped: drop it with the guard.
pub(in crate::sync) struct Hold<'a> {
    holders: &'a Holders,
    number: u64,
}

impl Holders {
    /// Notes that this thread holds the lock.
    pub(in crate::sync) fn hold(&self, use_of: Use, location: &'static Location<'static>) -> Hold<'_> {
        let (thread, task) = (thread::current().id(), current_task());
        let mut list = lock(&self.0);
        let number = list.next;
        list.next += 1;
        list.holders.push(Holder { number, thread, task, use_of, location });
        Hold { holders: self, number }
    }

    /// The guard that `attempt` found, or the one for which `wait` blocks until another thread gives the lock back. A panic
    /// under the lock leaves the value as it was at that moment.
    ///
    /// # Panics
    /// If this thread holds the lock: it would wait for itself.
    #[track_caller]
    pub(in crate::sync) fn take_turn<G>(
        &self,
        attempt: TryLockResult<G>,
        wait: impl FnOnce() -> LockResult<G>,
    ) -> G {
        match attempt {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {
                self.refuse_own_thread();
                wait().unwrap_or_else(PoisonError::into_inner)
            }
        }
    }

    #[track_caller]
    fn refuse_own_thread(&self) {
        let here = thread::current().id();
        let sentence = {
            let list = lock(&self.0);
            list.holders.iter().find(|holder| holder.thread == here).map(ToString::to_string)
        };
        if let Some(sentence) = sentence {
            panic!("this would wait for ever: {sentence}");
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, way_out) = match self.use_of {
            Use::Borrow => ("the value of the watch channel is borrowed", "drop that `Ref` first"),
            Use::Change => {
                ("the value of the watch channel is being changed", "let that change return first")
            }
            Use::Clone => {
                ("the message of the broadcast channel is being cloned", "let its `clone` receive nothing")
            }
        };
        let by = match &self.task {
            Some(CurrentTask { id, name }) if name.is_empty() => format!(" by task {}", id.0),
            Some(CurrentTask { name, .. }) => format!(" by task `{name}`"),
            None => String::new(),
        };
        write!(formatter, "{what}{by} at {}; {way_out}", self.location)
    }
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        let mut list = lock(&self.holders.0);
        let at = list.holders.iter().rposition(|holder| holder.number == self.number);
        let gone = at.map(|at| list.holders.swap_remove(at));
        drop(list);
        drop(gone);
    }
}
