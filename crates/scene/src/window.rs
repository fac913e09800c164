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

    /// The same stretch after the axis has grown; everything stays everything.
    #[must_use]
    pub fn on_longer_axis(self, before: f64, length: f64) -> Self {
        if self.is_all() { self } else { Self::between(self.from * before, self.to * before, length) }
    }

    /// The stretch between two fractions of the axis, whichever comes first.
    #[must_use]
    pub fn spanning(one: f64, other: f64) -> Self {
        /// An edge that is dragged over the other one does not close the view.
        const LEAST: f64 = 1e-3;
        let (from, to) = (one.min(other).max(0.0), one.max(other).min(1.0));
        Self::between(from, to.max(from + LEAST), 1.0)
    }

    /// Two fingers hold two fractions of the axis, and are now at two shares of the view, counted from its left edge.
    #[must_use]
    pub fn pinched(held: [f64; 2], shares: [f64; 2]) -> Self {
        /// Fingers one above the other say nothing about the scale.
        const CLOSEST: f64 = 0.02;
        let apart = (shares[1] - shares[0]).abs().max(CLOSEST);
        let width = ((held[1] - held[0]).abs() / apart).clamp(Self::LEAST, 1.0);
        let middle = f64::midpoint(held[0], held[1]) - f64::midpoint(shares[0], shares[1]) * width;
        Self::between(middle, middle + width, 1.0)
    }

    /// The fraction of the axis at a share of the view.
    #[must_use]
    pub fn fraction_at(self, share: f64) -> f64 {
        self.from + (self.to - self.from) * share
    }

    /// Whether a position is in view.
    #[must_use]
    pub fn has(self, position: f64, length: f64) -> bool {
        let at = position / length;
        at >= self.from && at <= self.to
    }

    /// Moved just so far that a position is in view.
    #[must_use]
    pub fn with_in_view(self, position: f64, length: f64) -> Self {
        let at = position / length;
        let width = self.to - self.from;
        if !self.has(position, length) {
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
    fn a_stretch_stays_where_it_is_while_the_axis_grows() {
        let window = Window { from: 0.5, to: 0.75 };
        assert_eq!(window.on_longer_axis(100.0, 200.0), Window { from: 0.25, to: 0.375 });
        assert!(Window::default().on_longer_axis(100.0, 200.0).is_all());
    }

    #[test]
    fn an_edge_may_be_dragged_over_the_other_and_off_the_axis() {
        assert_eq!(Window::spanning(0.75, 0.25), Window { from: 0.25, to: 0.75 });
        assert_eq!(Window::spanning(0.5, 2.0), Window { from: 0.5, to: 1.0 });
        let closed = Window::spanning(0.5, 0.5);
        assert!(closed.to > closed.from);
    }

    #[test]
    fn what_two_fingers_hold_stays_below_them() {
        let pinched = Window::pinched([0.25, 0.5], [0.0, 1.0]);
        assert_eq!(pinched, Window { from: 0.25, to: 0.5 });
        let pinched = Window::pinched([0.25, 0.5], [0.25, 0.75]);
        assert_eq!(pinched, Window { from: 0.125, to: 0.625 });
        assert_eq!(Window::pinched([0.2, 0.8], [0.4, 0.6]), Window::default(), "no farther than all");
    }

    #[test]
    fn panning_stops_at_the_ends() {
        let window = Window { from: 0.5, to: 0.75 };
        assert_eq!(window.panned(10.0), Window { from: 0.75, to: 1.0 });
        assert_eq!(window.panned(-10.0), Window { from: 0.0, to: 0.25 });
    }
}
