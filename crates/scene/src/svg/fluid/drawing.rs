//! One drawing of a picture: what the scene is like in a range of widths, at heights at which it has the same parts.

use std::fmt::{self, Write as _};
use std::ops::Range;

use super::super::elements::{Number, Paint, Used, pattern_url, text_of};
use super::lengths::{Length, Lengths, Use, factor};
use super::merge::{Element, Masks};
use super::place::{Side, across, room, x};
use super::rules::places;
use super::{Names, Pixels};
use crate::{ARROW_WIDTH, Align, DrawOp, Ink, Pattern, Rect, Scene, Share, View, arrow_head, times};

/// The same operations at several heights.
pub(super) struct Drawing {
    /// From which width on, and up to which.
    widths: [Option<f64>; 2],
    heights: Range<usize>,
    view: View,
    scenes: Vec<Scene>,
    /// A somewhat wider one at the first height, if it has the same parts.
    wider: Option<(View, Scene)>,
    /// The heights themselves.
    lengths: Vec<f64>,
}

impl Drawing {
    /// The drawings of a range of widths: `draw` makes one that is so much wider than the usual one there, of a height.
    pub(super) fn all(
        heights: &[[f64; 2]],
        widths: [Option<f64>; 2],
        draw: impl Fn(f64, f64) -> (View, Scene),
    ) -> Vec<Self> {
        /// Not so much that other labels have room, if possible.
        const WIDER: [f64; 4] = [8.0, 3.0, 1.0, -2.0];
        let mut drawings: Vec<Self> = Vec::new();
        for (index, &[_, height]) in heights.iter().enumerate() {
            let (view, scene) = draw(0.0, height);
            let last = drawings.last_mut().filter(|last| {
                (last.view.overview - view.overview).abs() < f64::EPSILON
                    && last
                        .scenes
                        .last()
                        .is_some_and(|other| is_alike(other, &scene) && is_above(other, &scene))
            });
            if let Some(last) = last {
                last.heights.end = index + 1;
                last.scenes.push(scene);
                last.lengths.push(height);
                continue;
            }
            let others = WIDER.into_iter().map(|shift| draw(shift, height));
            let wider = others.into_iter().find(|(_, wider)| is_alike(wider, &scene));
            let (heights, lengths) = (index..index + 1, vec![height]);
            drawings.push(Self { widths, heights, view, scenes: vec![scene], wider, lengths });
        }
        drawings
    }

    /// What is printed of it.
    pub(super) fn elements(&self, names: &Names, lengths: &mut Lengths, used: &mut Used) -> Vec<Element> {
        let ops: Vec<Vec<&DrawOp>> = self.scenes.iter().map(|scene| scene.ops().collect()).collect();
        let wider: Vec<&DrawOp> = self.wider.iter().flat_map(|(_, scene)| scene.ops()).collect();
        let count = ops.first().map_or(0, Vec::len);
        let mut elements = Vec::with_capacity(count);
        for index in 0..count {
            let same: Vec<&DrawOp> = ops.iter().filter_map(|ops| ops.get(index).copied()).collect();
            let mut printer = Printer {
                drawing: self,
                wider: wider.get(index).copied(),
                names,
                lengths: &mut *lengths,
                used: &mut *used,
            };
            printer.print(&same, &mut elements);
        }
        elements
    }

    /// The rule that is in effect in its range: it shows what not all drawings have.
    pub(super) fn rule(&self, prefix: &str, heights: &[f64], masks: &Masks, index: usize) -> String {
        let overview = self.view.overview;
        let mut rules = format!(".{prefix} .x{{{}}}", places(&self.view));
        if overview > 0.0 {
            add(
                &mut rules,
                format_args!(".{prefix} .o{{inset-inline-start:calc(100% - {})}}", Pixels(overview)),
            );
        }
        let bit = 1_u64 << index.min(63);
        let shown = masks.iter().filter(|(mask, _)| *mask & bit != 0);
        let shown: Vec<String> = shown.map(|(_, name)| format!(".{prefix} .m{name}")).collect();
        if !shown.is_empty() {
            add(&mut rules, format_args!("{}{{display:inline}}", shown.join(",")));
        }
        let [from, until] = self.widths;
        let mut conditions = Vec::new();
        conditions
            .extend(from.filter(|from| *from > 0.0).map(|from| format!("(min-width:{})", Pixels(from))));
        conditions.extend(until.map(|until| format!("(max-width:{})", Pixels(until - 0.02))));
        if self.heights.start > 0 {
            let below = heights.get(self.heights.start - 1).copied().unwrap_or_default() - 0.02;
            conditions.push(format!("(max-height:{})", Pixels(below)));
        }
        if self.heights.end < heights.len() {
            let least = heights.get(self.heights.end - 1).copied().unwrap_or_default();
            conditions.push(format!("(min-height:{})", Pixels(least)));
        }
        format!("@container poster {}{{{rules}}}", conditions.join(" and "))
    }
}

