//! What all printers of a scene draw alike: patterns, and the heads of arrows.

use super::Point;

/// What a rectangle can be filled with beside a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Slanted lines.
    Hatch,
    /// Dots.
    Dots,
}

impl Pattern {
    /// How thick its lines are, and half as thick its dots, as a share of its side.
    pub const WEIGHT: f64 = 0.28;

    /// The side of the square that repeats.
    #[must_use]
    pub fn side(self) -> f64 {
        match self {
            Self::Hatch => 6.0,
            Self::Dots => 4.0,
        }
    }
}

/// How thick the curve of an arrow is.
pub const ARROW_WIDTH: f64 = 1.2;

/// The corners of an arrow's head: the tip at `to`, and a base on the side of `from`, where the curve comes in.
#[must_use]
pub fn arrow_head(from: Point, to: Point) -> [Point; 3] {
    const LENGTH: f64 = 6.0;
    const HALF_WIDTH: f64 = 3.0;
    let (along, down) = (to.x - from.x, to.y - from.y);
    let length = along.hypot(down).max(f64::EPSILON);
    let (along, down) = (along / length, down / length);
    let base = Point { x: to.x - along * LENGTH, y: to.y - down * LENGTH };
    let corner = |side: f64| Point { x: base.x - down * side, y: base.y + along * side };
    [to, corner(HALF_WIDTH), corner(-HALF_WIDTH)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_points_where_the_curve_goes() {
        let point = |x, y| Point { x, y };
        let down = arrow_head(point(5.0, 0.0), point(5.0, 20.0));
        assert_eq!(down, [point(5.0, 20.0), point(2.0, 14.0), point(8.0, 14.0)]);
        let nowhere = arrow_head(point(5.0, 5.0), point(5.0, 5.0));
        assert!(nowhere.iter().all(|corner| corner.x.is_finite() && corner.y.is_finite()));
    }
}
