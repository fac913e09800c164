//! The parts of the axis that were in view before: zooming can be undone, and done again.

use taskscope_scene::Window;

/// Where the view was, and where it was before that was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct Windows {
    back: Vec<Window>,
    forward: Vec<Window>,
    /// Whether the view moves with a wheel or a pointer: all of one movement is undone at once.
    is_gliding: bool,
}

impl Windows {
    /// More than anyone steps back through.
    const MOST: usize = 100;

    /// The view leaves a window at once.
    pub(super) fn leave(&mut self, window: Window) {
        self.settle();
        self.keep(window);
    }

    /// The view leaves a window by a part of a movement.
    pub(super) fn glide(&mut self, window: Window) {
        if !self.is_gliding {
            self.keep(window);
            self.is_gliding = true;
        }
    }

    /// The movement is over.
    pub(super) fn settle(&mut self) {
        self.is_gliding = false;
    }

    fn keep(&mut self, window: Window) {
        self.forward.clear();
        if self.back.last() != Some(&window) {
            self.back.push(window);
        }
        if self.back.len() > Self::MOST {
            self.back.remove(0);
        }
    }

    /// The window before the one in view.
    pub(super) fn undo(&mut self, now: Window) -> Option<Window> {
        self.settle();
        let before = self.back.pop()?;
        self.forward.push(now);
        Some(before)
    }

    /// The window that was in view before it was undone.
    pub(super) fn redo(&mut self, now: Window) -> Option<Window> {
        self.settle();
        let after = self.forward.pop()?;
        self.back.push(now);
        Some(after)
    }

    /// Whether there is a window to go back to, and one to go on to.
    pub(super) fn has(&self) -> [bool; 2] {
        [!self.back.is_empty(), !self.forward.is_empty()]
    }

    /// The axis has grown: every window stays where it was.
    pub(super) fn on_longer_axis(&mut self, before: f64, length: f64) {
        for window in self.back.iter_mut().chain(&mut self.forward) {
            *window = window.on_longer_axis(before, length);
        }
    }
}
