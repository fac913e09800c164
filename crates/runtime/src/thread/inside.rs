//! What a function finds around it while it runs as a thread: somebody who takes its messages, and time to spend.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::function::Callable;
use crate::context;
use crate::core::Core;

/// Takes the bytes of a message.
pub type Post = Rc<dyn Fn(Vec<u8>)>;

/// Lets time pass for a thread.
type Busy = Rc<dyn Fn(Duration)>;

/// What is around the function that runs.
struct Inside {
    busy: Busy,
    /// The run that simulates it.
    home: Option<Rc<Core>>,
}

thread_local! {
    static INSIDE: RefCell<Option<Rc<Inside>>> = const { RefCell::new(None) };
}

/// Puts back what was around the code before.
struct Entered(Option<Rc<Inside>>);

impl Drop for Entered {
    fn drop(&mut self) {
        let before = self.0.take();
        INSIDE.with(|inside| *inside.borrow_mut() = before);
    }
}

/// Calls a function as a thread does, for a worker's script: what it sends goes to `post`, and [`work`](crate::work)
/// calls `busy`. Gives the bytes of what it returns.
pub fn call(
    function: &dyn Callable,
    input: &[u8],
    post: &Post,
    busy: impl Fn(Duration) + 'static,
) -> Vec<u8> {
    call_from(None, function, input, (post, Rc::new(busy)))
}

/// The same, for a run that simulates the thread.
pub(super) fn call_from(
    home: Option<Rc<Core>>,
    function: &dyn Callable,
    input: &[u8],
    (post, busy): (&Post, Busy),
) -> Vec<u8> {
    // A real thread has no executor, so a simulated one finds none either.
    let _left = context::leave();
    let inside = Rc::new(Inside { busy, home });
    let _entered = Entered(INSIDE.with(|current| current.borrow_mut().replace(inside)));
    function.call(input, post)
}

/// Leaves the function at work, for good: it was cut off without a drop.
pub(super) fn abandon() {
    let inside = INSIDE.with(|inside| inside.borrow_mut().take());
    drop(inside);
}

/// Keeps the thread that is at work busy; false where none is.
pub(crate) fn keep_busy(duration: Duration) -> bool {
    let inside = INSIDE.with(|inside| inside.borrow().clone());
    inside.as_ref().map(|inside| (inside.busy)(duration)).is_some()
}

/// The run that simulates the thread at work.
pub(crate) fn home() -> Option<Rc<Core>> {
    INSIDE.with(|inside| inside.borrow().as_ref().and_then(|inside| inside.home.clone()))
}
