//! The npm package: the element's own script, with the files that every element needs beside it, where bundlers find them,
//! and a script for each demo, which brings that demo's files into a bundle.

use std::{fmt::Write as _, fs, path::Path, process::Command};

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
/// Folders of a site that a package has whole: what programs fetch on the browser's clock, packs, posters, and programs.
const FOLDERS: [&str; 4] = ["pages", DEMOS, "pictures", programs::FOLDER];
const DEMOS: &str = "demos";
/// Endings of files that only the playground has a use for: static pages and their rules.
const LEFT_OUT: [&str; 2] = [".html", ".css"];
/// Endings of what no package has a use for: copies for hosts, and hashes, as bundlers see to their files themselves.
const HOSTED: [&str; 3] = [".br", ".gz", "hashes.txt"];
/// The style sheet. Bundlers get it under a name by which none takes it for the style sheet of the whole page.
const SHEET: &str = "task-scope.css";
const RENAMED_SHEET: &str = "task-scope-sheet.txt";
/// The packs of elements that name no demo or have a saved run.
const OPENING: [&str; 2] = ["demos/counting.pack", "pictures/counting.pack"];
/// The files that the element may need whatever it shows.
const ALWAYS: [&str; 8] = [
    "taskscope.js",
    "taskscope_bg.wasm",
    "jobs.js",
    "jobs_bg.wasm",
    programs::RUNNER,
    SHEET,
    OPENING[0],
    OPENING[1],
];
/// Which files each demo needs.
const FILES: &str = "demos/files.json";
/// The script of a package that brings all demos.
const ALL: &str = "index";
/// Where the element's source says that the playground is, and what a package says, which knows of none.
const PLAYGROUND: [&str; 2] = ["  return folder().href;\n", "  return '';\n"];
/// Where the element's source has no files that have moved.
const NONE_MOVED: &str = "const files = {};";

/// Puts the package together from a built site.
pub(crate) fn assemble() -> Result<()> {
    let (site, folder) = (Path::new(DIST), Path::new(FOLDER));
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {FOLDER}"))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {FOLDER}"))?;
    copy_all(Path::new(WRITTEN), folder, &[])?;
    for name in FOLDERS {
        // Pages that a program fetches are files of the site like others.
        let left_out: &[&str] = if name == DEMOS { &LEFT_OUT } else { &[] };
        fs::create_dir(folder.join(name)).with_context(|| format!("cannot make {FOLDER}/{name}"))?;
        copy_all(&site.join(name), &folder.join(name), left_out)?;
    }
    for name in ALWAYS.iter().filter(|name| !OPENING.contains(name)) {
        copy(&site.join(name), folder)?;
    }
    fs::copy(site.join(SHEET), folder.join(RENAMED_SHEET)).context("cannot copy the style sheet")?;
    locales::pack(folder)?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(Path::new(name), folder)?;
    }
    let list = fs::read_to_string(site.join(FILES)).with_context(|| format!("cannot read {DIST}/{FILES}"))?;
    scripts(&list, &folder.join(DEMOS))?;
    fs::write(folder.join(SCRIPT), packaged(&element::script_of(folder)?)?)?;
    Ok(())
}

/// Writes a script for each demo, which brings its files into a bundle, and one that brings all.
fn scripts(list: &str, folder: &Path) -> Result<()> {
    let mut all = String::new();
    for line in list.lines() {
        // Names of demos and files have no quotation marks.
        let mut texts = line.split('"').skip(1).step_by(2);
        let Some(slug) = texts.next() else { continue };
        let files: Vec<_> = texts.collect();
        fs::write(folder.join(slug).with_extension("js"), script(&files))?;
        writeln!(all, "import './{slug}.js';")?;
    }
    ensure!(!all.is_empty(), "{DIST}/{FILES} names no demo");
    fs::write(folder.join(ALL).with_extension("js"), all)?;
    Ok(())
}

/// A script in a folder of the package that brings files.
fn script(files: &[&str]) -> String {
    format!("import {{ provide }} from '../{SCRIPT}';\n\nprovide({{\n{}}});\n", addresses(files, "../"))
}

/// The addresses of files, as members of an object. A bundler finds a file by its address in these very words.
fn addresses(files: &[&str], root: &str) -> String {
    let line = |name: &&str| {
        let file = if *name == SHEET { RENAMED_SHEET } else { name };
        format!("  '{name}': () => new URL('{root}{file}', import.meta.url),\n")
    };
    files.iter().map(line).collect()
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

/// The element's script as a package has it.
fn packaged(element: &str) -> Result<String> {
    for needed in [PLAYGROUND[0], NONE_MOVED] {
        ensure!(element.contains(needed), "www/element has no line `{}`", needed.trim());
    }
    let moved = format!("const files = {{\n{}}};", addresses(&ALWAYS, "./"));
    Ok(element.replace(PLAYGROUND[0], PLAYGROUND[1]).replace(NONE_MOVED, &moved))
}

/// Copies the files of a folder, but those with some endings.
fn copy_all(from: &Path, to: &Path, left_out: &[&str]) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let name = path.to_string_lossy();
        if !left_out.iter().chain(&HOSTED).any(|ending| name.ends_with(ending)) {
            copy(&path, to)?;
        }
    }
    Ok(())
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
        let element = packaged(&source).unwrap();
        assert!(element.contains("return '';") && !element.contains("folder()"), "{element}");
        assert!(packaged("").is_err());
    }

    #[test]
    fn no_bundler_sees_a_style_sheet() {
        let moved = addresses(&ALWAYS, "./");
        assert!(
            moved.contains("  'task-scope.css': () => new URL('./task-scope-sheet.txt', import.meta.url),\n")
        );
        assert!(!moved.contains(".css', import"), "{moved}");
    }

    #[test]
    fn a_script_of_a_demo_brings_its_files() {
        assert_eq!(
            script(&["demos/a.pack", "programs/start.wasm"]),
            "import { provide } from '../task-scope.js';\n\nprovide({\n\
             \x20 'demos/a.pack': () => new URL('../demos/a.pack', import.meta.url),\n\
             \x20 'programs/start.wasm': () => new URL('../programs/start.wasm', import.meta.url),\n});\n"
        );
    }
}
