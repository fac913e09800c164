//! Spawning tasks, and the handles that await them.
//!
//! # Differences from Tokio
//!
//! - Every executor keeps its tasks on one thread, so futures need not be `Send`.
//! - [`JoinHandle::abort`] drops the future at once, unless it is being polled. A destructor that panics meanwhile makes
//!   the task no less cancelled.

mod handle;
mod join_set;

use std::borrow::Cow;
use std::future::Future;
use std::panic::Location;

pub use handle::{JoinHandle, Joining};
pub use join_set::{JoinNext, JoinSet};

use crate::task::{Extra, TaskRef};
use crate::{context, TaskId};

/// Spawns a task on the executor that runs the current one.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn spawn<F: Future + 'static>(name: impl Into<Cow<'static, str>>, future: F) -> JoinHandle<F::Output> {
    context::expect_current("spawn").spawn(name.into(), 0, future, Location::caller())
}

/// Spawns a task with more than a name.
///
/// ```
/// # use taskscope_runtime::{current_task, simulate, Builder};
/// simulate("main", async {
///     let sensor = Builder::new("sensor").priority(9).spawn(async { current_task().map(|task| task.name) });
///     assert_eq!(sensor.await, Ok(Some("sensor".into())));
/// });
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder spawns nothing until `spawn` is called"]
pub struct Builder {
    name: Cow<'static, str>,
    priority: u8,
}

impl Builder {
    /// For a task with this name.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), priority: 0 }
    }

    /// Tasks with a higher priority go first under [`Policy::Priority`](crate::choose::Policy::Priority);
    /// the others do not look at it. 0 where nothing is said.
    pub fn priority(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }

    /// Spawns the task on the executor that runs the current one.
    ///
    /// # Panics
    /// When called outside a task.
    #[track_caller]
    pub fn spawn<F: Future + 'static>(self, future: F) -> JoinHandle<F::Output> {
        context::expect_current("spawn").spawn(self.name, self.priority, future, Location::caller())
    }
}

/// The bytes that a task with this future and a name takes: one cell holds all of it. What the future has put elsewhere is
/// not counted, nor the name if it is no literal.
#[must_use]
pub fn task_size<F: Future>(_: &F) -> usize {
    TaskRef::size::<F, Extra>()
}

/// What a task can know of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CurrentTask {
    /// Its id.
    pub id: TaskId,
    /// Its name; empty if it was spawned without one.
    pub name: Cow<'static, str>,
}

/// The task that is being polled. `None` outside tasks.
#[must_use]
pub fn current_task() -> Option<CurrentTask> {
    let task = context::current()?.running()?;
    let name = task.extra().map(|extra| extra.name.clone()).unwrap_or_default();
    Some(CurrentTask { id: task.id, name })
}
