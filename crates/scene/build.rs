//! Takes the colours of pictures from the style sheet, so that there is one place where a colour is chosen.
//!
//! Writes `themes.rs` into the build folder, which `src/themes.rs` includes.

use std::path::PathBuf;
use std::{env, fs, io};

#[path = "build/tokens.rs"]
mod tokens;

fn main() -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    let sheet: PathBuf = ["..", "..", "www", "task-scope.css"].iter().collect();
    println!("cargo::rerun-if-changed={}", sheet.display());
    println!("cargo::rerun-if-changed=build");
    let themes = tokens::themes_item(&fs::read_to_string(&sheet)?);
    fs::write(folder.join("themes.rs"), themes.map_err(io::Error::other)?)
}
