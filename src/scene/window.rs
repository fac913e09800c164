//! Which part of the axis is in view.

/// A stretch of the axis, as fractions of its length, so that it stays meaningful while the run grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Where the view begins.
    pub from: f64,
    /// Where it ends; greater than `from`.
    pub to: f64,
}

impl Default for Window {
    /// Everything.
    fn default() -> Self {
        Self { from: 0.0, to: 1.0 }
    }
}

impl Window {
    /// The least part of the axis that can fill the view.
    const LEAST: f64 = 1e-6;

    /// The part between two positions of an axis of the given length, moved and cut so that it lies on the axis.
    #[must_use]
    pub fn between(from: f64, to: f64, length: f64) -> Self {
        let width = ((to - from) / length).clamp(Self::LEAST, 1.0);
        let from = (from / length).clamp(0.0, 1.0 - width);
        Self { from, to: from + width }
    }

    /// Whether everything is in view.
    #[must_use]
    pub fn is_all(self) -> bool {
        self == Self::default()
    }

    /// Scaled by `factor` (above 1: closer), with the fraction `at` of the view staying where it is.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: f64) -> Self {
        let width = (self.to - self.from) / factor;
        let fixed = self.from + (self.to - self.from) * at;
        let from = fixed - width * at;
        Self::between(from, from + width, 1.0)
    }

    /// Moved by a fraction of its own width.
    #[must_use]
    pub fn panned(self, by: f64) -> Self {
        let shift = (self.to - self.from) * by;
        Self::between(self.from + shift, self.to + shift, 1.0)
    }

    /// Moved just so far that a position is in view.
    #[must_use]
    pub fn with_in_view(self, position: f64, length: f64) -> Self {
        let at = position / length;
        let width = self.to - self.from;
        if at < self.from || at > self.to {
            return Self::between(at - width * 0.2, at + width * 0.8, 1.0);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn zooming_keeps_the_place_under_the_pointer_and_never_leaves_the_axis() {
        let closer = Window::default().zoomed(4.0, 0.5);
        assert_eq!(closer, Window { from: 0.375, to: 0.625 });
        assert_eq!(closer.zoomed(0.001, 0.3), Window::default());
    }

    #[test]
    fn panning_stops_at_the_ends() {
        let window = Window { from: 0.5, to: 0.75 };
        assert_eq!(window.panned(10.0), Window { from: 0.75, to: 1.0 });
        assert_eq!(window.panned(-10.0), Window { from: 0.0, to: 0.25 });
    }
}
