//! Paints scenes on a canvas: sharp at any pixel ratio, in the colours of the style sheet.

use std::cell::RefCell;
use std::collections::BTreeMap;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

use crate::draft::{Align, DrawOp, Ink, Rect, Scene, View, Weight};

/// Paints on one canvas.
pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    palette: Palette,
    /// Texts as they were cut to fit, by font, width and text: measuring is what costs.
    cut: RefCell<BTreeMap<(bool, u8, u32, String), String>>,
}

/// The colours and faces that the style sheet gives to roles.
struct Palette {
    colours: BTreeMap<Ink, String>,
    hatches: BTreeMap<Ink, CanvasPattern>,
    face: String,
}

/// The custom property behind each role.
const PROPERTIES: [(Ink, &str); 18] = [
    (Ink::Background, "--bg"),
    (Ink::Panel, "--panel"),
    (Ink::Text, "--text"),
    (Ink::Muted, "--muted"),
    (Ink::Line, "--line"),
    (Ink::Accent, "--accent"),
    (Ink::OnAccent, "--on-accent"),
    (Ink::Wait, "--wait"),
    (Ink::Ready, "--ready"),
    (Ink::Done, "--done"),
    (Ink::Dropped, "--dropped"),
    (Ink::Panic, "--panic"),
    (Ink::Task(0), "--t0"),
    (Ink::Task(1), "--t1"),
    (Ink::Task(2), "--t2"),
    (Ink::Task(3), "--t3"),
    (Ink::Task(4), "--t4"),
    (Ink::Task(5), "--t5"),
];

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
    pub fn paint(&self, scene: &Scene, view: &View) {
        let ratio = self.fit(view);
        let context = &self.context;
        drop(context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0));
        context.set_fill_style_str(self.palette.colour(Ink::Background));
        context.fill_rect(0.0, 0.0, view.width, view.height);
        self.clipped(&view.plot(), &scene.plot);
        let headers = Rect::new(0.0, View::TOP, view.label_width(), view.height - View::TOP);
        self.clipped(&headers, &scene.headers);
        for op in &scene.frame {
            self.op(op);
        }
    }

    /// Gives the canvas as many pixels as the screen has for it, and returns the ratio.
    fn fit(&self, view: &View) -> f64 {
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let (width, height) = (pixels(view.width * ratio), pixels(view.height * ratio));
        // Setting a size clears the canvas and costs, even if it is the same.
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        ratio
    }

    fn clipped(&self, rect: &Rect, ops: &[DrawOp]) {
        self.context.save();
        self.context.begin_path();
        self.context.rect(rect.x, rect.y, rect.width, rect.height);
        self.context.clip();
        for op in ops {
            self.op(op);
        }
        self.context.restore();
    }

    fn op(&self, op: &DrawOp) {
        match op {
            DrawOp::Bar { rect, ink, radius, opacity } => self.bar(rect, *ink, *radius, *opacity),
            DrawOp::Hatch { rect, ink } => self.hatch(rect, *ink),
            DrawOp::Frame { rect, ink, is_dotted, width } => self.frame(rect, *ink, *is_dotted, *width),
            DrawOp::Line { from, to, ink, width } => self.line(*from, *to, *ink, *width),
            DrawOp::Arrow { from, to, ink } => self.arrow(*from, *to, *ink),
            DrawOp::Label { .. } => self.label(op),
        }
    }

    fn bar(&self, rect: &Rect, ink: Ink, radius: f64, opacity: f64) {
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

    fn hatch(&self, rect: &Rect, ink: Ink) {
        match self.palette.hatches.get(&ink) {
            Some(pattern) => self.context.set_fill_style_canvas_pattern(pattern),
            None => self.context.set_fill_style_str(self.palette.colour(ink)),
        }
        self.context.fill_rect(rect.x, rect.y, rect.width, rect.height);
        self.frame(rect, ink, false, 1.0);
    }

    fn frame(&self, rect: &Rect, ink: Ink, is_dotted: bool, width: f64) {
        let context = &self.context;
        context.set_stroke_style_str(self.palette.colour(ink));
        context.set_line_width(width);
        if is_dotted {
            drop(context.set_line_dash(&js_sys::Array::of2(&2.0.into(), &2.5.into())));
        }
        // Half a line inside, so that the outline is as large as the rectangle and sharp.
        let inset = width / 2.0;
        let (wide, high) = ((rect.width - width).max(0.5), (rect.height - width).max(0.5));
        context.begin_path();
        drop(context.round_rect_with_f64(rect.x + inset, rect.y + inset, wide, high, 2.0));
        context.stroke();
        if is_dotted {
            drop(context.set_line_dash(&js_sys::Array::new()));
        }
    }

    fn line(&self, from: (f64, f64), to: (f64, f64), ink: Ink, width: f64) {
        let context = &self.context;
        context.set_stroke_style_str(self.palette.colour(ink));
        context.set_line_width(width);
        context.begin_path();
        context.move_to(from.0, from.1);
        context.line_to(to.0, to.1);
        context.stroke();
    }

    fn arrow(&self, from: (f64, f64), to: (f64, f64), ink: Ink) {
        let context = &self.context;
        let (middle, bend) = (f64::midpoint(from.1, to.1), 12.0);
        context.set_stroke_style_str(self.palette.colour(ink));
        context.set_line_width(1.25);
        context.begin_path();
        context.move_to(from.0, from.1);
        context.bezier_curve_to(from.0 - bend, middle, to.0 - bend, middle, to.0, to.1);
        context.stroke();
        // The head points along the curve's end, which comes in from the left.
        let up = if to.1 > from.1 { -1.0 } else { 1.0 };
        context.set_fill_style_str(self.palette.colour(ink));
        context.begin_path();
        context.move_to(to.0 + 1.0, to.1);
        context.line_to(to.0 - 5.5, to.1 + 2.5 * up);
        context.line_to(to.0 - 0.5, to.1 + 6.0 * up);
        context.close_path();
        context.fill();
    }

    fn label(&self, op: &DrawOp) {
        let DrawOp::Label { at, text, ink, size, weight, align, max_width } = op else { return };
        let context = &self.context;
        let is_bold = *weight == Weight::Bold;
        let bold = if is_bold { "600 " } else { "" };
        context.set_font(&format!("{bold}{size}px {}", self.palette.face));
        context.set_text_align(match align {
            Align::Left => "left",
            Align::Center => "center",
        });
        context.set_fill_style_str(self.palette.colour(*ink));
        let shown = self.cut(is_bold, *size, *max_width, text);
        drop(context.fill_text(&shown, at.0, at.1));
    }

    /// The text, or as much of it as fits with an ellipsis, in the font that is set.
    fn cut(&self, is_bold: bool, size: u8, width: f64, text: &str) -> String {
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
            PROPERTIES.iter().map(|&(ink, property)| (ink, value(property))).collect();
        let ready = colours.get(&Ink::Ready).and_then(|colour| hatch_of(colour));
        let hatches = ready.map(|pattern| (Ink::Ready, pattern)).into_iter().collect();
        let face = value("--sans");
        Self { colours, hatches, face: if face.is_empty() { "sans-serif".to_owned() } else { face } }
    }

    fn colour(&self, ink: Ink) -> &str {
        self.colours.get(&ink).map_or("gray", String::as_str)
    }
}

/// Diagonal lines in a colour, as a pattern of 6 by 6 pixels.
fn hatch_of(colour: &str) -> Option<CanvasPattern> {
    const SIDE: f64 = 6.0;
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(pixels(SIDE));
    canvas.set_height(pixels(SIDE));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_stroke_style_str(colour);
    context.set_line_width(1.7);
    context.begin_path();
    for shift in [-SIDE, 0.0, SIDE] {
        context.move_to(shift - 1.0, SIDE + 1.0);
        context.line_to(shift + SIDE + 1.0, -1.0);
    }
    context.stroke();
    let pattern = context.create_pattern_with_html_canvas_element(&canvas, "repeat");
    pattern.map_err(|refused: JsValue| drop(refused)).ok().flatten()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a screen")]
fn pixels(value: f64) -> u32 {
    value.round().max(1.0) as u32
}
