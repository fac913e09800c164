//! Lists the programs: every file in a folder of `src` is one, so that nobody keeps a list of them.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    let mut folders = String::new();
    for folder in paths(Path::new("src"))?.iter().filter(|path| path.is_dir()) {
        let programs = paths(folder)?;
        let program = |path: &PathBuf| {
            let stem = name(path);
            format!("{stem} {:?}, ", stem.replace('_', "-"))
        };
        let programs: String = programs.iter().map(program).collect();
        folders += &format!("{} {{ {programs}}} ", name(folder));
    }
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    // A macro that hands the folders, and the names and slugs of all programs, to another one.
    let list = format!("macro_rules! programs {{ ($with:ident) => {{ $with! {{ {folders}}} }}; }}\n");
    fs::write(folder.join("programs.rs"), list)
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
