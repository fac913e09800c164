//! What has to happen until a work is done, and what did happen.

use std::cell::{Cell, RefCell};

use js_sys::Function;
use wasm_bindgen::{JsError, JsValue};

thread_local! {
    static TALLY: Tally = const {
        Tally { tasks: Cell::new(0), operations: Cell::new(0), done: RefCell::new(None) }
    };
}

struct Tally {
    /// Tasks that are not finished.
    tasks: Cell<u32>,
    /// Operations that no task has reported yet.
    operations: Cell<u32>,
    /// Called when the last task is finished.
    done: RefCell<Option<Function>>,
}

/// Sets what the work consists of, and what is called when the last of its tasks is finished.
pub(super) fn expect(tasks: u32, operations: u32) {
    TALLY.with(|tally| {
        tally.tasks.set(tasks);
        tally.operations.set(operations);
    });
}

pub(super) fn set_done(done: Function) {
    TALLY.with(|tally| drop(tally.done.replace(Some(done))));
}

/// Reports that a task is finished, and how many operations it made.
#[inline]
pub(super) fn finish(operations: u32) {
    TALLY.with(|tally| {
        tally.operations.set(tally.operations.get().wrapping_sub(operations));
        let left = tally.tasks.get().wrapping_sub(1);
        tally.tasks.set(left);
        if left == 0 {
            call(tally.done.take());
        }
    });
}

#[cold]
fn call(done: Option<Function>) {
    let result = done.map(|done| done.call0(&JsValue::NULL));
    // The page only notes that it was called.
    drop(result);
}

/// Whether every task is finished.
#[cfg(feature = "peers")]
pub(super) fn is_done() -> bool {
    TALLY.with(|tally| tally.tasks.get() == 0)
}

/// What is left over is a mistake of the bench, or of an executor.
pub(super) fn check() -> Result<(), JsError> {
    let (tasks, operations) = TALLY.with(|tally| (tally.tasks.get(), tally.operations.get()));
    if (tasks, operations) == (0, 0) {
        return Ok(());
    }
    Err(JsError::new(&format!("{tasks} tasks and {operations} operations are left over")))
}
