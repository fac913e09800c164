//! Paints scenes on a canvas: sharp at any pixel ratio, in the colours of the style sheet.

use std::cell::RefCell;
use std::collections::BTreeMap;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

use crate::scene::{Align, DrawOp, Ink, Point, Rect, Scene, TextStyle};

/// Paints on one canvas.
pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    palette: Palette,
    /// Texts as they were cut to fit, by font, width and text: measuring is what costs.
    cut: RefCell<BTreeMap<(bool, u32, u32, String), String>>,
}

/// The colours and faces that the style sheet gives to roles.
struct Palette {
    colours: BTreeMap<Ink, String>,
    hatches: BTreeMap<Ink, CanvasPattern>,
    dots: BTreeMap<Ink, CanvasPattern>,
    face: String,
}

impl Painter {
    /// A painter for a canvas that is in the document. `None` where the browser gives no context.
    #[must_use]
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        let palette = Palette::read(&canvas);
        Some(Self { canvas, context, palette, cut: RefCell::default() })
    }

    /// Reads the colours anew: the theme has changed.
    pub fn refresh_palette(&mut self) {
        self.palette = Palette::read(&self.canvas);
        self.cut.borrow_mut().clear();
    }

    /// Paints a scene. A browser that refuses an operation leaves it out.
    pub fn paint(&self, scene: &Scene) {
        let ratio = self.fit(scene.width, scene.height);
        let context = &self.context;
        drop(context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0));
        context.set_fill_style_str(self.palette.colour(Ink::Background));
        context.fill_rect(0.0, 0.0, scene.width, scene.height);
        for layer in &scene.layers {
            context.save();
            if let Some(clip) = layer.clip {
                context.begin_path();
                context.rect(clip.x, clip.y, clip.width, clip.height);
                context.clip();
            }
            for op in &layer.ops {
                self.op(op);
            }
            context.restore();
        }
    }

    /// Gives the canvas as many pixels as the screen has for it, and returns the ratio.
    fn fit(&self, width: f64, height: f64) -> f64 {
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let (width, height) = (pixels(width * ratio), pixels(height * ratio));
        // Setting a size clears the canvas and costs, even if it is the same.
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        ratio
    }

    fn op(&self, op: &DrawOp) {
        match op {
            DrawOp::Fill { rect, radius, ink, opacity } => self.fill(*rect, *radius, *ink, *opacity),
            DrawOp::Outline { rect, radius, ink, is_dashed } => {
                self.outline(*rect, *radius, *ink, *is_dashed)
            }
            DrawOp::Hatch { rect, ink } => self.pattern(*rect, *ink, self.palette.hatches.get(ink)),
            DrawOp::Dots { rect, ink } => self.pattern(*rect, *ink, self.palette.dots.get(ink)),
            DrawOp::Line { from, to, ink, width } => self.line(*from, *to, *ink, *width),
            DrawOp::Arrow { from, controls, to, ink } => self.arrow(*from, *controls, *to, *ink),
            DrawOp::Text { at, text, style } => self.text(*at, text, style),
        }
    }

    fn fill(&self, rect: Rect, radius: f64, ink: Ink, opacity: f64) {
        let context = &self.context;
        context.set_fill_style_str(self.palette.colour(ink));
        context.set_global_alpha(opacity);
        if radius > 0.0 {
            context.begin_path();
            drop(context.round_rect_with_f64(rect.x, rect.y, rect.width, rect.height, radius));
            context.fill();
        } else {
            context.fill_rect(rect.x, rect.y, rect.width, rect.height);
        }
        context.set_global_alpha(1.0);
    }

    fn outline(&self, rect: Rect, radius: f64, ink: Ink, is_dashed: bool) {
        let context = &self.context;
        context.set_stroke_style_str(self.palette.colour(ink));
        context.set_line_width(1.0);
        if is_dashed {
            drop(context.set_line_dash(&js_sys::Array::of2(&3.0.into(), &3.0.into())));
        }
        // Half a line inside, so that the outline is as large as the rectangle and sharp.
        let (width, height) = ((rect.width - 1.0).max(0.5), (rect.height - 1.0).max(0.5));
        context.begin_path();
        drop(context.round_rect_with_f64(rect.x + 0.5, rect.y + 0.5, width, height, radius));
        context.stroke();
        if is_dashed {
            drop(context.set_line_dash(&js_sys::Array::new()));
        }
    }

    fn pattern(&self, rect: Rect, ink: Ink, pattern: Option<&CanvasPattern>) {
        match pattern {
            Some(pattern) => self.context.set_fill_style_canvas_pattern(pattern),
            None => self.context.set_fill_style_str(self.palette.colour(ink)),
        }
        self.context.fill_rect(rect.x, rect.y, rect.width, rect.height);
    }

    fn line(&self, from: Point, to: Point, ink: Ink, width: f64) {
        let context = &self.context;
        context.set_stroke_style_str(self.palette.colour(ink));
        context.set_line_width(width);
        context.begin_path();
        context.move_to(from.x, from.y);
        context.line_to(to.x, to.y);
        context.stroke();
    }

    fn arrow(&self, from: Point, [first, second]: [Point; 2], to: Point, ink: Ink) {
        let context = &self.context;
        context.set_stroke_style_str(self.palette.colour(ink));
        context.set_line_width(1.25);
        context.begin_path();
        context.move_to(from.x, from.y);
        context.bezier_curve_to(first.x, first.y, second.x, second.y, to.x, to.y);
        context.stroke();
        // The head points along the end of the curve.
        let (along_x, along_y) = (to.x - second.x, to.y - second.y);
        let length = along_x.hypot(along_y).max(0.001);
        let (unit_x, unit_y) = (along_x / length, along_y / length);
        let corner = |side: f64| {
            let (back, out) = (7.0, 3.2 * side);
            (to.x - unit_x * back - unit_y * out, to.y - unit_y * back + unit_x * out)
        };
        let (left, right) = (corner(-1.0), corner(1.0));
        context.set_fill_style_str(self.palette.colour(ink));
        context.begin_path();
        context.move_to(to.x, to.y);
        context.line_to(left.0, left.1);
        context.line_to(right.0, right.1);
        context.close_path();
        context.fill();
    }

    fn text(&self, at: Point, text: &str, style: &TextStyle) {
        let context = &self.context;
        let bold = if style.is_bold { "600 " } else { "" };
        let size = pixels(style.size);
        context.set_font(&format!("{bold}{size}px {}", self.palette.face));
        context.set_text_align(match style.align {
            Align::Start => "left",
            Align::Middle => "center",
        });
        context.set_fill_style_str(self.palette.colour(style.ink));
        let cut = style.max_width.map(|width| self.cut(style.is_bold, size, width, text));
        drop(context.fill_text(cut.as_deref().unwrap_or(text), at.x, at.y));
    }

    /// The text, or as much of it as fits with an ellipsis, in the font that is set.
    fn cut(&self, is_bold: bool, size: u32, width: f64, text: &str) -> String {
        let key = (is_bold, size, pixels(width), text.to_owned());
        if let Some(cut) = self.cut.borrow().get(&key) {
            return cut.clone();
        }
        let fits =
            |text: &str| self.context.measure_text(text).is_ok_and(|measured| measured.width() <= width);
        let mut cut = text.to_owned();
        if !fits(text) {
            let characters: Vec<char> = text.chars().collect();
            let shortened = |len: usize| characters.iter().take(len).chain(['…'].iter()).collect::<String>();
            let longest = (0..characters.len()).rev().find(|&len| fits(&shortened(len)));
            cut = shortened(longest.unwrap_or(0));
        }
        let mut known = self.cut.borrow_mut();
        // Times in labels are new texts again and again.
        if known.len() > 2000 {
            known.clear();
        }
        known.insert(key, cut.clone());
        cut
    }
}

