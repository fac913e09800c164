//! Lists the programs: every file in a folder of `src` is one, so that nobody keeps a list of them. Its lesson says in which
//! section of the gallery it stands.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where the lessons are.
const LESSONS: &str = "../../lessons";

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["src", LESSONS] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut folders = String::new();
    let mut sections = BTreeMap::<String, String>::new();
    for path in paths(Path::new("src"))?.iter().filter(|path| path.is_dir()) {
        let (folder, mut programs) = (name(path), String::new());
        for path in paths(path)? {
            let (stem, slug) = (name(&path), name(&path).replace('_', "-"));
            let Some(section) = section(&slug)? else { continue };
            writeln!(programs, "{stem},")?;
            writeln!(sections.entry(section).or_default(), "{slug:?} {folder} {stem},")?;
        }
        writeln!(folders, "{folder} {{ {programs} }}")?;
    }
    let of = |(section, programs): (String, String)| {
        format!("{section:?} {} {{ {programs}}} ", section.to_uppercase().replace('-', "_"))
    };
    let sections: String = sections.into_iter().map(of).collect();
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("OUT_DIR is not set")?;
    // A macro that hands the folders with their files, and the sections with their programs, to another one.
    let list =
        format!("macro_rules! programs {{ ($with:ident) => {{ $with! {{ [{folders}] [{sections}] }}}}; }}\n");
    fs::write(folder.join("programs.rs"), list)?;
    Ok(())
}

/// The section of the program called `slug`, as its lesson names it. The build of the gallery says what is wrong with a
/// lesson; without one there is no program yet.
fn section(slug: &str) -> io::Result<Option<String>> {
    let path = Path::new(LESSONS).join(slug).with_extension("md");
    let lesson = fs::read_to_string(path).or_else(|error| {
        if error.kind() == io::ErrorKind::NotFound { Ok(String::new()) } else { Err(error) }
    })?;
    let mut named = lesson.lines().filter_map(|line| line.strip_prefix("section = "));
    Ok(named.next().map(|section| section.trim_matches('"').to_owned()))
}

/// The name of a file or folder without its ending.
fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What is in a folder, sorted: the output must not depend on the file system.
fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
