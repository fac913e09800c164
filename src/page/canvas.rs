//! Paints scenes on a canvas: sharp at any pixel ratio, in the colours of the style sheet.

use std::cell::{Cell, RefCell};
use taskscope_sorted::SortedMap;

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Node};

use super::brush::{Brush, Font, Settings};
use super::palette::Palette;
use super::window::window_of;
use taskscope_scene::{
    ARROW_WIDTH, Cut, DrawOp, Ink, Layer, Pattern, Point, Rect, Scene, Share, TextStyle, WAIT_WIDTH,
    arrow_head,
};

/// Paints on one canvas.
pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    palette: Palette,
    brush: Brush,
    /// Its size in the document: how many pixels of the screen, and how many of these make one of the style sheet.
    size: Cell<(u32, u32, f64)>,
    /// How many pixels of the screen make one of the scene.
    ratio: Cell<f64>,
    /// Texts as they were cut to fit, by font, width and text: measuring is what costs.
    cut: RefCell<SortedMap<(Font, u32, String), String>>,
}

impl Painter {
    /// A painter for a canvas that is in the document. `None` where the browser gives no context.
    #[must_use]
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        let palette = Palette::read(&canvas);
        let brush = Brush::new(context.clone());
        let (size, ratio) = (Cell::default(), Cell::new(1.0));
        Some(Self { canvas, context, palette, brush, size, ratio, cut: RefCell::default() })
    }

    /// Reads the colours and faces anew: the theme has changed.
    pub fn refresh_palette(&mut self) {
        self.palette = Palette::read(&self.canvas);
        self.cut.borrow_mut().clear();
    }

    /// Paints a scene. A browser that refuses an operation leaves it out.
    pub fn paint(&self, scene: &Scene) {
        self.fit(scene);
        self.use_scene_pixels();
        self.brush.set_known(Settings::default());
        self.brush.fill(&self.palette, Ink::Background, 1.0);
        self.context.fill_rect(0.0, 0.0, scene.width, scene.height);
        scene.layers.iter().for_each(|layer| self.layer(layer));
    }

    /// Gives the canvas as many pixels as the screen has for it.
    fn fit(&self, scene: &Scene) {
        let ratio = pixel_ratio(Some(&self.canvas));
        self.ratio.set(ratio);
        let (width, height) = (pixels(scene.width * ratio), pixels(scene.height * ratio));
        // Setting a size clears the canvas and costs, even if it is the same.
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        // So does a style that is what it was: the page would be laid out anew in each frame.
        if self.size.replace((width, height, ratio)) == (width, height, ratio) {
            return;
        }
        // A whole number of pixels, or the browser would blur them into each other.
        let size = format!("width:{}px;height:{}px", f64::from(width) / ratio, f64::from(height) / ratio);
        self.canvas.style().set_css_text(&size);
    }

    /// Lets lengths mean pixels of the scene.
    fn use_scene_pixels(&self) {
        let ratio = self.ratio.get();
        drop(self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0));
    }

    fn layer(&self, layer: &Layer) {
        let Some(clip) = layer.clip else {
            self.ops(&layer.ops);
            return;
        };
        let known = self.brush.known();
        self.context.save();
        self.context.begin_path();
        self.context.rect(clip.x, clip.y, clip.width, clip.height);
        self.context.clip();
        self.ops(&layer.ops);
        self.context.restore();
        self.brush.set_known(known);
    }

    fn ops(&self, ops: &[DrawOp]) {
        for run in ops.chunk_by(|one, next| is_crowded(one) && is_crowded(next)) {
            match run {
                [op] => self.op(op),
                _ => self.crowd(run),
            }
        }
    }

    /// What is drawn of crowded lanes, by colour and the faintest first: many lanes have thousands of such bars, and one path
    /// is many times cheaper than one for each.
    fn crowd(&self, ops: &[DrawOp]) {
        let (mut ready, mut busy) = (Vec::new(), SortedMap::<Ink, Vec<Rect>>::new());
        self.context.begin_path();
        for op in ops {
            if let DrawOp::Line { from, to, ink, width } = *op {
                self.brush.stroke(&self.palette, ink, width);
                self.trace_line(from, to, width);
            } else if let DrawOp::Density { rect, ink, ref shares } = *op {
                let [waits, runs] = Share::paths(rect, shares);
                ready.extend(waits);
                busy.entry(ink).or_default().extend(runs);
            }
        }
        self.context.stroke();
        self.bars(&ready, Ink::Ready, Share::READY_OPACITY);
        for (&ink, bars) in &busy {
            self.bars(bars, ink, 1.0);
        }
    }

    fn op(&self, op: &DrawOp) {
        match *op {
            DrawOp::Fill { rect, radius, ink, opacity } => self.fill(rect, radius, ink, opacity),
            DrawOp::Outline { rect, radius, ink, is_dashed } => self.outline(rect, radius, ink, is_dashed),
            DrawOp::Hatch { rect, ink } => self.pattern(rect, Pattern::Hatch, ink),
            DrawOp::Dots { rect, ink } => self.pattern(rect, Pattern::Dots, ink),
            DrawOp::Density { rect, ink, ref shares } => self.density(rect, ink, shares),
            DrawOp::Line { from, to, ink, width } => self.line(from, to, ink, width),
            DrawOp::Arrow { from, controls, to, ink } => self.arrow(from, controls, to, ink),
            DrawOp::Text { at, ref text, style } => self.text(at, text, style),
        }
    }

    fn fill(&self, rect: Rect, radius: f64, ink: Ink, opacity: f64) {
        let context = &self.context;
        self.brush.fill(&self.palette, ink, opacity);
        if radius > 0.0 {
            context.begin_path();
            drop(context.round_rect_with_f64(rect.x, rect.y, rect.width, rect.height, radius));
            context.fill();
        } else {
            context.fill_rect(rect.x, rect.y, rect.width, rect.height);
        }
    }

    fn outline(&self, rect: Rect, radius: f64, ink: Ink, is_dashed: bool) {
        let context = &self.context;
        self.brush.stroke(&self.palette, ink, 1.0);
        if is_dashed {
            drop(context.set_line_dash(&Array::of2(&3.0.into(), &3.0.into())));
        }
        // Half a line inside, so that the outline is as large as the rectangle.
        let (left, top) = (self.snap(rect.x) + 0.5, self.snap(rect.y) + 0.5);
        let (width, height) = ((rect.width - 1.0).max(0.5), (rect.height - 1.0).max(0.5));
        context.begin_path();
        drop(context.round_rect_with_f64(left, top, width, height, radius));
        context.stroke();
        if is_dashed {
            drop(context.set_line_dash(&Array::new()));
        }
    }

    /// Patterns are laid out in pixels of the screen: scaled ones would be blurred.
    fn pattern(&self, rect: Rect, pattern: Pattern, ink: Ink) {
        let Some(pattern) = self.palette.pattern(pattern, ink, self.ratio.get()) else { return };
        let (context, ratio) = (&self.context, self.ratio.get());
        self.brush.fill_otherwise();
        context.set_fill_style_canvas_pattern(&pattern);
        drop(context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0));
        context.fill_rect(rect.x * ratio, rect.y * ratio, rect.width * ratio, rect.height * ratio);
        self.use_scene_pixels();
    }

    fn density(&self, rect: Rect, ink: Ink, shares: &[Share]) {
        let [ready, busy] = Share::paths(rect, shares);
        self.bars(&ready, Ink::Ready, Share::READY_OPACITY);
        self.bars(&busy, ink, 1.0);
    }

    /// Bars of a colour are one path.
    fn bars(&self, bars: &[Rect], ink: Ink, opacity: f64) {
        if bars.is_empty() {
            return;
        }
        self.context.begin_path();
        for bar in bars {
            self.context.rect(bar.x, bar.y, bar.width, bar.height);
        }
        self.brush.fill(&self.palette, ink, opacity);
        self.context.fill();
    }

    fn line(&self, from: Point, to: Point, ink: Ink, width: f64) {
        self.brush.stroke(&self.palette, ink, width);
        self.context.begin_path();
        self.trace_line(from, to, width);
        self.context.stroke();
    }

    /// Upright and level lines are moved by less than a pixel of the screen, to where they are sharp.
    fn trace_line(&self, from: Point, to: Point, width: f64) {
        let half = width / 2.0;
        let sharp = |start: f64, end: f64| {
            let is_same = (start - end).abs() < f64::EPSILON;
            if is_same {
                (self.snap(start - half) + half, self.snap(end - half) + half)
            } else {
                (start, end)
            }
        };
        let ((left, right), (top, bottom)) = (sharp(from.x, to.x), sharp(from.y, to.y));
        self.context.move_to(left, top);
        self.context.line_to(right, bottom);
    }

    fn arrow(&self, from: Point, [near, far]: [Point; 2], to: Point, ink: Ink) {
        let context = &self.context;
        self.brush.stroke(&self.palette, ink, ARROW_WIDTH);
        self.brush.fill(&self.palette, ink, 1.0);
        context.begin_path();
        context.move_to(from.x, from.y);
        context.bezier_curve_to(near.x, near.y, far.x, far.y, to.x, to.y);
        context.stroke();
        let [tip, left, right] = arrow_head(far, to);
        context.begin_path();
        context.move_to(tip.x, tip.y);
        context.line_to(left.x, left.y);
        context.line_to(right.x, right.y);
        context.close_path();
        context.fill();
    }

    fn text(&self, at: Point, text: &str, style: TextStyle) {
        let context = &self.context;
        let font = self.brush.text(&self.palette, style);
        let drawn = match style.max_width {
            Some(width) => context.fill_text(&self.cut(font, width, (text, style.cut)), at.x, at.y),
            None => context.fill_text(text, at.x, at.y),
        };
        drop(drawn);
    }

    /// The text, or as much of it as fits with an ellipsis, in the font that is set.
    fn cut(&self, font: Font, width: f64, (text, cut): (&str, Cut)) -> String {
        /// States at the cursor are new texts again and again.
        const MOST_KNOWN: usize = 2_000;
        let key = (font, pixels(width), text.to_owned());
        if let Some(cut) = self.cut.borrow().get(&key) {
            return cut.clone();
        }
        let fits =
            |text: &str| self.context.measure_text(text).is_ok_and(|measured| measured.width() <= width);
        let cut = if fits(text) { text.to_owned() } else { longest(text, cut, fits) };
        let mut known = self.cut.borrow_mut();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(key, cut.clone());
        cut
    }

    /// The nearest length that is a whole number of pixels of the screen.
    fn snap(&self, length: f64) -> f64 {
        let ratio = self.ratio.get();
        (length * ratio).round() / ratio
    }
}

/// A wait, or spans that are too narrow to be told apart.
fn is_crowded(op: &DrawOp) -> bool {
    let is_wait = |width: f64| (width - WAIT_WIDTH).abs() < f64::EPSILON;
    matches!(*op, DrawOp::Density { .. })
        || matches!(*op, DrawOp::Line { ink: Ink::Wait, width, .. } if is_wait(width))
}

/// As many characters as fit together with an ellipsis.
fn longest(text: &str, cut: Cut, fits: impl Fn(&str) -> bool) -> String {
    let counts: Vec<usize> = (1..text.chars().count()).collect();
    cut.shorten(text, counts.partition_point(|&count| fits(&cut.shorten(text, count))))
}

/// How many pixels of the screen make one of the style sheet, where a part of the page is.
#[must_use]
pub fn pixel_ratio(place: Option<&Node>) -> f64 {
    window_of(place).map_or(1.0, |window| window.device_pixel_ratio())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a screen")]
pub(super) fn pixels(value: f64) -> u32 {
    value.round().max(1.0) as u32
}
