//! Draw operations: a picture as data, in CSS pixels, with roles in place of colours.

use std::fmt;
use std::rc::Rc;

use super::{Ink, times};

/// A point; `y` grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left edge.
    pub x: f64,
    /// From the upper edge.
    pub y: f64,
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

impl Rect {
    /// From its upper left corner and its size.
    #[must_use]
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// Its right edge.
    #[must_use]
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// Whether a point lies in it, edges included.
    #[must_use]
    pub fn contains(self, x: f64, y: f64) -> bool {
        x >= self.x && x <= self.right() && y >= self.y && y <= self.bottom()
    }
}

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Its beginning.
    #[default]
    Start,
    /// Its middle.
    Middle,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// The font size.
    pub size: f64,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Its colour.
    pub ink: Ink,
    /// Which part of it stands at its point.
    pub align: Align,
    /// How wide it may be; a longer text is cut.
    pub max_width: Option<f64>,
    /// Where it is cut.
    pub cut: Cut,
}

/// Where a text is cut that has no room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    /// At its end.
    #[default]
    End,
    /// In its middle: names are told apart by their ends.
    Middle,
}

impl Cut {
    /// A text without all but so many of its characters, with an ellipsis in place of the others.
    #[must_use]
    pub fn shorten(self, text: &str, kept: usize) -> String {
        let count = text.chars().count();
        let last = match self {
            Self::End => 0,
            Self::Middle => kept / 2,
        };
        let first = text.chars().take(kept - last).collect::<String>();
        let rest = text.chars().skip(count.saturating_sub(last)).collect::<String>();
        format!("{}…{}", first.trim_end(), rest.trim_start())
    }
}

impl TextStyle {
    /// A text of usual weight that begins at its point and may be of any width.
    #[must_use]
    pub const fn new(size: f64, ink: Ink) -> Self {
        Self { size, is_bold: false, ink, align: Align::Start, max_width: None, cut: Cut::End }
    }

    /// The same in bold.
    #[must_use]
    pub const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    /// The same, centred.
    #[must_use]
    pub const fn centred(self) -> Self {
        Self { align: Align::Middle, ..self }
    }

    /// The same, cut in its middle where it is cut.
    #[must_use]
    pub const fn cut_in_middle(self) -> Self {
        Self { cut: Cut::Middle, ..self }
    }

    /// The same, cut with an ellipsis at a width.
    #[must_use]
    pub const fn within(self, width: f64) -> Self {
        Self { max_width: Some(width), ..self }
    }
}

/// How much of something is busy and ready, in parts of 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Being polled.
    pub busy: u8,
    /// In the queue, or woken and not polled.
    pub ready: u8,
}

impl Share {
    /// From parts of 1. What is there at all does not vanish.
    #[must_use]
    pub fn new(busy: f64, ready: f64) -> Self {
        Self { busy: part(busy), ready: part(ready) }
    }

    /// The larger of two, each for itself.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self { busy: self.busy.max(other.busy), ready: self.ready.max(other.ready) }
    }

    /// How much the bars of what is ready cover: what is busy stands before them.
    pub const READY_OPACITY: f64 = 0.55;

    /// The bars of what is ready and of what is busy in columns that fill a rectangle: as high as their shares, around the
    /// middle.
    #[must_use]
    pub fn paths(rect: Rect, shares: &[Self]) -> [Vec<Rect>; 2] {
        /// What is ready reaches no further than a ready span is high.
        const READY_HEIGHT: f64 = 0.6;
        let width = rect.width / times(shares.len().max(1));
        let columns = |height: f64, of: fn(&Self) -> u8| {
            let bar = |(index, share)| {
                let column = Rect { x: rect.x + times(index) * width, width, ..rect };
                bar(column, f64::from(of(share)) / f64::from(u8::MAX) * height)
            };
            shares.iter().enumerate().filter_map(bar).collect()
        };
        [columns(READY_HEIGHT, |share| share.ready), columns(1.0, |share| share.busy)]
    }
}

/// Part of a column, around its middle. What is there at all can be seen.
fn bar(column: Rect, share: f64) -> Option<Rect> {
    const LEAST: f64 = 2.0;
    let height = (column.height * share).max(LEAST.min(column.height));
    (share > 0.0).then(|| Rect { y: column.y + (column.height - height) / 2.0, height, ..column })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 255")]
fn part(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * f64::from(u8::MAX)).ceil() as u8
}

