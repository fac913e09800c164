//! The rules that all drawings share: colours, the face, and what fills the room. They have no character that means
//! something else in XML, so that a page of either kind can have them.

use std::fmt::Write;

use super::{Pixels, Themes};
use crate::{Ink, View};

/// Colours come from the page's tokens, or else from the style sheet that they are defined in.
pub(super) fn general(
    prefix: &str,
    themes: &Themes,
    paints: impl Iterator<Item = (&'static str, Ink)>,
) -> String {
    let mut rules = format!(
        ".poster{{position:absolute;inset:0;container:poster/size;overflow:hidden}}\
         .{prefix}{{position:absolute;inset:0;overflow:hidden;background:{}}}\
         .{prefix} .n,.{prefix} .x,.{prefix} .o{{position:absolute;inset:0;inline-size:100%;block-size:100%;overflow:visible}}\
         .{prefix} svg{{overflow:visible}}\
         .{prefix} text{{font-family:var(--sans,{});white-space:pre}}\
         .{prefix} .m{{display:none}}\
         .{prefix} .l{{shape-rendering:crispEdges}}\
         .{prefix} .b{{font-weight:600}}\
         .{prefix} .c{{text-anchor:middle}}\
         .{prefix} path{{vector-effect:non-scaling-stroke}}",
        token(themes, Ink::Background),
        themes.face,
    );
    for (property, ink) in paints {
        write!(rules, ".{prefix} .{property}-{ink}{{{property}:{}}}", token(themes, ink))
            .expect("a String takes every text");
    }
    rules
}

fn token(themes: &Themes, ink: Ink) -> String {
    format!("var(--{ink},light-dark({},{}))", themes.light.colour(ink), themes.dark.colour(ink))
}

/// Where the plot is in a view.
pub(super) fn places(view: &View) -> String {
    let (left, taken) = (Pixels(view.label_width), Pixels(view.width - view.window_width()));
    format!("inset-inline-start:{left};inline-size:calc(100% - {taken})")
}
