//! What settles promises on the virtual clock, and what calls their callbacks there.

use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use super::callback::Calling;
use super::{Listening, Shared};
use crate::core::Core;
use crate::due::Due;

/// Settles a promise when its time has come.
pub(super) fn start<T, E>(promise: &Rc<Shared<T, E>>, core: &Core, time: Duration)
where
    T: Clone + 'static,
    E: Clone + 'static,
{
    let at = core.fresh_now().after(time);
    let source = ("promise", promise.resource.id().0);
    let promise = Rc::clone(promise);
    core.outside::<Due>().schedule(core, at, source, move |core| promise.settle(core));
}

/// Spawns the task that stands in for the browser: it calls the callback, if that is still there.
pub(super) fn call_when_settled<T, E>(
    promise: &Rc<Shared<T, E>>,
    core: &Core,
    calling: &Rc<Calling<T>>,
    location: &'static Location<'static>,
) where
    T: Clone + 'static,
    E: Clone + 'static,
{
    let (promise, callback) = (Rc::clone(promise), Rc::downgrade(calling));
    let call = async move {
        let outcome = Listening::of(promise, location).await;
        if let (Ok(value), Some(callback)) = (outcome, callback.upgrade()) {
            callback.call(value);
        }
    };
    drop(core.spawn(calling.name.clone(), 0, call, location));
}
