//! Holds the rules that no compiler checks against the code: every file says what it is for, and layers keep their
//! order.
#![expect(clippy::print_stdout, reason = "the circles are printed for whoever looks for them")]

#[path = "tidy/circles.rs"]
mod circles;
#[path = "tidy/modules.rs"]
mod modules;

use std::fs;
use std::path::{Path, PathBuf};

use modules::Modules;

/// The crates that know no browser.
const PURE: [&str; 13] = [
    "abi", "modules", "format", "sorted", "trace", "judge", "tell", "lessons", "programs", "gallery",
    "simulate", "scene", "session",
];

/// What the page's own layers may use of each other; those of the crates are held by Cargo.
const LAYERS: [(&str, &[&str]); 4] = [
    ("page", &[]),
    ("element", &["page"]),
    ("ui", &["page", "element"]),
    ("mount.rs", &["page", "element", "ui"]),
];

/// Lines a file may have, its tests included, before it has to be split.
const LONGEST_FILE: usize = 400;

/// How many files of a crate may depend on each other in a circle.
const LARGEST_KNOT: usize = 6;

#[test]
fn every_file_opens_with_a_sentence_that_says_what_it_is_for() {
    for (path, text) in rust_files() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! "), "{}: the first line has to be a `//!` sentence", path.display());
    }
}

#[test]
fn no_file_is_too_long() {
    for (path, text) in rust_files() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST_FILE, "{}: {lines} lines; split it by idea", path.display());
    }
}

/// `cargo test --test tidy circle -- --nocapture` prints every knot.
#[test]
fn few_files_depend_on_each_other_in_a_circle() {
    let mut faults = Vec::new();
    for path in crate_roots() {
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        let knots = circles::knots(&Modules::read(&path));
        let largest = knots.first().map_or(0, Vec::len);
        println!("{name}: {} circles, the largest of {largest} files (at most {LARGEST_KNOT})", knots.len());
        for knot in &knots {
            println!("  {}: {}", knot.len(), knot.join(" ").replace(&format!("{}/", root().display()), ""));
        }
        if largest > LARGEST_KNOT {
            faults.push(format!("{name}: {largest} files depend on each other in a circle"));
        }
    }
    assert!(faults.is_empty(), "{}; move what both sides use to a file below them", faults.join("; "));
}

/// The first file of every crate.
fn crate_roots() -> Vec<PathBuf> {
    let crates = fs::read_dir(root().join("crates")).expect("folders of the repository can be read");
    let crates = crates.map(|entry| entry.expect("entries can be read").path());
    let folders = crates.chain([root(), root().join("xtask")]);
    let files = folders.flat_map(|folder| ["src/lib.rs", "src/main.rs"].map(|file| folder.join(file)));
    let mut roots: Vec<_> = files.filter(|file| file.is_file()).collect();
    roots.sort();
    roots
}

#[test]
fn a_layer_uses_only_the_layers_before_it() {
    for (layer, allowed) in LAYERS {
        for (path, text) in files_of(&root().join("src").join(layer)) {
            for used in used_layers(&path, &text) {
                let is_fine = used == layer.trim_end_matches(".rs") || allowed.contains(&used.as_str());
                assert!(is_fine, "{}: `{layer}` must not use `{used}`", path.display());
            }
        }
    }
}

#[test]
fn pure_layers_know_no_browser() {
    for layer in PURE {
        for (path, text) in files_of(&root().join("crates").join(layer).join("src")) {
            for foreign in ["web_sys", "js_sys", "wasm_bindgen", "yew::"] {
                assert!(!text.contains(foreign), "{}: `{foreign}` in a pure layer", path.display());
            }
        }
    }
}

/// The page starts programs through `crates/abi`, of which it has the text alone: each program is in a module of its own.
#[test]
fn the_page_is_linked_without_the_runtime_and_without_programs() {
    let mut linked = vec![root()];
    let mut next = 0;
    while let Some(folder) = linked.get(next).cloned() {
        for used in linked_with(&folder) {
            if !linked.contains(&used) {
                linked.push(used);
            }
        }
        next += 1;
    }
    let names: Vec<_> = linked.iter().filter_map(|folder| folder.file_name()).collect();
    assert!(names.iter().any(|name| *name == "session"), "{names:?}");
    for program in ["runtime", "programs", "simulate", "modules"] {
        assert!(names.iter().all(|name| *name != program), "the page's module has crates/{program}");
    }
}

/// The folders of what a crate is linked with in the browser: what is optional counts only where it is asked for.
fn linked_with(folder: &Path) -> Vec<PathBuf> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("every crate has a manifest");
    let mut used = Vec::new();
    let mut is_linked = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_linked =
                ["[dependencies]", "[target.'cfg(target_arch = \"wasm32\")'.dependencies]"].contains(&line);
        }
        let path = line.split_once("path = \"").and_then(|(_, rest)| rest.split_once('"'));
        let Some((path, _)) = path.filter(|_| is_linked && !line.contains("optional = true")) else {
            continue;
        };
        let path = folder.join(path).canonicalize().expect("it is a crate of ours");
        // With its default features it has the runtime.
        let has_guest = path.ends_with("crates/abi") && !line.contains("default-features = false");
        used.extend(has_guest.then(|| root().join("crates/runtime")));
        used.push(path);
    }
    used
}

