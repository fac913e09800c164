//! Where an operation is from left to right, and how that goes along with the width.

use std::fmt;

use super::super::elements::Number;
use crate::{DrawOp, Point, Rect, View};

/// What the horizontal places of an element are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// The left edge of the picture, in pixels.
    Names,
    /// The left edge of the plot; in parts of what the axis is wide.
    Plot,
    /// The left edge of the overview, in pixels.
    Overview,
}

impl Side {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Names => "n",
            Self::Plot => "x",
            Self::Overview => "o",
        }
    }

    /// The side of what begins at a pixel of a view.
    pub(super) fn of(x: f64, view: &View) -> Self {
        /// What is dragged at the left edge of the plot reaches over it.
        const REACH: f64 = 8.0;
        const ROUNDING: f64 = 0.5;
        if view.overview > 0.0 && x >= view.right() - ROUNDING {
            Self::Overview
        } else if x < view.label_width - REACH {
            Self::Names
        } else {
            Self::Plot
        }
    }
}

/// The room of an operation.
pub(super) fn room(op: &DrawOp) -> Rect {
    match *op {
        DrawOp::Fill { rect, .. }
        | DrawOp::Outline { rect, .. }
        | DrawOp::Hatch { rect, .. }
        | DrawOp::Dots { rect, .. }
        | DrawOp::Density { rect, .. } => rect,
        DrawOp::Line { from, to, width, .. } => line_room(from, to, width),
        DrawOp::Arrow { from, controls: [near, far], to, .. } => {
            let xs = [from.x, near.x, far.x, to.x];
            let left = xs.into_iter().fold(f64::INFINITY, f64::min);
            let right = xs.into_iter().fold(f64::NEG_INFINITY, f64::max);
            let top = from.y.min(to.y);
            Rect::new(left, top, (right - left).max(1.0), (from.y - to.y).abs().max(1.0))
        }
        DrawOp::Text { at, .. } => Rect::new(at.x, at.y, 0.0, 0.0),
    }
}

/// The room of a line, moved to where it is sharp.
fn line_room(from: Point, to: Point, width: f64) -> Rect {
    let half = width / 2.0;
    if (from.y - to.y).abs() < f64::EPSILON {
        return Rect::new(from.x.min(to.x), (from.y - half).round(), (to.x - from.x).abs(), width);
    }
    Rect::new(from.x - half, from.y.min(to.y), width, (to.y - from.y).abs())
}

/// How a horizontal length goes along with the width: a part of the width of the axis, and an offset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Along {
    pub(super) part: f64,
    pub(super) offset: f64,
}

impl Along {
    /// From a length in one drawing, and in another one if that has the same; `widths` are those of the axis.
    pub(super) fn of(length: f64, other: Option<f64>, widths: [f64; 2]) -> Self {
        let Some(other) = other else { return Self { part: length / widths[0], offset: 0.0 } };
        let part = (other - length) / (widths[1] - widths[0]);
        Self { part, offset: length - part * widths[0] }
    }

    /// Whether its offset can be seen.
    pub(super) fn has_offset(self) -> bool {
        self.offset.abs() >= 0.05
    }
}

/// A part of a width, to a thousandth of a percent.
impl fmt::Display for Along {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Adding zero turns -0 into 0.
        let thousandths = (self.part * 1e5).round() + 0.0;
        if thousandths == 0.0 {
            formatter.write_str("0")
        } else {
            write!(formatter, "{}%", thousandths / 1e3)
        }
    }
}

/// The attributes `x` and `width` of a room, and the class that goes with them.
pub(super) fn across(room: Rect, other: Option<Rect>, side: Side, views: [&View; 2]) -> String {
    let width = room.width.max(0.0);
    match side {
        Side::Names if room.right() >= views[0].width - 0.5 => " width=\"100%\"".to_owned(),
        Side::Names | Side::Overview => {
            format!("{} width=\"{}\"", x(room.x, None, side, views), Number(width))
        }
        Side::Plot => {
            let left = x(room.x, other.map(|other| other.x), side, views);
            // It ends where the picture is cut.
            if room.right() >= views[0].right() - 0.5 && width > 40.0 {
                return format!("{left} width=\"300%\"");
            }
            let along = Along::of(width, other.map(|other| other.width), views.map(View::window_width));
            let is_fixed = other.is_some() && along.part.abs() * views[0].window_width() < 0.05;
            if is_fixed {
                format!("{left} width=\"{}\"", Number(width))
            } else if along.has_offset() {
                let along = Along::of(width, None, views.map(View::window_width));
                format!("{left} width=\"{along}\"")
            } else {
                format!("{left} width=\"{along}\"")
            }
        }
    }
}

/// The attributes of a horizontal place.
pub(super) fn x(place: f64, other: Option<f64>, side: Side, views: [&View; 2]) -> String {
    let pixels = |place: f64| match Number(place) {
        place if place.0 == 0.0 => String::new(),
        place => format!(" x=\"{place}\""),
    };
    match side {
        Side::Names => pixels(place),
        Side::Overview => pixels(place - views[0].right()),
        Side::Plot => {
            let from_plot = [place - views[0].label_width, other.unwrap_or(place) - views[1].label_width];
            let other = other.map(|_| from_plot[1]);
            let along = Along::of(from_plot[0], other, views.map(View::window_width));
            let shift = if along.has_offset() {
                format!(" transform=\"translate({} 0)\"", Number(along.offset))
            } else {
                String::new()
            };
            format!(" x=\"{along}\"{shift}")
        }
    }
}
