//! Colours the source of every demo at build time, so that the page carries finished spans and no lexer, and takes the
//! colours of pictures from the style sheet.
//!
//! Writes `sources.rs` into the build folder, which `src/demos/source.rs` includes, and `themes.rs` for `src/themes.rs`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/demos/class.rs"]
pub mod class;
#[path = "build/difference.rs"]
mod difference;
#[path = "build/excerpt.rs"]
mod excerpt;
#[path = "build/highlight.rs"]
mod highlight;
#[path = "build/tokens.rs"]
mod tokens;

use difference::differing_lines;
use excerpt::{ShownLine, excerpt};
use highlight::{LineSpans, highlight};

/// What one instance of the module may have, in bytes: a gibibyte, so that a program that allocates without end does not
/// take the machine along. `session/halt.rs` knows of it.
const MOST_MEMORY: u32 = 1 << 30;

fn main() -> io::Result<()> {
    // In the way of the machine that compiles, as in the places that the compiler writes.
    let demos: PathBuf = ["src", "demos"].iter().collect();
    println!("cargo::rerun-if-changed={}", demos.display());
    println!("cargo::rerun-if-changed=build");
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=--max-memory={MOST_MEMORY}");
    }
    let mut generated = String::new();
    for path in rust_files(&demos)? {
        let text = fs::read_to_string(&path)?;
        let shown = excerpt(&text).map_err(|fault| unreadable(&path, &fault))?;
        if let Some(shown) = shown {
            generated += &source_item(&path, &text, &shown);
        }
    }
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    fs::write(folder.join("sources.rs"), generated)?;
    let sheet: PathBuf = ["www", "task-scope.css"].iter().collect();
    println!("cargo::rerun-if-changed={}", sheet.display());
    let themes = tokens::themes_item(&fs::read_to_string(&sheet)?);
    fs::write(folder.join("themes.rs"), themes.map_err(io::Error::other)?)
}

/// The Rust files in a folder and the folders in it, sorted: the output must not depend on the file system.
fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            paths.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// What syn says of a file that it can't read, with the place.
fn unreadable(path: &Path, fault: &syn::Error) -> io::Error {
    let start = fault.span().start();
    io::Error::other(format!("{}:{}:{}: {fault}", path.display(), start.line, start.column + 1))
}

/// A `pub static NAME: Source` with what is shown of one demo's file.
fn source_item(path: &Path, text: &str, shown: &[ShownLine]) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let spans = highlight(text);
    let differing = differing_lines(text, shown);
    let line = |line: &ShownLine| source_line(line, differing.contains(&line.number), &spans);
    let lines: String = shown.iter().map(line).collect();
    let name = stem.to_uppercase();
    let file = path.to_string_lossy();
    format!(
        "/// What is shown of `{stem}.rs`.\n\
         pub static {name}: Source = Source {{ file: {file:?}, packed: {lines:?} }};\n"
    )
}

/// A line as `SourceLine::unpack` reads it.
fn source_line(shown: &ShownLine, differs: bool, spans: &[LineSpans]) -> String {
    let ShownLine { number, variant } = shown;
    let differs = if differs { "!" } else { "" };
    let mut line = format!("{number} {}{differs}", variant.as_deref().unwrap_or_default());
    for (class, text) in spans.get(number - 1).into_iter().flatten() {
        line.push(class.mark());
        line.push_str(text);
    }
    line + "\n"
}
