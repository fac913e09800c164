//! The crates that can be published: packed and built as the registry would, without a word to it, and their examples run.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context as _, Result, ensure};

use crate::{process, timing::timed};

/// What the registry gets, what others need first. Every other package says `publish = false`.
const PUBLISHED: [&str; 3] = ["sorted", "format", "runtime"];

/// Where they are packed and built.
const BUILT: &str = "target/packed";

/// What a package has to bring along beside its code.
const NEEDED: [&str; 4] = ["Cargo.toml", "README.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Packs, builds what was packed, and runs the examples; returns how many files are packed.
pub(crate) fn check() -> Result<usize> {
    let mut files = 0;
    for name in PUBLISHED {
        files += check_contents(name)?;
    }
    timed("Packing, and building what was packed", || {
        forget_earlier()?;
        let mut cargo = process::cargo();
        // What was changed and not committed is what is to be checked.
        cargo.args(["package", "--quiet", "--allow-dirty", "--target-dir", BUILT]);
        for name in PUBLISHED {
            cargo.args(["--package", &package(name)]);
        }
        process::run(&mut cargo)
    })?;
    for name in PUBLISHED {
        for example in examples(name)? {
            timed(&format!("Running the example {example} of {name}"), || {
                let mut cargo = process::cargo();
                cargo.args(["run", "--quiet", "--package", &package(name), "--example", &example]);
                process::answer(&mut cargo).map(drop).with_context(|| {
                    format!("the example fails: cargo run -p {} --example {example}", package(name))
                })
            })?;
        }
    }
    Ok(files)
}

/// Forgets what an earlier check unpacked and built. Cargo makes a registry of the packed crates, at the same path each time, and
/// unpacks and builds a crate of the same version from it only once: without this, today's runtime is built with
/// yesterday's format.
fn forget_earlier() -> Result<()> {
    if fs::exists(BUILT)? {
        fs::remove_dir_all(BUILT).with_context(|| format!("cannot remove {BUILT}"))?;
    }
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let registries = home.context("cannot find Cargo's folder: set CARGO_HOME")?.join("registry/src");
    // Nothing was ever unpacked here.
    let Ok(registries) = fs::read_dir(registries) else { return Ok(()) };
    for registry in registries {
        let registry = registry?;
        // A registry with a host begins with its name, and what comes from there never changes.
        if !registry.file_name().to_string_lossy().starts_with('-') {
            continue;
        }
        for unpacked in fs::read_dir(registry.path())? {
            let unpacked = unpacked?;
            let name = unpacked.file_name().to_string_lossy().into_owned();
            if PUBLISHED.iter().any(|published| name.starts_with(&format!("{}-", package(published)))) {
                fs::remove_dir_all(unpacked.path())
                    .with_context(|| format!("cannot remove {}", unpacked.path().display()))?;
            }
        }
    }
    Ok(())
}

fn package(name: &str) -> String {
    format!("taskscope-{name}")
}

/// Checks that a package has all that it needs, and returns how many files it has.
fn check_contents(name: &str) -> Result<usize> {
    let package = package(name);
    let mut cargo = process::cargo();
    let list = process::answer(cargo.args(["package", "--list", "--allow-dirty", "--package", &package]));
    let list = list.with_context(|| format!("`cargo package --list -p {package}` fails"))?;
    let missing: Vec<_> =
        NEEDED.into_iter().filter(|needed| !list.lines().any(|file| file == *needed)).collect();
    ensure!(
        missing.is_empty(),
        "{package} would be published without {}: see `include` in its manifest",
        missing.join(", ")
    );
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let same = fs::read(license)? == fs::read(format!("crates/{name}/{license}"))?;
        ensure!(same, "crates/{name}/{license} is not the workspace's; copy {license} there");
    }
    Ok(list.lines().count())
}

/// The names of a package's examples, sorted.
fn examples(name: &str) -> Result<Vec<String>> {
    let folder = format!("crates/{name}/examples");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {folder}"))? {
        names.extend(entry?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_published_or_says_that_it_is_not() {
        let root = process::workspace_root();
        let crates = fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path());
        for manifest in
            crates.chain([root.clone(), root.join("xtask")]).map(|folder| folder.join("Cargo.toml"))
        {
            let text = fs::read_to_string(&manifest).unwrap();
            let is_published =
                PUBLISHED.iter().any(|name| text.contains(&format!("name = \"{}\"", package(name))));
            let says_not = text.lines().any(|line| line == "publish = false");
            assert!(is_published != says_not, "{}: publish it or say `publish = false`", manifest.display());
        }
    }
}