/// One thing to draw. Later operations cover earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum DrawOp {
    /// A filled rectangle.
    Fill {
        /// Where.
        rect: Rect,
        /// The radius of its corners.
        radius: f64,
        /// Its colour.
        ink: Ink,
        /// From 0, which can't be seen, to 1.
        opacity: f64,
    },
    /// The outline of a rectangle, one pixel thick. It lies inside of the rectangle.
    Outline {
        /// Where.
        rect: Rect,
        /// The radius of its corners.
        radius: f64,
        /// Its colour.
        ink: Ink,
        /// Whether it is dashed.
        is_dashed: bool,
    },
    /// A rectangle filled with slanted lines: something is ready.
    Hatch {
        /// Where.
        rect: Rect,
        /// Its colour.
        ink: Ink,
    },
    /// A rectangle filled with dots: something was woken and not polled yet.
    Dots {
        /// Where.
        rect: Rect,
        /// Its colour.
        ink: Ink,
    },
    /// Spans that are too narrow to be told apart: in each column how much of it is busy and ready. The rest waits.
    Density {
        /// Where. The columns stand side by side from its left edge on; each is as wide as the others.
        rect: Rect,
        /// The colour of what is busy.
        ink: Ink,
        /// One for each column.
        shares: Rc<[Share]>,
    },
    /// A straight line.
    Line {
        /// Where it begins.
        from: Point,
        /// Where it ends.
        to: Point,
        /// Its colour.
        ink: Ink,
        /// How thick it is.
        width: f64,
    },
    /// A cubic curve with an arrow head at its end.
    Arrow {
        /// Where it begins.
        from: Point,
        /// What it bends towards.
        controls: [Point; 2],
        /// Where its head is.
        to: Point,
        /// Its colour.
        ink: Ink,
    },
    /// A line of text, glyphs such as ✓ included.
    Text {
        /// Where its baseline begins, or has its middle.
        at: Point,
        /// What it says.
        text: String,
        /// How it looks.
        style: TextStyle,
    },
}

impl DrawOp {
    /// A filled rectangle that hides what lies below.
    #[must_use]
    pub fn fill(rect: Rect, radius: f64, ink: Ink) -> Self {
        Self::Fill { rect, radius, ink, opacity: 1.0 }
    }

    /// A solid outline.
    #[must_use]
    pub fn outline(rect: Rect, radius: f64, ink: Ink) -> Self {
        Self::Outline { rect, radius, ink, is_dashed: false }
    }

    /// An upright line.
    #[must_use]
    pub fn vertical(x: f64, top: f64, bottom: f64, ink: Ink, width: f64) -> Self {
        Self::Line { from: Point { x, y: top }, to: Point { x, y: bottom }, ink, width }
    }

    /// A text at a point of its baseline.
    #[must_use]
    pub fn text(x: f64, y: f64, text: impl Into<String>, style: TextStyle) -> Self {
        Self::Text { at: Point { x, y }, text: text.into(), style }
    }
}

/// One line of a dump, for tests: whole pixels and names.
impl fmt::Display for DrawOp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fill { rect, ink, opacity, .. } if *opacity < 1.0 => {
                write!(formatter, "fill {rect} {ink} at {:.0} %", opacity * 100.0)
            }
            Self::Fill { rect, ink, .. } => write!(formatter, "fill {rect} {ink}"),
            Self::Outline { rect, ink, is_dashed: false, .. } => write!(formatter, "outline {rect} {ink}"),
            Self::Outline { rect, ink, .. } => write!(formatter, "dashed outline {rect} {ink}"),
            Self::Hatch { rect, ink } => write!(formatter, "hatch {rect} {ink}"),
            Self::Dots { rect, ink } => write!(formatter, "dots {rect} {ink}"),
            Self::Density { rect, ink, shares } => {
                write!(formatter, "density {rect} {ink} of {}", shares.len())
            }
            Self::Line { from, to, ink, .. } => write!(formatter, "line {from} to {to} {ink}"),
            Self::Arrow { from, to, ink, .. } => write!(formatter, "arrow {from} to {to} {ink}"),
            Self::Text { at, text, style } => write!(formatter, "text {at} {text:?} {}", style.ink),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.0},{:.0}", self.x, self.y)
    }
}

impl fmt::Display for Rect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.0},{:.0} {:.0}×{:.0}", self.x, self.y, self.width, self.height)
    }
}
