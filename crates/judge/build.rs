//! Lists the rules: every file in `src/findings` that has one, with the kinds of findings whose facts it declares.
//!
//! So a rule is its file alone. It sees each event after the rules whose findings it asks for: a file that names a kind
//! of another one comes after that, and apart from this they stand in the order of their names.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

#[path = "build/rule_file.rs"]
mod rule_file;

use rule_file::{RuleFile, in_order};

const FOLDER: &str = "src/findings";

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={FOLDER}");
    if let Err(fault) = write_list() {
        println!("cargo::error={fault}");
    }
}

fn write_list() -> Result<(), String> {
    let variable = |name: &str| env::var(name).map_err(|fault| format!("{name}: {fault}"));
    let (home, out) = (variable("CARGO_MANIFEST_DIR")?, variable("OUT_DIR")?);
    let folder = Path::new(&home).join(FOLDER);
    let mut list = String::from("rules! {\n");
    for (name, file) in in_order(read_all(&folder)?).map_err(|fault| format!("{FOLDER}: {fault}"))? {
        let path = folder.join(&name).with_extension("rs");
        let (rule, kinds) = (&file.rule, file.kinds.join(", "));
        let parts = file.parts.iter().fold(String::new(), |parts, part| parts + " + " + part);
        let path = path.to_str().ok_or("the path of a rule is not UTF-8")?;
        writeln!(list, "    {path:?} {name}::{rule}: {kinds}{parts};").map_err(|fault| fault.to_string())?;
    }
    list.push_str("}\n");
    fs::write(Path::new(&out).join("rules.rs"), list).map_err(|fault| format!("rules.rs: {fault}"))
}

/// The files that have a rule, by name.
fn read_all(folder: &Path) -> Result<BTreeMap<String, RuleFile>, String> {
    let in_folder = |fault| format!("{}: {fault}", folder.display());
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(in_folder)? {
        let path = entry.map_err(in_folder)?.path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let in_file = |fault: String| format!("{}: {fault}", path.display());
        let text = fs::read_to_string(&path).map_err(|fault| in_file(fault.to_string()))?;
        if let Some(file) = RuleFile::parse(&text).map_err(in_file)? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(name, file);
        }
    }
    Ok(files)
}
