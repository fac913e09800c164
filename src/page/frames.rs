//! A loop over the frames of the screen that stops when it is dropped.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Node, Window};

use super::panics::is_over;
use super::window::window_of;

/// Calls back once a frame with the milliseconds since the one before, until it is dropped.
///
/// They are those of the window that a part of the page is in, which may be another than the script's.
pub struct Frames(#[expect(dead_code, reason = "kept for its drop")] Rc<Inner>);

type OnFrame = Closure<dyn FnMut(f64)>;

struct Inner {
    callback: RefCell<Option<OnFrame>>,
    requested: Cell<Option<i32>>,
    before: Cell<Option<f64>>,
    window: Option<Window>,
}

impl Frames {
    /// Starts the loop.
    pub fn start(place: Option<&Node>, mut act: impl FnMut(f64) + 'static) -> Self {
        let inner = Rc::new(Inner {
            callback: RefCell::new(None),
            requested: Cell::new(None),
            before: Cell::new(None),
            window: window_of(place),
        });
        let weak = Rc::downgrade(&inner);
        let callback = Closure::new(move |now: f64| {
            if let Some(passed) = Inner::frame(&weak, now) {
                act(passed);
            }
        });
        *inner.callback.borrow_mut() = Some(callback);
        inner.request();
        Self(inner)
    }
}

impl Inner {
    fn frame(weak: &Weak<Self>, now: f64) -> Option<f64> {
        let inner = weak.upgrade().filter(|_| !is_over())?;
        // A tab that was hidden for a while must not make the player jump.
        let passed = inner.before.replace(Some(now)).map_or(0.0, |before| (now - before).clamp(0.0, 100.0));
        inner.request();
        Some(passed)
    }

    fn request(&self) {
        let callback = self.callback.borrow();
        let (Some(window), Some(callback)) = (&self.window, callback.as_ref()) else { return };
        self.requested.set(window.request_animation_frame(callback.as_ref().unchecked_ref()).ok());
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let (Some(window), Some(request)) = (&self.window, self.requested.take()) {
            // Only fails for a window that is gone, and then there is no frame to cancel.
            drop(window.cancel_animation_frame(request));
        }
    }
}
