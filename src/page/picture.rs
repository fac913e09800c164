//! The picture of the timeline with its title above it and the sentence of the step below it, as an image to copy or save.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};

use super::js::set;

/// An image that is being made.
pub struct Picture(HtmlCanvasElement);

/// What is written beside the timeline.
#[derive(Clone, Debug)]
pub struct Captions {
    /// Above it.
    pub title: String,
    /// Below it; empty for nothing.
    pub sentence: String,
    /// Below that, smaller.
    pub moment: String,
}

#[wasm_bindgen]
extern "C" {
    /// What the clipboard takes beside plain text.
    type ClipboardItem;

    #[wasm_bindgen(constructor, catch)]
    fn new(items: &Object) -> Result<ClipboardItem, JsValue>;
}

/// Lengths in the timeline's own pixels.
const INSET: f64 = 16.0;
const TITLE: f64 = 44.0;
const LINE: f64 = 22.0;

impl Picture {
    /// Draws it, as sharp as the timeline is on the screen. `None` where the browser gives no context.
    #[must_use]
    pub fn of(timeline: &HtmlCanvasElement, captions: &Captions) -> Option<Self> {
        let window = web_sys::window()?;
        let styles = window.get_computed_style(timeline).ok()??;
        let canvas: HtmlCanvasElement = window.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let own = timeline.get_bounding_client_rect();
        let ratio = f64::from(timeline.width()) / own.width().max(1.0);
        let sheet = Sheet { context: &context, styles: &styles, width: own.width() };
        sheet.font("14px");
        let lines = sheet.wrapped(&captions.sentence);
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let below = (lines.len() + 1) as f64 * LINE + INSET;
        let height = TITLE + own.height() + below;
        canvas.set_width(pixels(own.width() * ratio));
        canvas.set_height(pixels(height * ratio));
        drop(context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0));
        context.set_fill_style_str(&sheet.value("--bg"));
        context.fill_rect(0.0, 0.0, own.width(), height);
        sheet.text(&captions.title, "600 17px", "--text", 28.0);
        drop(context.draw_image_with_html_canvas_element_and_dw_and_dh(
            timeline,
            0.0,
            TITLE,
            own.width(),
            own.height(),
        ));
        let mut y = TITLE + own.height() + LINE;
        for line in &lines {
            sheet.text(line, "14px", "--text", y);
            y += LINE;
        }
        sheet.text(&captions.moment, "12px", "--muted", y);
        Some(Self(canvas))
    }

    /// Its bytes, as the browser packs them.
    fn png(&self) -> Promise {
        let canvas = self.0.clone();
        Promise::new(&mut move |resolve, reject| {
            let take = wasm_bindgen::closure::Closure::once_into_js(move |blob: Option<Blob>| {
                let outcome = match blob {
                    Some(blob) => resolve.call1(&JsValue::UNDEFINED, &blob),
                    None => reject.call0(&JsValue::UNDEFINED),
                };
                // The two ends of a promise do not throw.
                drop(outcome);
            });
            drop(canvas.to_blob(take.unchecked_ref()));
        })
    }

    /// Puts it into the clipboard; whether it is there. To be called while a click is handled: some browsers allow it then
    /// alone, so the bytes follow as a promise.
    pub fn copy(&self) -> impl Future<Output = bool> + use<> {
        let begun = self.begin_copy();
        async move {
            match begun {
                Ok(written) => JsFuture::from(written).await.is_ok(),
                Err(_) => false,
            }
        }
    }

    fn begin_copy(&self) -> Result<Promise, JsValue> {
        let items = Object::new();
        set(&items, "image/png", &self.png());
        let item = ClipboardItem::new(&items)?;
        let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
        let clipboard = Reflect::get(&window.navigator(), &"clipboard".into())?;
        let write: js_sys::Function = Reflect::get(&clipboard, &"write".into())?.dyn_into()?;
        write.call1(&clipboard, &Array::of1(&item))?.dyn_into()
    }

    /// Its bytes as a file; `None` if the browser can't pack them.
    pub async fn blob(&self) -> Option<Blob> {
        JsFuture::from(self.png()).await.ok()?.dyn_into().ok()
    }
}

/// What words are drawn on.
struct Sheet<'a> {
    context: &'a CanvasRenderingContext2d,
    styles: &'a CssStyleDeclaration,
    width: f64,
}

impl Sheet<'_> {
    /// What the style sheet says of a role.
    fn value(&self, property: &str) -> String {
        self.styles.get_property_value(property).unwrap_or_default().trim().to_owned()
    }

    fn font(&self, size: &str) {
        self.context.set_font(&format!("{size} {}", self.value("--sans")));
    }

    fn text(&self, text: &str, size: &str, colour: &str, y: f64) {
        self.font(size);
        self.context.set_fill_style_str(&self.value(colour));
        // Fails only for a place that is no number.
        drop(self.context.fill_text_with_max_width(text, INSET, y, self.width - 2.0 * INSET));
    }

    /// A text in lines that fit, up to a few.
    fn wrapped(&self, text: &str) -> Vec<String> {
        const MOST: usize = 4;
        let fits = |line: &str| {
            let width = self.context.measure_text(line).map_or(0.0, |metrics| metrics.width());
            width <= self.width - 2.0 * INSET
        };
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}")).filter(|line| fits(line));
            match (longer, lines.last_mut()) {
                (Some(longer), Some(line)) => *line = longer,
                _ => lines.push(word.to_owned()),
            }
        }
        lines.truncate(MOST);
        lines
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of a screen")]
fn pixels(length: f64) -> u32 {
    length.round().max(1.0) as u32
}
