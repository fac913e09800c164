//! The npm package: the element's own script, with the glue, the module and the style sheet as files beside it, where
//! bundlers find them.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result, ensure};

use crate::{
    element::{self, SCRIPT},
    locales, process, programs,
    site::DIST,
    timing::timed,
};

/// Where the package is put together.
pub(crate) const FOLDER: &str = "target/npm/task-scope";
/// What of it is written by hand.
const WRITTEN: &str = "packages/task-scope";
/// The folder of the files that programs fetch.
const PAGES: &str = "pages";
/// The files that the element always needs, which bundlers move elsewhere.
const ALWAYS: [&str; 6] =
    ["taskscope.js", "taskscope_bg.wasm", "task-scope.css", "jobs.js", "jobs_bg.wasm", programs::RUNNER];
/// The folders of the packs and of the programs, of which the element needs those of the demos that a page shows: bundlers
/// move them, too.
const FOLDERS: [&str; 2] = ["demos", programs::FOLDER];
/// The endings of what is moved of these.
const ENDINGS: [&str; 3] = [".pack", ".wasm", ".js"];
/// Where the element's source says that the playground is, and what a package says, which knows of none.
const PLAYGROUND: [&str; 2] = ["  return folder().href;\n", "  return '';\n"];
/// Where the element's source has no files that have moved.
const NONE_MOVED: &str = "const files = {};";

/// Puts the package together from a built site.
pub(crate) fn assemble() -> Result<()> {
    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {FOLDER}"))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {FOLDER}"))?;
    for entry in fs::read_dir(WRITTEN).with_context(|| format!("cannot read {WRITTEN}"))? {
        copy(&entry?.path(), folder)?;
    }
    for name in FOLDERS {
        fs::create_dir(folder.join(name)).with_context(|| format!("cannot make {FOLDER}/{name}"))?;
    }
    let moved = moved()?;
    for name in &moved {
        let path = Path::new(name);
        copy(&Path::new(DIST).join(path), &folder.join(path.parent().unwrap_or(Path::new(""))))?;
    }
    // What programs fetch on the browser's clock lies beside the glue.
    fs::create_dir(folder.join(PAGES)).with_context(|| format!("cannot make {FOLDER}/{PAGES}"))?;
    for entry in
        fs::read_dir(Path::new(DIST).join(PAGES)).with_context(|| format!("cannot read {DIST}/{PAGES}"))?
    {
        copy(&entry?.path(), &folder.join(PAGES))?;
    }
    locales::pack(folder)?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(Path::new(name), folder)?;
    }
    fs::write(folder.join(SCRIPT), packaged(&element::script()?, &moved)?)?;
    Ok(())
}

/// The files that bundlers move, by their paths in the site.
fn moved() -> Result<Vec<String>> {
    let mut files = Vec::new();
    for of in FOLDERS {
        let folder = Path::new(DIST).join(of);
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                files.push(format!("{of}/{name}"));
            }
        }
    }
    files.sort();
    Ok(ALWAYS.map(str::to_owned).into_iter().chain(files).collect())
}

/// Packs it as npm publishes it.
pub(crate) fn pack() -> Result<()> {
    let npm = which::which("npm")
        .ok()
        .context("npm is missing; install Node 20 or newer, which brings it along")?;
    timed("Packing for npm", || {
        process::run(Command::new(npm).current_dir(FOLDER).args(["pack", "--pack-destination", ".."]))
    })
}

/// The script as a package has it. A bundler finds a file by its address in these very words.
fn packaged(element: &str, moved: &[String]) -> Result<String> {
    for needed in [PLAYGROUND[0], NONE_MOVED] {
        ensure!(element.contains(needed), "www/element has no line `{}`", needed.trim());
    }
    let moved = moved.iter().map(|name| format!("  '{name}': () => new URL('./{name}', import.meta.url),\n"));
    let moved = format!("const files = {{\n{}}};", moved.collect::<String>());
    Ok(element.replace(PLAYGROUND[0], PLAYGROUND[1]).replace(NONE_MOVED, &moved))
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    fs::copy(file, folder.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_has_the_version_of_the_playground() {
        let version = |text: &'static str, key: &str| {
            text.lines()
                .find_map(|line| line.trim().strip_prefix(key))
                .map(|rest| rest.trim_matches([' ', '=', ':', '"', ',']))
        };
        let package = version(include_str!("../../packages/task-scope/package.json"), "\"version\"");
        assert_eq!(package, version(include_str!("../../Cargo.toml"), "version"));
        assert!(package.is_some());
    }

    #[test]
    fn a_package_knows_of_no_playground() {
        let source = format!("{NONE_MOVED}\nfunction playground() {{\n{}}}\n", PLAYGROUND[0]);
        let moved = ALWAYS.map(str::to_owned);
        let element = packaged(&source, &moved).unwrap();
        assert!(element.contains("return '';") && !element.contains("folder()"), "{element}");
        assert!(element.contains("'task-scope.css': () => new URL('./task-scope.css', import.meta.url),"));
        assert!(packaged("", &moved).is_err());
    }
}
