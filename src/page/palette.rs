//! The colours, faces and patterns that the style sheet gives to roles.

use std::cell::RefCell;
use std::f64::consts::TAU;
use taskscope_sorted::SortedMap;

use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

use super::canvas::pixels;
use taskscope_scene::{Ink, Pattern};

/// The style sheet's answers, as of when they were read.
pub(super) struct Palette {
    colours: SortedMap<Ink, String>,
    face: String,
    /// Patterns by what they are and how large their tile is, made when they are first needed.
    patterns: RefCell<SortedMap<(Pattern, Ink, u32), Option<CanvasPattern>>>,
}

impl Palette {
    /// Reads the custom properties that hold at an element.
    pub(super) fn read(canvas: &HtmlCanvasElement) -> Self {
        let styles = web_sys::window().and_then(|window| window.get_computed_style(canvas).ok().flatten());
        let value = |property: &str| {
            let value = styles.as_ref()?.get_property_value(property).ok()?;
            Some(value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let colours = Ink::ALL.iter().filter_map(|&ink| Some((ink, value(&format!("--{ink}"))?))).collect();
        let face = value("--sans").unwrap_or_else(|| "sans-serif".to_owned());
        Self { colours, face, patterns: RefCell::default() }
    }

    /// The colour of a role; one that shows on any ground if the style sheet has none.
    pub(super) fn colour(&self, ink: Ink) -> &str {
        self.colours.get(&ink).map_or("gray", String::as_str)
    }

    /// The font family.
    pub(super) fn face(&self) -> &str {
        &self.face
    }

    /// A pattern for a screen with `ratio` pixels to one of the scene.
    pub(super) fn pattern(&self, pattern: Pattern, ink: Ink, ratio: f64) -> Option<CanvasPattern> {
        let side = pixels(pattern.side() * ratio);
        let mut patterns = self.patterns.borrow_mut();
        patterns.entry((pattern, ink, side)).or_insert_with(|| tile(pattern, self.colour(ink), side)).clone()
    }
}

/// One tile of a pattern, to be repeated.
fn tile(pattern: Pattern, colour: &str, pixels: u32) -> Option<CanvasPattern> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(pixels);
    canvas.set_height(pixels);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_stroke_style_str(colour);
    context.set_fill_style_str(colour);
    draw(pattern, &context, f64::from(pixels));
    context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok().flatten()
}

fn draw(pattern: Pattern, context: &CanvasRenderingContext2d, side: f64) {
    context.begin_path();
    match pattern {
        Pattern::Hatch => {
            context.set_line_width(side * Pattern::WEIGHT);
            // Three lines, so that the corners of the tile are filled too.
            for shift in [-side, 0.0, side] {
                context.move_to(shift - side, side * 2.0);
                context.line_to(shift + side * 2.0, -side);
            }
            context.stroke();
        }
        Pattern::Dots => {
            // Fails only for a radius below zero.
            drop(context.arc(side / 2.0, side / 2.0, side * Pattern::WEIGHT, 0.0, TAU));
            context.fill();
        }
    }
}
