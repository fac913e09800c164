//! What a page with our elements has once: the colours of the pictures, and the script that brings them to life.

use std::collections::BTreeSet;
use std::fmt::Write;

use taskscope_scene::svg::Palette;
use taskscope_scene::themes::THEMES;

/// The themes of mdBook that are dark. What a book adds is taken to be light. Without scripts it follows the system.
const DARK: &str = ":is(.coal,.navy,.ayu)";

/// Style rules, in one line. They stand in the page, so that it has its colours without scripts, on the page that
/// prints the whole book, and wherever the page lies.
pub(crate) fn style() -> String {
    format!(
        "<style>{}.taskscope{{{}}}.taskscope,.taskscope>[theme=light]{{color-scheme:light}}\
         @media screen{{{DARK} .taskscope,.taskscope>[theme=dark]{{color-scheme:dark}}}}\
         @media screen and (prefers-color-scheme:dark){{html:not(.js) .taskscope{{color-scheme:dark}}}}\
         .taskscope>task-scope:not(:defined){{{}}}{}</style>",
        include_str!("page.css").lines().map(str::trim).collect::<String>(),
        variables(),
        tokens(),
        inks()
    )
}

/// A poster has no theme of its own before the element's script is there, so it takes its colours from the page.
fn tokens() -> String {
    let token = |&(name, _): &(&str, &str)| format!("--task-scope-{name}:var(--taskscope-{name});");
    THEMES.light.0.iter().map(token).collect()
}

/// The script: it does not run on the page that prints the whole book, where pictures are what is wanted, and imports
/// the element from `address`, which is a JavaScript expression. Where the book has no playground, elements have no button
/// that opens it.
pub(crate) fn script(address: &str, has_playground: bool) -> String {
    let script = include_str!("page.js").lines().map(str::trim);
    let script: String = script.filter(|line| !line.starts_with("//")).collect();
    let after = if has_playground { "" } else { ".then(({ configure }) => configure({ playground: '' }))" };
    format!("<script type=\"module\">{}</script>", script.replace("AFTER", after).replace("ADDRESS", address))
}

fn variables() -> String {
    let (Palette(light), Palette(dark)) = (THEMES.light, THEMES.dark);
    let both = light.iter().zip(dark);
    let one = |(&(name, light), (_, dark)): (&(&str, &str), &(&str, &str))| {
        format!("--taskscope-{name}:light-dark({light},{dark});")
    };
    both.map(one).collect()
}

fn inks() -> String {
    let names: BTreeSet<&str> = THEMES.light.0.iter().map(|&(name, _)| name).collect();
    let mut rules = format!(".taskscope text{{font-family:{}}}", THEMES.face);
    for name in names {
        for property in ["fill", "stroke"] {
            write!(rules, ".taskscope .{property}-{name}{{{property}:var(--taskscope-{name})}}")
                .expect("a String takes every text");
        }
    }
    rules
}
