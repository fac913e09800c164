//! What a canvas is set to: each setting is a text that the browser reads anew, so none is set twice.

use std::cell::Cell;

use web_sys::CanvasRenderingContext2d;

use super::palette::Palette;
use taskscope_scene::{Align, Ink, TextStyle};

/// A font in a face of the palette: its size and whether it is bold.
pub(super) type Font = (u64, bool);

/// The settings of a context.
pub(super) struct Brush {
    context: CanvasRenderingContext2d,
    known: Cell<Settings>,
}

/// What a context is known to be set to.
#[derive(Clone, Copy, Default)]
pub(super) struct Settings {
    fill: Option<Ink>,
    stroke: Option<Ink>,
    line_width: Option<f64>,
    opacity: Option<f64>,
    font: Option<Font>,
    align: Option<Align>,
}

impl Brush {
    pub(super) fn new(context: CanvasRenderingContext2d) -> Self {
        Self { context, known: Cell::default() }
    }

    /// What is known, to be given to [`Self::set_known`] when the context has been restored.
    pub(super) fn known(&self) -> Settings {
        self.known.get()
    }

    /// Says what is known: nothing, after something else has set the context.
    pub(super) fn set_known(&self, known: Settings) {
        self.known.set(known);
    }

    /// Fills are of this colour.
    pub(super) fn fill(&self, palette: &Palette, ink: Ink, opacity: f64) {
        if self.replace(Settings { fill: Some(ink), ..self.known() }).fill != Some(ink) {
            self.context.set_fill_style_str(palette.colour(ink));
        }
        self.opacity(opacity);
    }

    /// Fills are of something else than a colour from now on.
    pub(super) fn fill_otherwise(&self) {
        self.set_known(Settings { fill: None, ..self.known() });
        self.opacity(1.0);
    }

    /// Strokes are of this colour and width.
    pub(super) fn stroke(&self, palette: &Palette, ink: Ink, width: f64) {
        let before = self.replace(Settings { stroke: Some(ink), line_width: Some(width), ..self.known() });
        if before.stroke != Some(ink) {
            self.context.set_stroke_style_str(palette.colour(ink));
        }
        if before.line_width != Some(width) {
            self.context.set_line_width(width);
        }
        self.opacity(1.0);
    }

    /// Texts look so; returns their font.
    pub(super) fn text(&self, palette: &Palette, style: TextStyle) -> Font {
        let font = (style.size.to_bits(), style.is_bold);
        let before = self.replace(Settings { font: Some(font), align: Some(style.align), ..self.known() });
        if before.font != Some(font) {
            let weight = if style.is_bold { "600 " } else { "" };
            self.context.set_font(&format!("{weight}{}px {}", style.size, palette.face()));
        }
        if before.align != Some(style.align) {
            self.context.set_text_align(match style.align {
                Align::Start => "left",
                Align::Middle => "center",
            });
        }
        self.fill(palette, style.ink, 1.0);
        font
    }

    fn opacity(&self, opacity: f64) {
        if self.replace(Settings { opacity: Some(opacity), ..self.known() }).opacity != Some(opacity) {
            self.context.set_global_alpha(opacity);
        }
    }

    fn replace(&self, settings: Settings) -> Settings {
        self.known.replace(settings)
    }
}
