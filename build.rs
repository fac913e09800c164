//! Limits the memory of the page's module where it is linked, and lists the programs that a test compiles for Tokio.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "tests/twins/namesakes.rs"]
mod namesakes;

/// What one instance of the module may have, in bytes: a gibibyte, so that a program that allocates without end does not
/// take the machine along. `Crash` in `crates/session/src/halt.rs` knows of it.
const MOST_MEMORY: u32 = 1 << 30;

/// Where the programs are, each in a folder.
const PROGRAMS: &str = "crates/programs/src";

fn main() -> io::Result<()> {
    for path in ["build.rs", "tests/twins/namesakes.rs", PROGRAMS] {
        println!("cargo::rerun-if-changed={path}");
    }
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=--max-memory={MOST_MEMORY}");
    }
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    fs::write(folder.join("twins.rs"), twins()?)
}

/// A macro that declares the programs of namesakes as modules of `tests/twins/demos.rs`, and lists them by their slugs.
fn twins() -> io::Result<String> {
    let (mut modules, mut list) = (Vec::new(), Vec::new());
    // Nothing but a browser survives those of `browser`.
    let is_native = |path: &&PathBuf| path.is_dir() && !path.ends_with("browser");
    for folder in paths(Path::new(PROGRAMS))?.iter().filter(is_native) {
        for path in paths(folder)? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let slug = name.replace('_', "-");
            if namesakes::has_only_namesakes(&slug, &fs::read_to_string(&path)?) {
                let path = path.to_string_lossy().replace('\\', "/");
                modules.push(format!("#[path = \"../../{path}\"] mod {name};\n"));
                list.push(format!("({slug:?}, {name}::MAINS)"));
            }
        }
    }
    Ok(format!(
        "macro_rules! twins {{ () => {{\n{}pub(crate) static DEMOS: &[(&str, &[Main])] = &[{}];\n}} }}\n",
        modules.concat(),
        list.join(", ")
    ))
}

/// What is in a folder, sorted.
fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