/// Whether two scenes have the same parts, wherever these are.
fn is_alike(one: &Scene, other: &Scene) -> bool {
    one.ops().map(look).eq(other.ops().map(look))
}

/// Whether all texts begin at the same place from left to right: in a lower lane the state stands beside the name. (An arrow
/// may reach farther to the side, and is stretched.)
fn is_above(one: &Scene, other: &Scene) -> bool {
    const ROUNDING: f64 = 0.05;
    let begins = |scene: &Scene| -> Vec<f64> {
        scene
            .ops()
            .filter_map(|op| if let DrawOp::Text { at, .. } = op { Some(at.x) } else { None })
            .collect()
    };
    begins(one).iter().zip(begins(other)).all(|(one, other)| (one - other).abs() < ROUNDING)
}

/// What an operation is, apart from where.
fn look(op: &DrawOp) -> (u8, Ink, [u64; 2], bool, &str) {
    match *op {
        DrawOp::Fill { radius, ink, opacity, .. } => {
            (0, ink, [radius.to_bits(), opacity.to_bits()], false, "")
        }
        DrawOp::Outline { radius, ink, is_dashed, .. } => (1, ink, [radius.to_bits(), 0], is_dashed, ""),
        DrawOp::Hatch { ink, .. } => (2, ink, [0; 2], false, ""),
        DrawOp::Dots { ink, .. } => (3, ink, [0; 2], false, ""),
        DrawOp::Density { ink, .. } => (4, ink, [0; 2], false, ""),
        DrawOp::Line { from, to, ink, width } => {
            (5, ink, [width.to_bits(), 0], (from.x - to.x).abs() < f64::EPSILON, "")
        }
        DrawOp::Arrow { ink, .. } => (6, ink, [0; 2], false, ""),
        DrawOp::Text { ref text, style, .. } => {
            (7, style.ink, [style.size.to_bits(), 0], style.is_bold, text)
        }
    }
}

/// Adds to a text.
fn add(text: &mut String, more: fmt::Arguments<'_>) {
    text.write_fmt(more).expect("a String takes every text");
}

/// Prints an operation.
struct Printer<'a> {
    drawing: &'a Drawing,
    /// The same in the wider drawing.
    wider: Option<&'a DrawOp>,
    names: &'a Names,
    lengths: &'a mut Lengths,
    used: &'a mut Used,
}

