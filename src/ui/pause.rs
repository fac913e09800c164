//! How often words and numbers are shown anew while something moves.

/// What is not shown anew with every frame, while something moves.
#[derive(Default)]
pub(super) struct Pause {
    /// How long it has shown the same, in milliseconds.
    age: f64,
    /// Whether that is not true any more.
    is_stale: bool,
}

impl Pause {
    /// Another frame: whether it is time to show what has changed.
    pub(super) fn is_over(&mut self, milliseconds: f64, has_changed: bool, pause: f64) -> bool {
        self.age += milliseconds;
        self.is_stale |= has_changed;
        let is_over = self.is_stale && self.age >= pause;
        if is_over {
            *self = Self::default();
        }
        is_over
    }
}
