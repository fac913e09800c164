//! One element, or two, for each draw operation.

use std::fmt;
use taskscope_sorted::SortedSet;

use super::text::{cut, escaped};
use super::{Names, Palette};
use crate::{ARROW_WIDTH, Align, DrawOp, Ink, Pattern, Point, Rect, Share, TextStyle, arrow_head};

/// What a colour is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Paint {
    Fill,
    Stroke,
}

impl Paint {
    /// What style sheets call it.
    pub(super) fn property(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Stroke => "stroke",
        }
    }
}

/// What the elements so far refer to.
#[derive(Default)]
pub(super) struct Used {
    /// The colours, if each element names its own.
    plain: Option<Palette>,
    paints: SortedSet<(Paint, Ink)>,
    patterns: SortedSet<(Pattern, Ink)>,
}

impl Used {
    /// For elements that name their colours, where no style rule is to do it.
    pub(super) fn plain(palette: Palette) -> Self {
        Self { plain: Some(palette), ..Self::default() }
    }

    pub(super) fn paints(&self) -> impl Iterator<Item = (Paint, Ink)> {
        self.paints.iter().copied()
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = (Pattern, Ink)> + use<> {
        self.patterns.clone().into_iter()
    }

    /// The attribute that gives an element its colour.
    fn class(&mut self, paint: Paint, ink: Ink) -> String {
        if let Some(palette) = self.plain {
            return format!("{}=\"{}\"", paint.property(), palette.colour(ink));
        }
        format!("class=\"{}\"", self.named(paint, ink))
    }

    /// The class that gives an element its colour.
    pub(super) fn named(&mut self, paint: Paint, ink: Ink) -> String {
        self.paints.insert((paint, ink));
        format!("{}-{ink}", paint.property())
    }

    fn fill(&mut self, ink: Ink) -> String {
        self.class(Paint::Fill, ink)
    }

    fn stroke(&mut self, ink: Ink) -> String {
        self.class(Paint::Stroke, ink)
    }
}

/// A length with two digits behind the point at most. What is no number, or farther away than any screen is wide, a
/// reader of the document could not use.
pub(super) struct Number(pub(super) f64);

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const FARTHEST: f64 = 1e6;
        let value = if self.0.is_nan() { 0.0 } else { self.0.clamp(-FARTHEST, FARTHEST) };
        // Adding zero turns -0 into 0.
        let hundredths = (value * 100.0).round() + 0.0;
        write!(formatter, "{}", hundredths / 100.0)
    }
}

/// A point as it stands in a path.
struct At(Point);

impl fmt::Display for At {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", Number(self.0.x), Number(self.0.y))
    }
}

/// What draws an operation, with the line end.
pub(super) fn element(op: &DrawOp, names: &Names, used: &mut Used) -> String {
    match *op {
        DrawOp::Fill { rect, radius, ink, opacity } => fill(rect, radius, opacity, &used.fill(ink)),
        DrawOp::Outline { rect, radius, ink, is_dashed } => {
            outline(rect, radius, is_dashed, &used.stroke(ink))
        }
        DrawOp::Hatch { rect, ink } => patterned(rect, (Pattern::Hatch, ink), names, used),
        DrawOp::Dots { rect, ink } => patterned(rect, (Pattern::Dots, ink), names, used),
        DrawOp::Density { rect, ink, ref shares } => {
            let [ready, busy] = Share::paths(rect, shares);
            let opacity = format!(" fill-opacity=\"{}\"", Number(Share::READY_OPACITY));
            columns(&ready, &used.fill(Ink::Ready), &opacity) + &columns(&busy, &used.fill(ink), "")
        }
        DrawOp::Line { from, to, ink, width } => line(from, to, width, &used.stroke(ink)),
        DrawOp::Arrow { from, controls, to, ink } => {
            let curve = curve(from, controls, to, &used.stroke(ink));
            curve + &head(controls[1], to, &used.fill(ink))
        }
        DrawOp::Text { at, ref text, style } => text_element(at, text, style, &used.fill(style.ink)),
    }
}

