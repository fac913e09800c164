//! Draw operations: what a picture consists of, in logical pixels, with roles instead of colours.

/// What a colour is for. Printers know the colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// The ground.
    Background,
    /// A pane's ground.
    Panel,
    /// Words.
    Text,
    /// Lesser words.
    Muted,
    /// Hairlines.
    Line,
    /// What the visitor does: the cursor, the window.
    Accent,
    /// Words on the accent.
    OnAccent,
    /// Waiting.
    Wait,
    /// Ready.
    Ready,
    /// Done.
    Done,
    /// Cancelled or dropped.
    Dropped,
    /// Panicked.
    Panic,
    /// A task, by its index modulo [`Ink::TASKS`].
    Task(u8),
}

impl Ink {
    /// How many task colours there are.
    pub const TASKS: u8 = 6;
}

/// A rectangle: its left upper corner and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// A rectangle from its corner and size.
    #[must_use]
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// Whether a point lies in it; its right and lower edges do not.
    #[must_use]
    pub fn contains(&self, x: f64, y: f64) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// Where a text's position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At its left end.
    Left,
    /// In its middle.
    Center,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As words are.
    Normal,
    /// As names are.
    Bold,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum DrawOp {
    /// A filled rectangle with rounded corners.
    Bar {
        /// Where.
        rect: Rect,
        /// Its colour.
        ink: Ink,
        /// The radius of its corners.
        radius: f64,
        /// From 0, nothing, to 1.
        opacity: f64,
    },
    /// A hatched rectangle with an outline.
    Hatch {
        /// Where.
        rect: Rect,
        /// Its colour.
        ink: Ink,
    },
    /// The outline of a rectangle.
    Frame {
        /// Where.
        rect: Rect,
        /// Its colour.
        ink: Ink,
        /// Dotted instead of drawn through.
        is_dotted: bool,
        /// The width of its line.
        width: f64,
    },
    /// A straight line.
    Line {
        /// One end.
        from: (f64, f64),
        /// The other.
        to: (f64, f64),
        /// Its colour.
        ink: Ink,
        /// Its width.
        width: f64,
    },
    /// A curve with an arrow's head at its end.
    Arrow {
        /// Where it begins.
        from: (f64, f64),
        /// Where its head is.
        to: (f64, f64),
        /// Its colour.
        ink: Ink,
    },
    /// A text, cut with `…` if it is longer than it may be.
    Label {
        /// Where, on its base line.
        at: (f64, f64),
        /// The text.
        text: String,
        /// Its colour.
        ink: Ink,
        /// Its size, in pixels.
        size: u8,
        /// How it is set.
        weight: Weight,
        /// Where it stands in relation to `at`.
        align: Align,
        /// How wide it may be.
        max_width: f64,
    },
}

/// A whole picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// What is cut at the edges of the plot: lanes, arrows.
    pub plot: Vec<DrawOp>,
    /// What is cut at the edges of the column of lane headers.
    pub headers: Vec<DrawOp>,
    /// What is drawn over both: overview, ruler, cursor.
    pub frame: Vec<DrawOp>,
}