impl Printer<'_> {
    fn print(&mut self, same: &[&DrawOp], elements: &mut Vec<Element>) {
        let Some(&op) = same.first() else { return };
        let rooms: Vec<Rect> = same.iter().map(|op| room(op)).collect();
        match *op {
            DrawOp::Fill { radius, ink, opacity, .. } => {
                let class = self.used.named(Paint::Fill, ink);
                let opacity = if opacity < 1.0 {
                    format!(" fill-opacity=\"{}\"", Number(opacity))
                } else {
                    String::new()
                };
                let rest = format!("{}{opacity}", corners(radius));
                elements.push(self.rect(&rooms, &class, &rest));
            }
            DrawOp::Outline { radius, ink, is_dashed, .. } => {
                let class = self.used.named(Paint::Stroke, ink);
                let dashes = if is_dashed { " stroke-dasharray=\"3 3\"" } else { "" };
                let rest = format!(" fill=\"none\"{}{dashes}", corners(radius));
                elements.push(self.rect(&rooms, &class, &rest));
            }
            DrawOp::Hatch { ink, .. } => elements.push(self.patterned(&rooms, (Pattern::Hatch, ink))),
            DrawOp::Dots { ink, .. } => elements.push(self.patterned(&rooms, (Pattern::Dots, ink))),
            DrawOp::Line { ink, .. } => {
                let class = format!("l {}", self.used.named(Paint::Fill, ink));
                elements.push(self.rect(&rooms, &class, ""));
            }
            DrawOp::Density { ink, ref shares, .. } => elements.push(self.columns(&rooms, ink, shares)),
            DrawOp::Arrow { .. } => self.arrow(&rooms, same, elements),
            DrawOp::Text { .. } => elements.push(self.text(&rooms, op)),
        }
    }

    fn views(&self) -> [&View; 2] {
        let view = &self.drawing.view;
        [view, self.drawing.wider.as_ref().map_or(view, |(view, _)| view)]
    }

    fn side(&self, rooms: &[Rect]) -> Side {
        Side::of(rooms[0].x, &self.drawing.view)
    }

    /// The classes and attributes of the upper edge and the height.
    fn down(&mut self, rooms: &[Rect]) -> (String, String) {
        let tops: Vec<f64> = rooms.iter().map(|room| room.y).collect();
        let heights: Vec<f64> = rooms.iter().map(|room| room.height.max(0.0)).collect();
        let (first, own) = (self.drawing.heights.start, &self.drawing.lengths);
        let lengths = [(Use::Top, "y", &tops), (Use::Height, "height", &heights)]
            .map(|(usage, name, values)| (name, self.lengths.of(usage, first, values, own, &tops)));
        let (mut classes, mut attributes) = (String::new(), String::new());
        for (name, length) in lengths {
            match length {
                Length::Fixed(length) if name == "y" && length == 0.0 => {}
                Length::Fixed(length) => add(&mut attributes, format_args!(" {name}=\"{}\"", Number(length))),
                Length::Rest => add(&mut attributes, format_args!(" {name}=\"100%\"")),
                Length::Class(class) => add(&mut classes, format_args!(" {class}")),
            }
        }
        (classes, attributes)
    }

    fn rect(&mut self, rooms: &[Rect], class: &str, rest: &str) -> Element {
        let side = self.side(rooms);
        let wider = self.wider.map(room);
        let places = across(rooms[0], wider, side, self.views());
        let (classes, attributes) = self.down(rooms);
        let classes = format!("{class}{classes}").trim().to_owned();
        Element { side, tag: "rect", classes, rest: format!("{places}{attributes}{rest}/>") }
    }

    fn patterned(&mut self, rooms: &[Rect], pattern: (Pattern, Ink)) -> Element {
        let fill = format!(" fill=\"{}\"", pattern_url(pattern, self.names, self.used));
        self.rect(rooms, "", &fill)
    }

    /// What is drawn in a box of the usual height, moved and stretched to where it belongs.
    fn boxed(&mut self, rooms: &[Rect], places: &str, inside: &str) -> Element {
        let side = self.side(rooms);
        let (moved, mut opened) = self.moved(rooms);
        let heights: Vec<f64> = rooms.iter().map(|room| room.height).collect();
        let (first, own) = (self.drawing.heights.start, &self.drawing.lengths);
        let stretched = match self.lengths.of(Use::Stretch, first, &heights, own, &[]) {
            Length::Class(class) => format!("><g class=\"{class}\">"),
            Length::Fixed(length) => format!("><g transform=\"scale(1 {})\">", factor(length)),
            Length::Rest => "><g>".to_owned(),
        };
        opened.push_str(&stretched);
        let rest = format!("{opened}<svg{places} height=\"{}\" {inside}</svg></g></g>", Use::DRAWN);
        Element { side, tag: "g", classes: moved, rest }
    }

    /// The class, or the attribute, that moves an element down.
    fn moved(&mut self, rooms: &[Rect]) -> (String, String) {
        let tops: Vec<f64> = rooms.iter().map(|room| room.y).collect();
        let (first, own) = (self.drawing.heights.start, &self.drawing.lengths);
        match self.lengths.of(Use::Baseline, first, &tops, own, &[]) {
            Length::Class(class) => (class, String::new()),
            Length::Fixed(top) => (String::new(), format!(" transform=\"translate(0 {})\"", Number(top))),
            Length::Rest => Default::default(),
        }
    }

    /// Columns are parts of a box that is stretched.
    fn columns(&mut self, rooms: &[Rect], ink: Ink, shares: &[Share]) -> Element {
        let places = across(rooms[0], None, self.side(rooms), self.views());
        let wide = times(shares.len().max(1));
        let mut inside =
            format!("viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\">", Number(wide), Use::DRAWN);
        let paths = Share::paths(Rect::new(0.0, 0.0, wide, Use::DRAWN), shares);
        let inks = [(Ink::Ready, Share::READY_OPACITY), (ink, 1.0)];
        for (bars, (ink, opacity)) in paths.iter().zip(inks).filter(|(bars, _)| !bars.is_empty()) {
            let class = self.used.named(Paint::Fill, ink);
            let opacity =
                if opacity < 1.0 { format!(" fill-opacity=\"{}\"", Number(opacity)) } else { String::new() };
            add(&mut inside, format_args!("<path class=\"{class}\"{opacity} d=\"{}\"/>", columns_path(bars)));
        }
        self.boxed(rooms, &places, &inside)
    }

    /// A curve within a box that is stretched, and a head that is not.
    fn arrow(&mut self, rooms: &[Rect], same: &[&DrawOp], elements: &mut Vec<Element>) {
        let Some(&&DrawOp::Arrow { from, controls: [near, far], to, ink }) = same.first() else { return };
        let (side, own) = (self.side(rooms), rooms[0]);
        let within = |point: crate::Point| {
            format!("{} {}", Number(point.x - own.x), Number((point.y - own.y) / own.height * Use::DRAWN))
        };
        let [start, near, before, end] = [from, near, far, to].map(within);
        let stroke = self.used.named(Paint::Stroke, ink);
        let places = x(own.x, self.wider.map(|op| room(op).x), side, self.views());
        let width = Number(ARROW_WIDTH);
        let inside = format!(
            "width=\"1\"><path class=\"{stroke}\" fill=\"none\" stroke-width=\"{width}\" \
             d=\"M{start}C{near} {before} {end}\"/>"
        );
        elements.push(self.boxed(rooms, &places, &inside));
        let tip = |op: &DrawOp| if let DrawOp::Arrow { to, .. } = op { *to } else { to };
        let tips: Vec<Rect> =
            same.iter().map(|op| tip(op)).map(|tip| Rect::new(tip.x, tip.y, 0.0, 0.0)).collect();
        let places = x(to.x, self.wider.map(|op| tip(op).x), side, self.views());
        let (moved, opened) = self.moved(&tips);
        let points =
            arrow_head(far, to).map(|point| format!("{} {}", Number(point.x - to.x), Number(point.y - to.y)));
        let [first, left, right] = points;
        let fill = self.used.named(Paint::Fill, ink);
        let rest = format!(
            "{opened}><svg{places} width=\"1\" height=\"1\"><path class=\"{fill}\" d=\"M{first}L{left}L{right}Z\"/></svg></g>"
        );
        elements.push(Element { side, tag: "g", classes: moved, rest });
    }

    fn text(&mut self, rooms: &[Rect], op: &DrawOp) -> Element {
        let DrawOp::Text { text, style, .. } = op else {
            return Element { side: Side::Names, tag: "g", classes: String::new(), rest: "/>".to_owned() };
        };
        let side = self.side(rooms);
        let other = self.wider.map(|op| room(op).x);
        let mut places = x(rooms[0].x, other, side, self.views());
        let baselines: Vec<f64> = rooms.iter().map(|room| room.y).collect();
        let (first, own) = (self.drawing.heights.start, &self.drawing.lengths);
        let mut classes = self.used.named(Paint::Fill, style.ink);
        let down = match self.lengths.of(Use::Baseline, first, &baselines, own, &[]) {
            Length::Fixed(length) => format!(" y=\"{}\"", Number(length)),
            Length::Rest => String::new(),
            Length::Class(class) => {
                add(&mut classes, format_args!(" {class}"));
                // The class moves it down: it can't be moved sideways by the same attribute.
                places = sideways(&places);
                String::new()
            }
        };
        classes += if style.is_bold { " b" } else { "" };
        classes += if style.align == Align::Middle { " c" } else { "" };
        let rest =
            format!("{places}{down} font-size=\"{}\">{}</text>", Number(style.size), text_of(text, *style));
        Element { side, tag: "text", classes, rest }
    }
}

/// The same offset by an attribute that texts have of their own.
fn sideways(places: &str) -> String {
    places.replace(" transform=\"translate(", " dx=\"").replace(" 0)\"", "\"")
}

/// No radius exceeds half of a side: browsers see to that.
fn corners(radius: f64) -> String {
    if radius > 0.0 { format!(" rx=\"{}\"", Number(radius)) } else { String::new() }
}

fn columns_path(bars: &[Rect]) -> String {
    let bar = |bar: &Rect| {
        let (left, top) = (Number(bar.x), Number(bar.y.round()));
        format!("M{left} {top}h{width}v{}h-{width}Z", Number(bar.height.round()), width = Number(bar.width))
    };
    bars.iter().map(bar).collect()
}