/// The attributes of a rectangle: where it is and how large.
pub(super) fn edges(rect: Rect) -> String {
    let (x, y) = (Number(rect.x), Number(rect.y));
    let (width, height) = (Number(rect.width.max(0.0)), Number(rect.height.max(0.0)));
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

/// The attribute of round corners. A radius never exceeds half of a side: what is narrow is round in both directions.
fn corners(rect: Rect, radius: f64) -> String {
    let radius = radius.min(rect.width / 2.0).min(rect.height / 2.0);
    if radius > 0.0 { format!(" rx=\"{}\"", Number(radius)) } else { String::new() }
}

fn fill(rect: Rect, radius: f64, opacity: f64, class: &str) -> String {
    let opacity =
        if opacity < 1.0 { format!(" fill-opacity=\"{}\"", Number(opacity)) } else { String::new() };
    format!("<rect {class} {}{}{opacity}/>\n", edges(rect), corners(rect, radius))
}

fn outline(rect: Rect, radius: f64, is_dashed: bool, class: &str) -> String {
    // Half a line inside, so that the outline is as large as the rectangle.
    let (width, height) = ((rect.width - 1.0).max(0.5), (rect.height - 1.0).max(0.5));
    let inner = Rect::new(rect.x + 0.5, rect.y + 0.5, width, height);
    let dashes = if is_dashed { " stroke-dasharray=\"3 3\"" } else { "" };
    format!("<rect {class} fill=\"none\" {}{}{dashes}/>\n", edges(inner), corners(inner, radius))
}

fn patterned(rect: Rect, pattern: (Pattern, Ink), names: &Names, used: &mut Used) -> String {
    format!("<rect fill=\"{}\" {}/>\n", pattern_url(pattern, names, used), edges(rect))
}

/// What an element is filled with that has a pattern.
pub(super) fn pattern_url(pattern: (Pattern, Ink), names: &Names, used: &mut Used) -> String {
    used.patterns.insert(pattern);
    format!("url(#{})", pattern_name(pattern, names))
}

fn pattern_name((pattern, ink): (Pattern, Ink), names: &Names) -> String {
    let kind = match pattern {
        Pattern::Hatch => "hatch",
        Pattern::Dots => "dots",
    };
    names.of(format_args!("{kind}-{ink}"))
}

/// What patterned rectangles are filled with.
pub(super) fn pattern_element(pattern: (Pattern, Ink), names: &Names, used: &mut Used) -> String {
    let (kind, ink) = pattern;
    let (id, length) = (pattern_name(pattern, names), kind.side());
    let weight = Number(length * Pattern::WEIGHT);
    let (side, half, twice) = (Number(length), Number(length / 2.0), Number(length * 2.0));
    let tile = match kind {
        Pattern::Hatch => {
            let class = used.stroke(ink);
            // Three lines, so that the corners of the tile are filled too.
            let path =
                format!("M-{side} {side}L{side} -{side}M-{side} {twice}L{twice} -{side}M0 {twice}L{twice} 0");
            format!("<path {class} stroke-width=\"{weight}\" d=\"{path}\"/>")
        }
        Pattern::Dots => format!("<circle {} cx=\"{half}\" cy=\"{half}\" r=\"{weight}\"/>", used.fill(ink)),
    };
    format!(
        "<pattern id=\"{id}\" patternUnits=\"userSpaceOnUse\" width=\"{side}\" height=\"{side}\">{tile}</pattern>\n"
    )
}

/// Upright and level lines are moved by less than a pixel, to where they are sharp.
fn line(from: Point, to: Point, width: f64, class: &str) -> String {
    let half = width / 2.0;
    let sharp = |start: f64, end: f64| {
        let is_same = (start - end).abs() < f64::EPSILON;
        let snapped = (start - half).round() + half;
        if is_same { (snapped, snapped) } else { (start, end) }
    };
    let ((left, right), (top, bottom)) = (sharp(from.x, to.x), sharp(from.y, to.y));
    let (from, to) = (At(Point { x: left, y: top }), At(Point { x: right, y: bottom }));
    format!("<path {class} stroke-width=\"{}\" d=\"M{from}L{to}\"/>\n", Number(width))
}

/// Bars side by side, as one path.
fn columns(bars: &[Rect], class: &str, opacity: &str) -> String {
    if bars.is_empty() {
        return String::new();
    }
    let bar = |bar: &Rect| {
        let (at, width, height) = (At(Point { x: bar.x, y: bar.y }), Number(bar.width), Number(bar.height));
        format!("M{at}h{width}v{height}h-{width}Z")
    };
    format!("<path {class}{opacity} d=\"{}\"/>\n", bars.iter().map(bar).collect::<String>())
}

fn curve(from: Point, [near, far]: [Point; 2], to: Point, class: &str) -> String {
    let (from, near, far, to) = (At(from), At(near), At(far), At(to));
    let width = Number(ARROW_WIDTH);
    format!("<path {class} fill=\"none\" stroke-width=\"{width}\" d=\"M{from}C{near} {far} {to}\"/>\n")
}

fn head(far: Point, to: Point, class: &str) -> String {
    let [tip, left, right] = arrow_head(far, to).map(At);
    format!("<path {class} d=\"M{tip}L{left}L{right}Z\"/>\n")
}

fn text_element(at: Point, text: &str, style: TextStyle, class: &str) -> String {
    let TextStyle { size, is_bold, align, .. } = style;
    let weight = if is_bold { " font-weight=\"600\"" } else { "" };
    let anchor = match align {
        Align::Start => "",
        Align::Middle => " text-anchor=\"middle\"",
    };
    let text = text_of(text, style);
    let (x, y, size) = (Number(at.x), Number(at.y), Number(size));
    format!("<text {class} x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}>{text}</text>\n")
}

/// What a text says where it has its room, as it can stand between tags.
pub(super) fn text_of(text: &str, style: TextStyle) -> String {
    let TextStyle { size, is_bold, max_width, cut: at_end, .. } = style;
    // A line of text has no line ends.
    let text = text.replace('\n', " ");
    let text = max_width.map_or_else(|| text.clone(), |width| cut(&text, (size, is_bold), width, at_end));
    escaped(&text)
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_short_and_always_numbers() {
        let written = [1.0, 0.005, -0.001, 2.0 / 3.0, -12.345, f64::NAN, f64::INFINITY, 1e300]
            .map(|value| Number(value).to_string());
        assert_eq!(written, ["1", "0.01", "0", "0.67", "-12.35", "0", "1000000", "1000000"]);
    }
}