impl Palette {
    fn read(canvas: &HtmlCanvasElement) -> Self {
        let styles = web_sys::window().and_then(|window| window.get_computed_style(canvas).ok().flatten());
        let value = |property: &str| {
            let value = styles.as_ref().and_then(|styles| styles.get_property_value(property).ok());
            value.map(|value| value.trim().to_owned()).unwrap_or_default()
        };
        let colours: BTreeMap<Ink, String> =
            Ink::ALL.into_iter().map(|ink| (ink, value(&format!("--{}", ink.name())))).collect();
        let tiles = |draw: fn(&CanvasRenderingContext2d)| {
            let drawn = colours.iter().filter_map(|(&ink, colour)| Some((ink, tile(colour, draw)?)));
            drawn.collect::<BTreeMap<_, _>>()
        };
        let (hatches, dots) = (tiles(slanted), tiles(dotted));
        let face = value("--sans");
        Self { colours, hatches, dots, face: if face.is_empty() { "sans-serif".to_owned() } else { face } }
    }

    fn colour(&self, ink: Ink) -> &str {
        self.colours.get(&ink).map_or("gray", String::as_str)
    }
}

/// The side of a tile of a pattern.
const SIDE: f64 = 6.0;

/// A pattern in a colour.
fn tile(colour: &str, draw: fn(&CanvasRenderingContext2d)) -> Option<CanvasPattern> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(pixels(SIDE));
    canvas.set_height(pixels(SIDE));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_stroke_style_str(colour);
    context.set_fill_style_str(colour);
    draw(&context);
    let pattern = context.create_pattern_with_html_canvas_element(&canvas, "repeat");
    pattern.map_err(|refused: JsValue| drop(refused)).ok().flatten()
}

fn slanted(context: &CanvasRenderingContext2d) {
    context.set_line_width(1.7);
    context.begin_path();
    for shift in [-SIDE, 0.0, SIDE] {
        context.move_to(shift - 1.0, SIDE + 1.0);
        context.line_to(shift + SIDE + 1.0, -1.0);
    }
    context.stroke();
}

fn dotted(context: &CanvasRenderingContext2d) {
    for (x, y) in [(0.0, 0.0), (3.0, 3.0)] {
        context.fill_rect(x, y, 1.6, 1.6);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a screen")]
fn pixels(value: f64) -> u32 {
    value.round().max(1.0) as u32
}
