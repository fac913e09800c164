//! A set of tasks without names.

use std::future::Future;
use std::ops::{Deref, DerefMut};

use crate::AbortHandle;

/// A [`crate::JoinSet`] whose tasks have no names. What else it can do is found there.
///
/// ```
/// # use taskscope_runtime::{simulate, tokio_like::task::JoinSet};
/// simulate("main", async {
///     let mut set: JoinSet<u32> = (1..=3).map(|n| async move { n * n }).collect();
///     set.spawn(async { 16 });
///     assert_eq!(set.join_all().await, [1, 4, 9, 16]);
/// });
/// ```
#[derive(Debug)]
pub struct JoinSet<T>(pub(in crate::tokio_like) crate::JoinSet<T>);

impl<T: 'static> JoinSet<T> {
    /// A set without tasks.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Self(crate::JoinSet::new())
    }

    /// Spawns a task of this set on the executor that runs the current one.
    ///
    /// # Panics
    /// When called outside a task.
    #[track_caller]
    pub fn spawn<F: Future<Output = T> + 'static>(&mut self, future: F) -> AbortHandle {
        self.0.spawn("", future)
    }

    /// The same as [`spawn`](Self::spawn): every task stays on its thread.
    ///
    /// # Panics
    /// When called outside a task.
    #[track_caller]
    pub fn spawn_local<F: Future<Output = T> + 'static>(&mut self, future: F) -> AbortHandle {
        self.0.spawn("", future)
    }

    /// Waits for all tasks and gives their values in the order in which they ended.
    ///
    /// # Panics
    /// The future does if one of them panicked or was cancelled.
    #[track_caller]
    pub fn join_all(self) -> impl Future<Output = Vec<T>> {
        self.0.join_all()
    }
}

impl<T: 'static> Default for JoinSet<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for JoinSet<T> {
    type Target = crate::JoinSet<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> DerefMut for JoinSet<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// Spawns a task for each future.
impl<T: 'static, F: Future<Output = T> + 'static> Extend<F> for JoinSet<T> {
    #[track_caller]
    fn extend<I: IntoIterator<Item = F>>(&mut self, futures: I) {
        // A loop and not `for_each`: a closure would hide the place of this call.
        for future in futures {
            self.spawn(future);
        }
    }
}

/// Spawns a task for each future.
impl<T: 'static, F: Future<Output = T> + 'static> FromIterator<F> for JoinSet<T> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = F>>(futures: I) -> Self {
        let mut set = Self::new();
        set.extend(futures);
        set
    }
}
