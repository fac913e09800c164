//! Callbacks: functions that the browser calls as long as the program keeps them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;

#[cfg(all(feature = "web", target_arch = "wasm32"))]
use super::real;
use super::{stand_in, Shared};
use crate::core::Core;

/// A function that the browser calls. It can be called as long as this lives, as a `Closure` of wasm-bindgen: whoever drops
/// it before the promise is settled is never called.
pub struct Callback<T>(Rc<Calling<T>>);

/// What a callback is made of. Only the callback owns it: what calls it looks whether it is still there.
pub(super) struct Calling<T> {
    pub(super) name: Cow<'static, str>,
    function: RefCell<Box<dyn FnMut(T)>>,
    /// What is to be done when it is gone, for each promise.
    on_drop: RefCell<Vec<Box<dyn FnOnce()>>>,
    /// What JavaScript calls: dropped with the callback.
    #[cfg(all(feature = "web", target_arch = "wasm32"))]
    pub(super) closures: RefCell<Vec<real::Closure>>,
}

impl<T: Clone + 'static> Callback<T> {
    /// A callback with a name, which its lane has where a task stands in for the browser.
    #[must_use = "it is never called once it is dropped"]
    pub fn new(name: impl Into<Cow<'static, str>>, function: impl FnMut(T) + 'static) -> Self {
        Self(Rc::new(Calling {
            name: name.into(),
            function: RefCell::new(Box::new(function)),
            on_drop: RefCell::default(),
            #[cfg(all(feature = "web", target_arch = "wasm32"))]
            closures: RefCell::default(),
        }))
    }

    pub(super) fn attach<E: Clone + 'static>(
        &self,
        promise: &Rc<Shared<T, E>>,
        core: &Rc<Core>,
        location: &'static Location<'static>,
    ) {
        promise.count_callbacks(promise.callbacks.get() + 1);
        let counted = Rc::downgrade(promise);
        self.0.on_drop.borrow_mut().push(Box::new(move || {
            if let Some(promise) = counted.upgrade() {
                promise.count_callbacks(promise.callbacks.get() - 1);
            }
        }));
        #[cfg(all(feature = "web", target_arch = "wasm32"))]
        if core.clock() == crate::Clock::Browser {
            return real::call_when_settled(promise, core, &self.0);
        }
        stand_in::call_when_settled(promise, core, &self.0, location);
    }
}

impl<T> Calling<T> {
    /// Calls the function. One that causes its own call is not called again inside it.
    pub(super) fn call(&self, value: T) {
        if let Ok(mut function) = self.function.try_borrow_mut() {
            function(value);
        }
    }
}

impl<T> Drop for Calling<T> {
    fn drop(&mut self) {
        for tell in self.on_drop.take() {
            tell();
        }
    }
}

opaque!([<T>] Callback<T>);
