//! Colours the source of every program at build time, so that the page carries finished spans and no lexer.
//!
//! Writes `sources.rs` into the build folder, which `src/source.rs` includes.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/class.rs"]
pub mod class;
#[path = "build/difference.rs"]
mod difference;
#[path = "build/excerpt.rs"]
mod excerpt;
#[path = "build/highlight.rs"]
mod highlight;

use difference::differing_lines;
use excerpt::{ShownLine, excerpt};
use highlight::{LineSpans, highlight};

/// Where this crate lies in the repository, which places and links are relative to.
const FOLDER: &str = "crates/programs";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=build");
    let mut generated = String::new();
    for path in rust_files(Path::new("src"))? {
        let text = fs::read_to_string(&path)?;
        let shown = excerpt(&text).map_err(|fault| unreadable(&path, &fault))?;
        if let Some(shown) = shown {
            generated += &source_item(&path, &text, &shown);
        }
    }
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    fs::write(folder.join("sources.rs"), generated)
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
    // In the way of the machine that compiles, as in the places that the compiler writes.
    let file: PathBuf = FOLDER.split('/').map(Path::new).chain([path]).collect();
    let file = file.to_string_lossy();
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
