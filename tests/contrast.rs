//! The colours of both themes can be told from what they stand on (WCAG 2.2, success criteria 1.4.3 and 1.4.11).

use taskscope_scene::svg::Palette;
use taskscope_scene::themes::THEMES;

/// What text stands on: the ground of the timeline, panes, and what stands out from them.
const GROUNDS: [&str; 3] = ["bg", "panel", "raised"];

fn colour(palette: Palette, name: &str) -> [f64; 3] {
    let found = palette.0.iter().find(|(token, _)| *token == name);
    let (_, hex) = found.unwrap_or_else(|| panic!("the sheet has no colour called {name}"));
    let digits: Vec<u8> = hex
        .trim_start_matches('#')
        .chars()
        .map(|digit| u8::try_from(digit.to_digit(16).expect("a hexadecimal digit")).expect("below 16"))
        .collect();
    let part = |index: usize| match digits.len() {
        3 => digits[index] * 17,
        _ => digits[index * 2] * 16 + digits[index * 2 + 1],
    };
    [0, 1, 2].map(|index| f64::from(part(index)) / 255.0)
}

/// The relative luminance of WCAG.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(palette: Palette, one: &str, other: &str) -> f64 {
    let [one, other] = [one, other].map(|name| luminance(colour(palette, name)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What is too close to its ground in one of the themes.
fn too_close(names: &[&str], grounds: &[&str], least: f64) -> Vec<String> {
    let mut faults = Vec::new();
    for (theme, palette) in [("dark", THEMES.dark), ("light", THEMES.light)] {
        for name in names {
            for ground in grounds {
                let found = contrast(palette, name, ground);
                if found < least {
                    faults.push(format!("{theme}: {name} on {ground} has {found:.2}, not {least}"));
                }
            }
        }
    }
    faults
}

#[test]
fn text_can_be_read_on_every_ground() {
    let mut faults = too_close(&["text", "muted"], &GROUNDS, 4.5);
    faults.extend(too_close(&["keyword", "function", "literal"], &["bg", "panel"], 4.5));
    faults.extend(too_close(&["ready", "done", "dropped", "panic", "missed"], &["bg"], 4.5));
    faults.extend(too_close(&["on-accent"], &["accent"], 4.5));
    assert_eq!(faults, [""; 0]);
}

#[test]
fn marks_can_be_seen_where_they_are_drawn() {
    let tasks = ["t0", "t1", "t2", "t3", "t4", "t5"];
    let mut faults = too_close(&tasks, &["bg", "panel"], 3.0);
    faults.extend(too_close(&["wait", "ready", "done", "dropped", "panic", "accent"], &["bg"], 3.0));
    faults.extend(too_close(&["macrotask", "microtask", "frame", "missed", "long-task"], &["bg"], 3.0));
    assert_eq!(faults, [""; 0]);
}

#[test]
fn contrast_is_that_of_the_definition() {
    let palette = Palette(&[("white", "#fff"), ("black", "#000000"), ("grey", "#767676")]);
    assert!((contrast(palette, "white", "black") - 21.0).abs() < 1e-9);
    assert!((contrast(palette, "grey", "white") - 4.54).abs() < 0.01);
}
