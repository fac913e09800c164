//! A picture that follows its room without a script: the scene of each width and height, as elements that a style sheet
//! places and shows.
//!
//! Nothing is laid out here. The scene is drawn at some widths, and at each height at which its lanes get lower. What
//! differs from one to the next says how every coordinate goes along: a share of the plot's width and an offset, a number
//! of lanes and a length that the style sheet looks up by the height. Elements that several of these drawings have in
//! common are printed once; a rule for each drawing shows those that not all have.

mod drawing;
mod lengths;
mod merge;
mod place;
mod rules;
mod still;

use std::fmt::Write;

use super::elements::{Number, Used, pattern_element};
use super::{Caption, Names, Themes, text::escaped};
use crate::{DrawOp, Scene, View};
use drawing::Drawing;
use lengths::Lengths;
use merge::Merged;
use place::Side;
pub use still::print_still;
use taskscope_trace::Digest;

/// From which width on there is a drawing of its own, and at which width it is drawn: labels have room at all of them.
const WIDTHS: [(f64, f64); 6] =
    [(0.0, 380.0), (470.0, 500.0), (700.0, 724.0), (880.0, 910.0), (1_120.0, 1_150.0), (1_420.0, 1_450.0)];
/// The same for what consists of columns mostly: they differ from width to width, and would be printed again for each.
const FEW_WIDTHS: [(f64, f64); 3] = [(0.0, 400.0), (700.0, 800.0), (1_120.0, 1_200.0)];

/// A picture in two parts: a page may allow style sheets that a script makes, and no style elements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fluid {
    /// What its classes and ids begin with.
    pub name: String,
    /// How high it is where there is room for all of it.
    pub height: f64,
    /// The rules of a style sheet. They mean nothing but this picture.
    pub rules: String,
    /// The elements, well-formed as XML. They fill the positioned element around them.
    pub body: String,
}

impl Fluid {
    /// Both in one, for a page of one's own.
    #[must_use]
    pub fn whole(&self) -> String {
        format!("<style>{}</style>{}", self.rules, self.body)
    }
}

/// Prints what `draw` draws for a width and a height. `drawn` has the heights from which on it has to be drawn anew, the
/// highest first, each with the height to draw; lower pictures are cut.
#[must_use]
pub fn print_fluid(
    drawn: &[[f64; 2]],
    caption: Caption<'_>,
    themes: &Themes,
    draw: impl Fn(f64, f64) -> (View, Scene),
) -> Fluid {
    let heights: Vec<f64> = drawn.iter().map(|&[from, _]| from).collect();
    let mut lengths = Lengths::new(drawn.len());
    let mut used = Used::default();
    let names = names(drawn, caption, &draw);
    let mut merged = Merged::default();
    let mut drawings = Vec::new();
    let widths = widths(drawn, &draw);
    for (index, &(from, at)) in widths.iter().enumerate() {
        let until = widths.get(index + 1).map(|&(from, _)| from);
        for drawing in Drawing::all(drawn, [Some(from), until], |shift, height| draw(at + shift, height)) {
            merged.add(drawing.elements(&names, &mut lengths, &mut used));
            drawings.push(drawing);
        }
    }
    let (parts, masks) = merged.parts();
    let patterns: String =
        used.patterns().map(|pattern| pattern_element(pattern, &names, &mut used)).collect();
    let mut rules =
        rules::general(&names.prefix, themes, used.paints().map(|(paint, ink)| (paint.property(), ink)));
    rules.push_str(&lengths.rules(&names.prefix, &heights));
    for (index, drawing) in drawings.iter().enumerate() {
        rules.push_str(&drawing.rule(&names.prefix, &heights, &masks, index));
    }
    let body = body(&names, caption, &patterns, &parts);
    Fluid { name: names.prefix, height: heights.first().copied().unwrap_or_default(), rules, body }
}

/// The widths to draw.
fn widths(drawn: &[[f64; 2]], draw: impl Fn(f64, f64) -> (View, Scene)) -> &'static [(f64, f64)] {
    if is_of_columns(drawn, draw) { &FEW_WIDTHS } else { &WIDTHS }
}

/// Whether most of it is columns.
fn is_of_columns(drawn: &[[f64; 2]], draw: impl Fn(f64, f64) -> (View, Scene)) -> bool {
    /// Columns, and boxes that count as some, that are few enough to be printed for each of the widths.
    const MOST: usize = 600;
    const BOX: usize = 8;
    let (_, scene) = draw(FEW_WIDTHS[0].1, drawn.last().map_or(0.0, |&[_, height]| height));
    let columns = |op: &DrawOp| if let DrawOp::Density { shares, .. } = op { shares.len() + BOX } else { 0 };
    scene.ops().map(columns).sum::<usize>() > MOST
}

fn names(drawn: &[[f64; 2]], caption: Caption<'_>, draw: impl Fn(f64, f64) -> (View, Scene)) -> Names {
    let mut digest = Digest::default();
    let height = drawn.first().map_or(0.0, |&[height, _]| height);
    let (_, scene) = draw(WIDTHS[WIDTHS.len() - 1].1, height);
    digest.write(format!("{}\n{}\n{scene}", caption.title, caption.description).as_bytes());
    Names { prefix: format!("p{:08x}", digest.value() >> 32) }
}

fn body(names: &Names, caption: Caption<'_>, patterns: &str, parts: &[(Side, String)]) -> String {
    let prefix = &names.prefix;
    let label = escaped(&format!("{}. {}", caption.title, caption.description)).replace('"', "&quot;");
    let mut body =
        format!("<div class=\"poster\" role=\"img\" aria-label=\"{label}\"><div class=\"{prefix}\">");
    if !patterns.is_empty() {
        write!(body, "<svg width=\"0\" height=\"0\"><defs>{}</defs></svg>", patterns.replace('\n', ""))
            .expect("a String takes every text");
    }
    for (side, elements) in parts {
        write!(body, "<svg class=\"{}\">{elements}</svg>", side.class()).expect("a String takes every text");
    }
    body.push_str("</div></div>");
    body
}

/// A length with its unit, as style sheets have it.
struct Pixels(f64);

impl std::fmt::Display for Pixels {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}px", Number(self.0))
    }
}
