//! Prints scenes as SVG documents that stand alone: no script, no file beside them, in the theme of whoever looks.
//!
//! Colours stand in style rules as they are, the light ones first and the dark ones within a media query. Custom
//! properties would be shorter, but resvg, which stands for the converters that books are made with, paints `var()`
//! black even where a plain colour precedes it. It passes over the media query, and shows the light theme.

mod elements;
mod fluid;
mod text;
mod theme;

use std::fmt::Write;

use super::{DrawOp, Ink, Layer, Rect, Scene};
use elements::{Number, Used, element, pattern_element};
pub use fluid::{Fluid, print_fluid, print_still};
use taskscope_trace::Digest;
use text::escaped;
pub use theme::{Palette, Themes};

/// The class of the root: rules of a picture that stands within a page mean nothing else of it.
const CLASS: &str = "task-scope-picture";

/// What is said of a picture to those who don't see it.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// A few words.
    pub title: &'a str,
    /// A sentence or several.
    pub description: &'a str,
}

/// Prints a scene.
#[must_use]
pub fn print(scene: &Scene, caption: Caption<'_>, themes: &Themes) -> String {
    document(scene, caption, Used::default(), |used| {
        format!("<style>\n{}</style>\n", escaped(&theme::rules(themes, used)))
    })
}

/// Prints a scene without a style element, which the policy of a page may forbid: in the light theme, which is for paper.
#[must_use]
pub fn print_plain(scene: &Scene, caption: Caption<'_>, themes: &Themes) -> String {
    document(scene, caption, Used::plain(themes.light), |_| String::new())
}

fn document(
    scene: &Scene,
    caption: Caption<'_>,
    mut used: Used,
    style: impl FnOnce(&Used) -> String,
) -> String {
    let names = Names::new(scene, caption);
    let ground = DrawOp::fill(Rect::new(0.0, 0.0, scene.width, scene.height), 0.0, Ink::Background);
    let mut body = element(&ground, &names, &mut used);
    for (index, layer) in scene.layers.iter().enumerate() {
        print_layer(&mut body, (index, layer), &names, &mut used);
    }
    let patterns: String =
        used.patterns().map(|pattern| pattern_element(pattern, &names, &mut used)).collect();
    let (width, height) = (Number(scene.width), Number(scene.height));
    let (title, description) = (names.of("title"), names.of("description"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{CLASS}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{title} {description}\" \
         xml:space=\"preserve\">\n\
         <title id=\"{title}\">{}</title>\n\
         <desc id=\"{description}\">{}</desc>\n\
         {}<defs>\n{patterns}{}</defs>\n\
         {body}</svg>\n",
        escaped(caption.title),
        escaped(caption.description),
        style(&used),
        clips(scene, &names),
    )
}

/// The ids of one document, which differ from those of another: several pictures can stand within one page.
struct Names {
    prefix: String,
}

impl Names {
    fn new(scene: &Scene, caption: Caption<'_>) -> Self {
        let Caption { title, description } = caption;
        let mut digest = Digest::default();
        digest.write(format!("{title}\n{description}\n{scene}").as_bytes());
        Self { prefix: format!("ts{:016x}", digest.value()) }
    }

    fn of(&self, what: impl std::fmt::Display) -> String {
        format!("{}-{what}", self.prefix)
    }

    fn of_clip(&self, layer: usize) -> String {
        self.of(format_args!("clip{layer}"))
    }
}

fn print_layer(body: &mut String, (index, layer): (usize, &Layer), names: &Names, used: &mut Used) {
    match layer.clip {
        Some(_) => {
            writeln!(body, "<g clip-path=\"url(#{})\">", names.of_clip(index))
                .expect("a String takes every text");
        }
        None => body.push_str("<g>\n"),
    }
    for op in &layer.ops {
        body.push_str(&element(op, names, used));
    }
    body.push_str("</g>\n");
}

/// What the layers are cut by.
fn clips(scene: &Scene, names: &Names) -> String {
    let clip = |(index, layer): (usize, &Layer)| {
        let id = names.of_clip(index);
        layer.clip.map(|rect| format!("<clipPath id=\"{id}\"><rect {}/></clipPath>\n", elements::edges(rect)))
    };
    scene.layers.iter().enumerate().filter_map(clip).collect()
}
