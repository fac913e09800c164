//! The executor of a page or worker that has not made one: what `spawn_local` runs on.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::BrowserHost;
use crate::core::Core;
use crate::task::TaskRef;
use crate::{context, Budget, Executor, Micros};

/// How long a turn may take: half a frame, so that a page that does nothing else still draws.
const LONGEST_TURN: Duration = Duration::from_millis(8);

/// The executor of the page or worker: on the browser's clock, without a trace.
struct Page {
    executor: Executor,
    /// Tasks that were spawned by others during a turn, until the microtask that starts them.
    later: RefCell<Vec<TaskRef>>,
    resolved: Promise,
    on_later: Closure<dyn FnMut(JsValue)>,
    /// When the current series of such microtasks began; `None` outside a series.
    chain: Cell<Option<Micros>>,
}

thread_local! {
    /// Whether the page's executor was made.
    static IS_MADE: Cell<bool> = const { Cell::new(false) };

    // Never dropped, as its page never ends before it; that makes it cheaper to reach.
    static PAGE: ManuallyDrop<Page> = ManuallyDrop::new(Page::new());
}

/// Runs a future as a task: the drop-in for the function of the same name in `js_sys::futures` and
/// wasm-bindgen-futures.
///
/// In a task of an executor of this crate, the new task belongs to that executor and goes to its queue. Anywhere else it
/// belongs to one that every page and worker has: it runs on the browser's clock, records nothing, and lets the page have
/// its chance after 8 ms. There a new task is started by a microtask of its own, as it is by those crates: behind the
/// microtasks that stand in line already, also if it is spawned by a task. A task that is woken, in contrast, runs in the
/// turn in which it was woken; those crates leave it to the next microtask.
///
/// A panic in a task, or a JavaScript exception thrown through an import, ends that task alone. Its future is leaked.
#[track_caller]
pub fn spawn_local<F: Future<Output = ()> + 'static>(future: F) {
    spawn_local_at(future, Location::caller());
}

/// Like [`spawn_local`], for a caller who knows the place better.
pub(super) fn spawn_local_at<F: Future<Output = ()> + 'static>(
    future: F,
    location: &'static Location<'static>,
) {
    match context::current() {
        Some(core) if is_of_page(&core) => PAGE.with(|page| page.spawn_later(&core, future, location)),
        Some(core) => core.spawn_plain(future, location),
        None => PAGE.with(|page| page.executor.spawn_detached_at(future, location)),
    }
}

fn is_of_page(core: &Rc<Core>) -> bool {
    IS_MADE.get() && PAGE.with(|page| Rc::ptr_eq(core, page.executor.core()))
}

impl Page {
    fn new() -> Self {
        let budget = Budget::of(u32::MAX).with_time(LONGEST_TURN);
        IS_MADE.set(true);
        Self {
            executor: Executor::plain(BrowserHost::plain(), budget),
            later: RefCell::default(),
            resolved: Promise::resolve(&JsValue::NULL).unchecked_into(),
            on_later: Closure::new(|_| PAGE.with(|page| page.start_later())),
            chain: Cell::default(),
        }
    }

    /// Spawns a task that is started in a microtask, with all that are spawned until then.
    fn spawn_later<F: Future<Output = ()> + 'static>(
        &self,
        core: &Core,
        future: F,
        location: &'static Location<'static>,
    ) {
        let task = core.prepare_plain(future, location);
        self.later.borrow_mut().push(task);
        // Without the borrow: `then` is the page's, and could throw or call back.
        if self.later.borrow().len() == 1 {
            drop(self.resolved.then(&self.on_later));
        }
    }

    fn start_later(&self) {
        let core = self.executor.core();
        // The event loop calls: no turn can be under way.
        core.recover(None);
        let now = core.host().now();
        let since = self.chain.take().unwrap_or(now);
        let is_late = now.since(since) >= LONGEST_TURN;
        let tasks = self.later.take();
        if !is_late {
            self.chain.set(Some(since));
        }
        core.turn_with(tasks, is_late);
        if self.later.borrow().is_empty() {
            self.chain.set(None);
        }
    }
}
