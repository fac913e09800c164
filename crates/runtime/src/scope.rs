//! Parts of a program with an end of their own, such as the components of a page, and the tasks that work for them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::panic::Location;

use crate::panics::All;
use crate::record::{Event, ResourceKind};
use crate::resource::Resource;
use crate::{context, AbortHandle, JoinHandle, TaskId};

/// A part of a program that has an end: dropping the scope is that end, and it ends the tasks that the scope
/// [spawned](Self::spawn).
///
/// A framework for pages has one for each component. The code of a component may also spawn tasks of its own, which go on
/// when the component is gone; [`run`](Self::run) notes for which scope they work, so that the trace shows those that
/// outlive it.
///
/// ```
/// use std::time::Duration;
/// use taskscope_runtime::scope::Scope;
/// use taskscope_runtime::{simulate, sleep};
///
/// simulate("main", async {
///     let component = Scope::new();
///     let clock = component.spawn("clock", async { sleep(Duration::from_secs(60)).await });
///     drop(component);
///     assert!(clock.await.is_err(), "it was aborted");
/// });
/// ```
#[derive(Debug)]
pub struct Scope {
    tasks: RefCell<Vec<AbortHandle>>,
    /// At this many tasks, a spawn lets go of those that have ended.
    most: Cell<usize>,
    resource: Resource,
}

impl Scope {
    /// A scope without tasks, which begins now.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        let resource = Resource::new(ResourceKind::Scope, None, Location::caller());
        Self { tasks: RefCell::default(), most: Cell::default(), resource }
    }

    /// Spawns a task that is aborted when the scope is dropped.
    ///
    /// # Panics
    /// When called outside a task.
    #[track_caller]
    pub fn spawn<F: Future + 'static>(
        &self,
        name: impl Into<Cow<'static, str>>,
        future: F,
    ) -> JoinHandle<F::Output> {
        let core = context::expect_current("Scope::spawn");
        let task = core.spawn(name.into(), 0, future, Location::caller());
        self.own(task.id());
        self.let_go_of_finished();
        self.tasks.borrow_mut().push(task.abort_handle());
        task
    }

    /// Looks through the tasks whenever they have doubled, so that each is looked at a few times only.
    fn let_go_of_finished(&self) {
        if self.tasks.borrow().len() < self.most.get() {
            return;
        }
        // Dropped without a borrow: the waker that a task was joined with may be program code.
        let (finished, left): (Vec<_>, Vec<_>) =
            self.tasks.take().into_iter().partition(AbortHandle::is_finished);
        self.most.set(2 * left.len() + 8);
        self.tasks.borrow_mut().extend(left);
        drop(finished);
    }

    /// Runs code of this part of the program. Tasks that it spawns work for the scope, and go on when it is dropped.
    pub fn run<T>(&self, code: impl FnOnce() -> T) -> T {
        let last = || context::with(|core| core.last_task()).unwrap_or(TaskId(0));
        let before = last();
        let value = code();
        (before.0..last().0).for_each(|task| self.own(TaskId(task + 1)));
        value
    }

    fn own(&self, task: TaskId) {
        context::record(|_| Event::TaskOwned { task, scope: self.resource.id_here() });
    }
}

impl Default for Scope {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        let mut all = All::default();
        for task in self.tasks.take() {
            all.call(|| task.abort());
        }
        all.resume();
    }
}
