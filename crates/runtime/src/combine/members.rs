//! Many futures of one kind, of which only those are polled that were woken: what `join_all`, `Unordered` and the
//! buffers of streams have in common.

use std::collections::VecDeque;
use std::future::Future;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use super::followed::Followed;
use crate::node::Node;
use crate::parent::Parent;
use crate::slots::Slots;

/// Futures with a number each, counted from 0 and never used again.
///
/// A round polls the members that were woken before it began, once each, in the order in which they were woken; new
/// ones count as woken, and become nodes in the order in which they were added. A member that is woken during a round
/// waits for the next one, so that a round ends even if all of them wake themselves. Their wake has woken the task, so
/// the next round comes.
pub(crate) struct Members<F: Future> {
    live: Slots<Member<F>>,
    /// The first that is no node yet.
    unseen: u64,
    woken: Arc<Woken>,
}

struct Member<F: Future> {
    followed: Followed<F>,
    waker: Arc<MemberWaker>,
}

/// The members that were woken and not polled since.
#[derive(Default)]
struct Woken {
    numbers: Mutex<VecDeque<u64>>,
    parent: Parent,
}

struct MemberWaker {
    number: u64,
    /// Whether it stands in the list, or is over: then a wake changes nothing.
    is_listed: AtomicBool,
    woken: Arc<Woken>,
}

/// How many members may still be polled.
pub(crate) struct Round(usize);

/// A member that is finished. Its node is there until this is dropped.
pub(crate) struct Finished<T> {
    pub(crate) number: u64,
    pub(crate) output: T,
    _node: Option<Node>,
}

/// The futures are in boxes and the outputs are never pinned.
impl<F: Future> Unpin for Members<F> {}

impl<F: Future> Members<F> {
    pub(crate) fn push(&mut self, future: F, location: &'static Location<'static>) {
        let number = self.live.next();
        let woken = Arc::clone(&self.woken);
        let waker = Arc::new(MemberWaker { number, is_listed: AtomicBool::new(true), woken });
        self.live.push(Member { followed: Followed::new(future, location), waker });
        self.woken.numbers().push_back(number);
    }

    pub(crate) fn len(&self) -> usize {
        self.live.len()
    }

    pub(crate) fn start_round(&mut self, cx: &mut Context<'_>) -> Round {
        self.woken.parent.set(cx.waker());
        for number in self.unseen..self.live.next() {
            if let Some(member) = self.live.get_mut(number) {
                member.followed.observe(&number);
            }
        }
        self.unseen = self.live.next();
        Round(self.woken.numbers().len())
    }

    /// Polls on until a member is finished; `None` when the round is over.
    pub(crate) fn poll_next(&mut self, round: &mut Round) -> Option<Finished<F::Output>> {
        while round.0 > 0 {
            round.0 -= 1;
            let number = self.woken.numbers().pop_front()?;
            let Some(member) = self.live.get_mut(number) else { continue };
            // Before the poll, so that a wake during it counts.
            member.waker.is_listed.store(false, Ordering::Release);
            let waker = Waker::from(Arc::clone(&member.waker));
            if let Poll::Ready(output) = member.followed.poll(&mut Context::from_waker(&waker)) {
                member.waker.is_listed.store(true, Ordering::Release);
                let node = self.live.remove(number).and_then(|member| member.followed.into_node());
                return Some(Finished { number, output, _node: node });
            }
        }
        None
    }
}

impl<F: Future> Default for Members<F> {
    fn default() -> Self {
        Self { live: Slots::default(), unseen: 0, woken: Arc::default() }
    }
}

impl Woken {
    fn numbers(&self) -> MutexGuard<'_, VecDeque<u64>> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for MemberWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.is_listed.swap(true, Ordering::AcqRel) {
            self.woken.numbers().push_back(self.number);
            self.woken.parent.wake();
        }
    }
}
