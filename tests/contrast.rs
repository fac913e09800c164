//! The colours of both themes stand out from their ground (WCAG 2.2, success criteria 1.4.3 and 1.4.11) and from each
//! other, for common sight and for the three kinds of colour blindness.

use taskscope_scene::svg::Palette;
use taskscope_scene::themes::THEMES;

/// What text stands on: the ground of the timeline, panes, and what stands out from them.
const GROUNDS: [&str; 3] = ["bg", "panel", "raised"];

/// The colours that tasks take turns with.
const TASKS: [&str; 6] = ["t0", "t1", "t2", "t3", "t4", "t5"];

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

/// A part of a colour as an amount of light.
fn linear(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

/// The relative luminance of WCAG.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(palette: Palette, one: &str, other: &str) -> f64 {
    contrast_of(colour(palette, one), colour(palette, other))
}

fn contrast_of(one: [f64; 3], other: [f64; 3]) -> f64 {
    let [one, other] = [one, other].map(luminance);
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
    let mut faults = too_close(&["text", "muted", "ready-text", "panic-text", "accent"], &GROUNDS, 4.5);
    faults.extend(too_close(&["keyword", "function", "literal"], &["bg", "panel"], 4.5));
    faults.extend(too_close(&["done", "dropped", "missed"], &["bg"], 4.5));
    faults.extend(too_close(&["on-accent"], &["accent"], 4.5));
    assert_eq!(faults, [""; 0]);
}

#[test]
fn marks_can_be_seen_where_they_are_drawn() {
    let mut faults = too_close(&TASKS, &GROUNDS, 3.0);
    faults.extend(too_close(&["wait", "ready", "panic", "accent"], &GROUNDS, 3.0));
    faults.extend(too_close(&["done", "dropped"], &["bg"], 3.0));
    faults.extend(too_close(&["macrotask", "microtask", "frame", "missed", "long-task"], &["bg"], 3.0));
    assert_eq!(faults, [""; 0]);
}

/// How much black the sheet mixes into the names of tasks in running text, in dark and in light.
fn shades() -> Vec<f64> {
    let sheet = include_str!("../www/task-scope.css");
    let shares = sheet.split("--shade: var(--task-scope-shade, ").skip(1);
    let percent = |rest: &str| rest.split_once('%').and_then(|(number, _)| number.parse::<f64>().ok());
    shares.map(|rest| percent(rest).expect("a number of percent") / 100.0).collect()
}

#[test]
fn names_in_the_colour_of_their_task_can_be_read() {
    let shades = shades();
    assert_eq!(shades.len(), 2);
    let mut faults = Vec::new();
    for (palette, shade) in [THEMES.dark, THEMES.light].into_iter().zip(shades) {
        for name in TASKS {
            let text = colour(palette, name).map(|part| part * (1.0 - shade));
            for ground in GROUNDS {
                let found = contrast_of(text, colour(palette, ground));
                if found < 4.5 {
                    faults.push(format!("{name} as text on {ground} has {found:.2}"));
                }
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

type Matrix = [[f64; 3]; 3];

fn applied(matrix: Matrix, colour: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(colour).map(|(factor, part)| factor * part).sum())
}

/// Kinds of sight as matrices on amounts of light: Machado, Oliveira and Fernandes 2009, severity 1.
const SIGHTS: [(&str, Matrix); 4] = [
    ("common", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deutan",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritan",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// A colour as an eye of this sight has it, in `OKLab`, where distances are those that people see.
fn seen(sight: Matrix, colour: [f64; 3]) -> [f64; 3] {
    let light = applied(sight, colour.map(linear)).map(|part| part.clamp(0.0, 1.0));
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    let lab = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    applied(lab, applied(cones, light).map(f64::cbrt))
}

fn distance(sight: Matrix, one: [f64; 3], other: [f64; 3]) -> f64 {
    let [one, other] = [one, other].map(|colour| seen(sight, colour));
    one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn tasks_ready_danger_wait_and_accent_are_different_things_to_every_eye() {
    let roles: Vec<&str> = TASKS.into_iter().chain(["ready", "panic", "wait", "accent"]).collect();
    let mut faults = Vec::new();
    // What the search for these colours reached: a later colour may not be closer to any of them.
    for (theme, palette, least, least_common) in
        [("dark", THEMES.dark, 0.063, 0.136), ("light", THEMES.light, 0.051, 0.121)]
    {
        for (index, one) in roles.iter().enumerate() {
            for other in roles.iter().skip(index + 1) {
                for (sight, matrix) in SIGHTS {
                    let least = if sight == "common" { least_common } else { least };
                    let found = distance(matrix, colour(palette, one), colour(palette, other));
                    if found < least {
                        faults.push(format!(
                            "{theme}, {sight}: {one} and {other} are {found:.3} apart, not {least}"
                        ));
                    }
                }
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn distance_is_that_of_the_definition() {
    let (white, black) = ([1.0; 3], [0.0; 3]);
    assert!((distance(SIGHTS[0].1, white, black) - 1.0).abs() < 1e-3);
    // Red and green of the same lightness look alike to an eye without cones for green.
    let (red, green) = ([0.8, 0.2, 0.2], [0.42, 0.47, 0.1]);
    let [common, deutan] = [SIGHTS[0].1, SIGHTS[2].1].map(|sight| distance(sight, red, green));
    assert!(deutan < common / 2.0, "{deutan} is not much less than {common}");
}

#[test]
fn contrast_is_that_of_the_definition() {
    let palette = Palette(&[("white", "#fff"), ("black", "#000000"), ("grey", "#767676")]);
    assert!((contrast(palette, "white", "black") - 21.0).abs() < 1e-9);
    assert!((contrast(palette, "grey", "white") - 4.54).abs() < 0.01);
}

#[test]
fn every_block_of_the_style_sheets_ends() {
    for path in ["www/task-scope.css", "www/page.css", "www/embeds.css", "www/embed.css"] {
        let text = std::fs::read_to_string(path).expect("tests run in the folder of the package");
        let mut open: Vec<usize> = Vec::new();
        let mut is_comment = false;
        for (number, line) in (1..).zip(text.lines()) {
            let mut rest = line;
            while let Some(next) = rest.find(if is_comment { "*/" } else { "/*" }) {
                let (before, after) = rest.split_at(next);
                count(if is_comment { "" } else { before }, number, &mut open, path);
                (rest, is_comment) = (after.get(2..).unwrap_or_default(), !is_comment);
            }
            count(if is_comment { "" } else { rest }, number, &mut open, path);
        }
        assert!(open.is_empty(), "{path}: the block that begins in line {:?} has no end", open.last());
    }
}

/// Opens and closes the blocks of a piece of a line. A block within two others is a slip: a brace was forgotten above it.
fn count(text: &str, line: usize, open: &mut Vec<usize>, path: &str) {
    for sign in text.chars() {
        match sign {
            '{' => open.push(line),
            '}' => _ = open.pop().unwrap_or_else(|| panic!("{path}:{line}: this ends no block")),
            _ => {}
        }
        assert!(
            open.len() <= 3,
            "{path}:{line}: the block that begins in line {:?} has no end",
            open.first()
        );
    }
}