#[test]
fn maps_in_modules_are_small_ones() {
    /// Timers and what is due come in any order, and many at once; a `BTreeMap` can be collected into as any other
    /// collection; the test of a map has std's as its model; only the native command writes packs.
    const LARGE: [&str; 6] = [
        "format/src/code/tests.rs",
        "format/src/state/alive.rs",
        "gallery/src/pack.rs",
        "runtime/src/due.rs",
        "runtime/src/stream/collection.rs",
        "runtime/src/timers.rs",
    ];
    // A `BTreeMap` is some eight kilobytes of wasm for each pair of types. The sources of programs are shown to visitors.
    let crates = ["format", "runtime", "trace", "judge", "tell", "scene", "session", "jobs", "gallery"]
        .map(|layer| root().join("crates").join(layer).join("src"));
    for folder in crates.into_iter().chain([root().join("src")]) {
        for (path, text) in files_of(&folder) {
            let is_fine = !text.contains("BTree") || LARGE.iter().any(|large| path.ends_with(large));
            assert!(is_fine, "{}: take a map of `taskscope_sorted`", path.display());
        }
    }
}

#[test]
fn unsafe_code_stays_in_the_task_cell() {
    let attribute = ["allow(", "unsafe_code"].concat();
    let holders: Vec<_> = rust_files()
        .into_iter()
        .filter(|(_, text)| text.contains(&attribute))
        .map(|(path, _)| path.strip_prefix(root()).unwrap_or(&path).to_owned())
        .collect();
    assert_eq!(holders, [PathBuf::from("crates/runtime/src/task/cell.rs")]);
}

#[test]
fn task_cells_know_nothing_outside_their_folder() {
    // Numbers that name tasks, and how a panic is caught: neither knows an executor.
    const KNOWN: [&str; 3] = ["task", "TaskId", "panics"];
    for (path, text) in files_of(&root().join("crates/runtime/src/task")) {
        for name in names_of_crate(&path, &text) {
            assert!(
                KNOWN.contains(&name.as_str()),
                "{}: `crate::{name}` is outside of `task/`",
                path.display()
            );
        }
    }
}

#[test]
fn the_runtime_needs_nothing_newer_than_rust_1_78() {
    // Clippy's `incompatible_msrv` finds functions; these are parts of the language, from 1.81 on.
    for (path, text) in files_of(&root().join("crates/runtime/src")) {
        for newer in ["[expect(", "reason = \"", "+ use<"] {
            assert!(!text.contains(newer), "{}: `{newer}` is newer than Rust 1.78", path.display());
        }
    }
}

#[test]
fn nothing_started_is_forgotten() {
    // A semaphore's permit has a method of that name, which means something else.
    let is_semaphore = |path: &Path| path.ends_with("sync/semaphore.rs") || path.ends_with("peer/signals.rs");
    for (path, text) in rust_files().into_iter().filter(|(path, _)| !is_semaphore(path)) {
        for escape in [[".forg", "et()"].concat(), ["mem::for", "get"].concat()] {
            assert!(!text.contains(&escape), "{}: own the handle instead of `{escape}`", path.display());
        }
    }
}

#[test]
fn the_architecture_fits_on_its_pages_and_names_every_layer() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("there is an ARCHITECTURE.md");
    assert!(text.lines().count() <= 150, "ARCHITECTURE.md has more than 150 lines");
    for (layer, _) in LAYERS {
        assert!(text.contains(&format!("src/{layer}")), "ARCHITECTURE.md does not name src/{layer}");
    }
    for entry in fs::read_dir(root().join("crates")).expect("there is a folder of crates") {
        let name = entry.expect("entries can be read").file_name();
        let name = format!("crates/{}", name.to_string_lossy());
        assert!(text.contains(&name), "ARCHITECTURE.md does not name {name}");
    }
}

#[test]
fn the_readme_names_the_two_commands() {
    let text = fs::read_to_string(root().join("README.md")).expect("there is a README.md");
    for command in ["cargo xtask serve", "cargo xtask test"] {
        assert!(text.contains(command), "README.md does not name `{command}`");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The layers that a file names by `crate::layer`.
fn used_layers(path: &Path, text: &str) -> Vec<String> {
    let is_layer = |name: &String| LAYERS.iter().any(|(layer, _)| layer.trim_end_matches(".rs") == name);
    names_of_crate(path, text).into_iter().filter(is_layer).collect()
}

/// What a file names of its crate's root, in whatever form: `crate::a`, `use crate::{a, b::c}`, and in macros.
fn names_of_crate(path: &Path, text: &str) -> Vec<String> {
    let syntax = syn::parse_file(text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    let of_crate =
        circles::paths(&syntax).into_iter().filter(|path| path.first().is_some_and(|first| first == "crate"));
    of_crate.filter_map(|path| path.into_iter().nth(1)).collect()
}

#[test]
fn every_name_of_a_group_counts() {
    let text =
        "use crate::{a, b::{c, d}}; fn f() { g!(crate::e::f) } #[cfg(test)] mod tests { use crate::h; }";
    assert_eq!(names_of_crate(Path::new("text"), text), ["a", "b", "b", "e"]);
}

fn rust_files() -> Vec<(PathBuf, String)> {
    let folders = ["src", "crates", "xtask/src", "tests", "build.rs"];
    folders.iter().flat_map(|folder| files_of(&root().join(folder))).collect()
}

/// The Rust files below a folder, or the file itself, with their texts.
fn files_of(path: &Path) -> Vec<(PathBuf, String)> {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("folders of the repository can be read");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("entries can be read").path()).collect();
        paths.sort();
        return paths.iter().flat_map(|path| files_of(path)).collect();
    }
    if path.extension().is_none_or(|extension| extension != "rs") {
        return Vec::new();
    }
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{} can't be read", path.display()));
    vec![(path.to_owned(), text)]
}
