//! The colours and the face that the style sheet names, for pictures that have to do without it.

use std::fmt::Write;

/// How the rule begins that holds the tokens of the dark theme, and the faces.
const DARK: &str = "\n.app {\n";
/// How the rule begins that holds those of the light theme.
const LIGHT: &str = "\n.app[data-theme=\"light\"] {\n";

/// A `pub static THEMES: Themes` with both palettes.
///
/// # Errors
/// If the style sheet has no such rules.
pub(crate) fn themes_item(sheet: &str) -> Result<String, String> {
    let (dark, light) = (tokens(sheet, DARK)?, tokens(sheet, LIGHT)?);
    let face = dark.iter().find(|(name, _)| *name == "sans").map(|&(_, value)| value);
    let face = face.ok_or("the style sheet names no face `--sans`")?;
    let mut item = "/// The themes of the style sheet.\npub static THEMES: Themes = Themes {\n".to_owned();
    for (field, tokens) in [("dark", dark), ("light", light)] {
        let colours: Vec<_> = tokens.into_iter().filter(|(_, value)| value.starts_with('#')).collect();
        writeln!(item, "    {field}: Palette(&{colours:?}),").expect("a String takes every text");
    }
    writeln!(item, "    face: {face:?},\n}};").expect("a String takes every text");
    Ok(item)
}

/// Name and value of each custom property of the rule that begins so.
fn tokens<'a>(sheet: &'a str, beginning: &str) -> Result<Vec<(&'a str, &'a str)>, String> {
    let (_, rule) = sheet
        .split_once(beginning)
        .ok_or_else(|| format!("the style sheet has no rule {:?}", beginning.trim()))?;
    let (declarations, _) = rule.split_once('}').ok_or("the style sheet ends within a rule")?;
    let token = |declaration: &'a str| {
        let (name, value) = declaration.trim().strip_prefix("--")?.split_once(':')?;
        Some((name, own(value.trim())))
    };
    Ok(declarations.split(';').filter_map(token).collect())
}

/// The value that stands where the page around the element has none of its own.
fn own(value: &str) -> &str {
    let theirs = value.strip_prefix("var(").and_then(|value| value.strip_suffix(')')?.split_once(", "));
    theirs.map_or(value, |(_, own)| own)
}
