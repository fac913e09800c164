//! Checks the catalogues and makes a typed function of every message.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/functions.rs"]
mod functions;

use catalogue::Catalogue;

/// The language that all others are checked against.
const SOURCE: &str = "en";

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=locales");
    if let Err(fault) = write_all() {
        println!("cargo::error={fault}");
    }
}

fn write_all() -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|fault| fault.to_string())?;
    let out = Path::new(&out);
    let source = read(&Path::new("locales").join(SOURCE).with_extension("txt"))?;
    source.check(&source).map_err(|fault| format!("locales/{SOURCE}.txt: {fault}"))?;
    let mut languages = Vec::new();
    let others = fs::read_dir("locales").map_err(|fault| format!("locales: {fault}"))?;
    for path in others
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
    {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let language = read(&path)?;
        language.check(&source).map_err(|fault| format!("{}: {fault}", path.display()))?;
        if name == SOURCE {
            write(&out.join(SOURCE).with_extension("messages"), &language.packed(&source))?;
        }
        languages.push(name);
    }
    languages.sort();
    let mut code = String::new();
    functions::write(&mut code, &source).map_err(|fault| fault.to_string())?;
    writeln!(code, "static SOURCE: &str = include_str!(\"{SOURCE}.messages\");")
        .map_err(|fault| fault.to_string())?;
    writeln!(code, "const LANGUAGES: &[&str] = &{languages:?};").map_err(|fault| fault.to_string())?;
    write(&out.join("messages.rs"), &code)
}

fn read(path: &Path) -> Result<Catalogue, String> {
    let text = fs::read_to_string(path).map_err(|fault| format!("{}: {fault}", path.display()))?;
    Catalogue::parse(&text).map_err(|fault| format!("{}: {fault}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|fault| format!("{}: {fault}", path.display()))
}
