//! Awaiting many tasks in the order in which they end.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{ready, Context, Poll, Wake, Waker};

use super::handle::JoinHandle;
use crate::context;
use crate::panics::All;
use crate::parent::Parent;
use crate::record::{Event, ResourceKind, Wait};
use crate::resource::Resource;
use crate::slots::Slots;
use crate::task::{AbortHandle, JoinError};

/// A set of tasks whose results are taken as they come, with the meaning of `tokio::task::JoinSet`.
///
/// Dropping the set aborts its tasks.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::{simulate, sleep, JoinSet};
/// simulate("main", async {
///     let mut set = JoinSet::new();
///     for millis in [30, 10, 20] {
///         set.spawn("sleeper", async move {
///             sleep(Duration::from_millis(millis)).await;
///             millis
///         });
///     }
///     assert_eq!(set.join_all().await, [10, 20, 30]);
/// });
/// ```
pub struct JoinSet<T> {
    members: Slots<JoinHandle<T>>,
    ended: Arc<Ended>,
}

/// Members that ended and were not taken yet, in the order in which they ended.
struct Ended {
    resource: Resource,
    keys: Mutex<VecDeque<u64>>,
    parent: Parent,
}

/// What a member's end wakes.
struct Member {
    key: u64,
    ended: Arc<Ended>,
}

impl<T: 'static> JoinSet<T> {
    /// A set without tasks.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        let resource = Resource::new(ResourceKind::JoinSet, None, Location::caller());
        let ended = Ended { resource, keys: Mutex::default(), parent: Parent::default() };
        Self { members: Slots::default(), ended: Arc::new(ended) }
    }

    /// Spawns a task of this set on the executor that runs the current one.
    ///
    /// # Panics
    /// When called outside a task.
    #[track_caller]
    pub fn spawn<F>(&mut self, name: impl Into<Cow<'static, str>>, future: F) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        let core = context::expect_current("JoinSet::spawn");
        let handle = core.spawn(name.into(), 0, future, Location::caller());
        let abort = handle.abort_handle();
        let key = self.members.next();
        let member = Arc::new(Member { key, ended: Arc::clone(&self.ended) });
        if handle.is_finished() {
            member.wake_by_ref();
        } else {
            handle.wake_at_end(&Waker::from(member));
        }
        self.members.push(handle);
        abort
    }

    /// Waits for the next task that ends. `None` if the set is empty.
    ///
    /// The returned future can be dropped at any time; then no result was taken.
    #[track_caller]
    pub fn join_next(&mut self) -> JoinNext<'_, T> {
        JoinNext { set: self, location: Location::caller() }
    }

    /// Like [`join_next`](Self::join_next), as one poll. With the feature `tokio-like`.
    #[cfg(feature = "tokio-like")]
    #[track_caller]
    pub fn poll_join_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, JoinError>>> {
        self.poll_join_next_at(cx, Location::caller())
    }

    pub(crate) fn poll_join_next_at(
        &mut self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Option<Result<T, JoinError>>> {
        let operation = ready!(context::poll_operation(cx, location));
        let result = self.try_join_next();
        if result.is_some() || self.is_empty() {
            operation.made_progress();
            return Poll::Ready(result);
        }
        self.ended.parent.set(cx.waker());
        let resource = self.ended.resource.id_here();
        context::record(|core| Event::Waiting {
            node: core.node(),
            on: Wait::Receive(resource),
            place: core.place(location),
        });
        Poll::Pending
    }

    /// The result of a task that has ended already, if there is one.
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        let key = self.ended.keys().pop_front()?;
        let result = self.members.remove(key)?.try_take();
        let (resource, len) = (self.ended.resource.id_here(), self.ended.len());
        context::record(|_| Event::Received { resource, len });
        result
    }

    /// Waits for all tasks and gives their values in the order in which they ended.
    ///
    /// # Panics
    /// The future does if one of them panicked or was cancelled, as its namesake does.
    // Not an `async fn`, which could not know the line of its await.
    #[track_caller]
    pub fn join_all(mut self) -> impl Future<Output = Vec<T>> {
        let location = Location::caller();
        async move {
            let mut values = Vec::with_capacity(self.len());
            while let Some(result) = (JoinNext { set: &mut self, location }).await {
                match result {
                    Ok(value) => values.push(value),
                    Err(error) => panic!("a task of the set has no value: {error}"),
                }
            }
            values
        }
    }

    /// Aborts all tasks and waits until they are gone.
    #[track_caller]
    pub fn shutdown(&mut self) -> impl Future<Output = ()> + '_ {
        let location = Location::caller();
        async move {
            self.abort_all();
            while (JoinNext { set: self, location }).await.is_some() {}
        }
    }

    /// Aborts all tasks. Their results say so.
    pub fn abort_all(&mut self) {
        let mut all = All::default();
        for handle in self.members.values() {
            all.call(|| handle.abort());
        }
        all.resume();
    }

    /// Lets all tasks run on; their results are lost.
    pub fn detach_all(&mut self) {
        let members = std::mem::take(&mut self.members);
        self.ended.keys().clear();
        drop(members);
    }

    /// How many tasks were not taken yet.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether every task was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: 'static> Default for JoinSet<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        let mut all = All::default();
        for handle in std::mem::take(&mut self.members).into_values() {
            all.call(move || {
                handle.abort();
                // Read, so that it does not count as a result that was never looked at.
                drop(handle.try_take());
            });
        }
        all.resume();
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("JoinSet").field("len", &self.members.len()).finish_non_exhaustive()
    }
}

/// The future of [`JoinSet::join_next`].
#[must_use = "futures do nothing unless awaited"]
pub struct JoinNext<'a, T> {
    set: &'a mut JoinSet<T>,
    location: &'static Location<'static>,
}

opaque!([<T>] JoinNext<'_, T>);

impl<T: 'static> Future for JoinNext<'_, T> {
    type Output = Option<Result<T, JoinError>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let location = self.location;
        self.set.poll_join_next_at(cx, location)
    }
}

impl Ended {
    fn keys(&self) -> std::sync::MutexGuard<'_, VecDeque<u64>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn len(&self) -> u32 {
        u32::try_from(self.keys().len()).unwrap_or(u32::MAX)
    }
}

impl Wake for Member {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.ended.keys().push_back(self.key);
        let (resource, len) = (self.ended.resource.id_here(), self.ended.len());
        context::record(|_| Event::Sent { resource, len });
        self.ended.parent.wake();
    }
}
