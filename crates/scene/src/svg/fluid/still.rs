//! A picture that follows the width of its room alone, as high as its lanes: for pages where it stands among text. All such
//! pictures have the same rules, so that a site has these once.

use std::fmt::Write;

use super::super::elements::{Used, pattern_element};
use super::super::{Caption, Names, Themes};
use super::drawing::Drawing;
use super::lengths::Lengths;
use super::merge::Merged;
use super::{FEW_WIDTHS, Fluid, Pixels, WIDTHS, body, is_of_columns, names, rules};
use crate::{Ink, Scene, View};

/// What its classes begin with.
const NAME: &str = "still";

/// How many of the widths a page has room for.
const ROOM: usize = 4;

/// Prints what `draw` draws for a width, as high as it is.
#[must_use]
pub fn print_still(
    height: f64,
    caption: Caption<'_>,
    themes: &Themes,
    draw: impl Fn(f64, f64) -> (View, Scene),
) -> Fluid {
    let drawn = [[height; 2]];
    let names = names(&drawn, caption, &draw);
    let (mut lengths, mut used, mut merged) = (Lengths::new(1), Used::default(), Merged::default());
    let places = (0..ROOM).map(|index| rules::places(&draw(WIDTHS[index].1, height).0)).collect();
    for (bits, at) in widths(&drawn, &draw) {
        for drawing in Drawing::all(&drawn, [None; 2], |shift, height| draw(at + shift, height)) {
            merged.add_to(bits, drawing.elements(&names, &mut lengths, &mut used));
        }
    }
    let (parts, _) = merged.parts_of((1 << ROOM) - 1, |bits, _| usize::try_from(bits).unwrap_or_default());
    let patterns: String =
        used.patterns().map(|pattern| pattern_element(pattern, &names, &mut used)).collect();
    let names = Names { prefix: NAME.to_owned() };
    Fluid {
        name: NAME.to_owned(),
        height,
        rules: sheet(themes, places),
        body: body(&names, caption, &patterns, &parts),
    }
}

/// Which of the widths each drawing is for, as bits, and at which width it is drawn.
fn widths(drawn: &[[f64; 2]], draw: impl Fn(f64, f64) -> (View, Scene)) -> Vec<(u64, f64)> {
    let own: &[(f64, f64)] = if is_of_columns(drawn, draw) { &FEW_WIDTHS } else { &WIDTHS };
    let ends = own.iter().skip(1).map(|&(from, _)| from).chain([f64::INFINITY]);
    let bits = |from: f64, until: f64| {
        let inside = WIDTHS.iter().take(ROOM).map(|&(width, _)| width >= from && width < until);
        inside.enumerate().map(|(index, is_inside)| u64::from(is_inside) << index).sum()
    };
    let all = own.iter().zip(ends).map(|(&(from, at), until)| (bits(from, until), at));
    all.filter(|(bits, _)| *bits > 0).collect()
}

/// The rules, which are those of every other: all colours, and for each width where the plot is and what is shown.
fn sheet(themes: &Themes, places: Vec<String>) -> String {
    let paints = Ink::ALL.into_iter().flat_map(|ink| ["fill", "stroke"].map(|property| (property, ink)));
    let mut rules = rules::general(NAME, themes, paints);
    for (index, places) in places.into_iter().enumerate() {
        let shown: Vec<String> = (1_u64..(1 << ROOM) - 1)
            .filter(|bits| bits & (1 << index) != 0)
            .map(|bits| format!(".{NAME} .m{bits}"))
            .collect();
        let from = Pixels(WIDTHS[index].0);
        let until = WIDTHS.get(index + 1).filter(|_| index + 1 < ROOM);
        let until =
            until.map_or(String::new(), |&(until, _)| format!(" and (max-width:{})", Pixels(until - 0.02)));
        write!(
            rules,
            "@container poster (min-width:{from}){until}{{.{NAME} .x{{{places}}}{}{{display:inline}}}}",
            shown.join(",")
        )
        .expect("a String takes every text");
    }
    rules
}
