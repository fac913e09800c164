//! The colours of a document: both themes, as style rules for what it uses.

use super::elements::Used;
use super::{CLASS, Ink};

/// The looks of pictures: colours for dark and for light surroundings, and the fonts to take the first one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Themes {
    /// Colours on dark.
    pub dark: Palette,
    /// Colours on light.
    pub light: Palette,
    /// A list of fonts as style sheets have it.
    pub face: &'static str,
}

/// Colours by the names of the roles that they play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette(pub &'static [(&'static str, &'static str)]);

impl Palette {
    /// The colour of a role; one that shows on any ground if there is none.
    #[must_use]
    pub fn colour(&self, ink: Ink) -> &'static str {
        let found = self.0.iter().find(|(name, _)| *name == ink.name());
        found.map_or("gray", |&(_, colour)| colour)
    }
}

/// The style rules of a document.
pub(super) fn rules(themes: &Themes, used: &Used) -> String {
    let Themes { dark, light, face } = themes;
    format!(
        ".{CLASS} text{{font-family:{face}}}\n{}@media (prefers-color-scheme:dark){{\n{}}}\n",
        colours(light, used),
        colours(dark, used)
    )
}

fn colours(palette: &Palette, used: &Used) -> String {
    let rule = |(paint, ink): (super::elements::Paint, Ink)| {
        let property = paint.property();
        format!(".{CLASS} .{property}-{ink}{{{property}:{}}}\n", palette.colour(ink))
    };
    used.paints().map(rule).collect()
}
